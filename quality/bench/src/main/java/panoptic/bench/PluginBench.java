package panoptic.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import panoptic.media.KeptFiles;
import panoptic.media.LocalDisk;
import panoptic.media.VectorStore;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Person;
import panoptic.model.Signature;
import panoptic.plugin.ActionContext;
import panoptic.pluginhost.ActionOutcome;
import panoptic.pluginhost.PluginShelf;
import panoptic.pluginhost.ProjectPlugins;
import panoptic.pluginhost.RunnerPlaces;
import panoptic.pluginhost.SourceType;
import panoptic.pluginhost.spi.HostedProject;
import panoptic.pluginrunner.PluginRunner;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.Project;
import panoptic.testkit.Synthetic;
import tools.jackson.core.JsonParser;

/// What a plugin in a process of its own costs: to start, beside a Java that does nothing; to call; to read 1,000,000 instances, beside the same loop within the
/// program; to write and read 100,000 vectors of 512 numbers.
public final class PluginBench {
  private static final int IMAGES = 1_000_000;
  private static final int CALLS = 1_000;
  private static final String SOURCE = """
      import java.nio.file.Path;
      import java.util.*;
      import panoptic.plugin.*;
      import panoptic.plugin.Vector;

      public class Measured extends APlugin {
        public Measured(PluginProjectInterface project, Path pluginPath, String name) {
          super(name, project, pluginPath);
          addActionEasy(this::nothing, Hook.EXECUTE);
          addActionEasy(this::instances, Hook.EXECUTE);
          addActionEasy(this::write, Hook.VECTOR);
          addActionEasy(this::read, Hook.VECTOR);
        }

        ActionResult nothing(ActionContext context) {
          return null;
        }

        ActionResult instances(ActionContext context) {
          long began = System.nanoTime();
          long width = 0;
          try (var all = project.streamInstances(List.of())) {
            width = all.mapToLong(Instance::width).sum();
          }
          return ActionResult.ofValue(List.of((System.nanoTime() - began) / 1e6, width));
        }

        ActionResult write(ActionContext context, int count, int length) {
          VectorType type = project.addVectorType(project.createVectorType(Map.of("model", "measured")));
          var random = new SplittableRandom(1);
          var all = new ArrayList<Vector>();
          var seen = new HashSet<String>();
          try (var instances = project.streamInstances(List.of())) {
            for (Iterator<Instance> i = instances.iterator(); all.size() < count && i.hasNext();) {
              String sha1 = i.next().sha1();
              if (seen.add(sha1)) {
                var data = new float[length];
                for (int k = 0; k < length; k++) data[k] = (float) random.nextDouble();
                all.add(new Vector(type.id(), sha1, data));
              }
            }
          }
          long began = System.nanoTime();
          project.addVectors(all);
          return ActionResult.ofValue((System.nanoTime() - began) / 1e6);
        }

        ActionResult read(ActionContext context) {
          long began = System.nanoTime();
          int n = project.getVectors(vectorTypes.getFirst().id()).size();
          return ActionResult.ofValue(List.of((System.nanoTime() - began) / 1e6, n));
        }
      }
      """;

  private PluginBench() {}

  public static void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("plugins");
    try (var project = new Opened(folder)) {
      Synthetic.fill(project.project(), IMAGES, 1, _ -> {
      });
      var shelf = new PluginShelf(new LocalDisk(), folder.resolve("data"));
      Path source = Files.createDirectories(folder.resolve("measured"));
      Files.writeString(source.resolve("Measured.java"), SOURCE);
      shelf.add("m", SourceType.FOLDER, source);
      for (int i = 0; i < 3; i++) {
        try (var plugins = new ProjectPlugins(project, shelf, RunnerPlaces.of(PluginRunner.class, 2048, JsonParser.class), new LocalDisk(),
            _ -> {
            })) {
          round(project, plugins);
        }
      }
    } finally {
      remove(folder);
    }
  }

  private static void round(Opened project, ProjectPlugins plugins) throws IOException, InterruptedException {
    double idle = idleJava();
    long t0 = System.nanoTime();
    plugins.startAll();
    plugins.awaitStarted();
    double start = (System.nanoTime() - t0) / 1e6;
    long memory = memory();
    act(plugins, "m.nothing", Map.of());
    var calls = new double[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long t = System.nanoTime();
      act(plugins, "m.nothing", Map.of());
      calls[i] = (System.nanoTime() - t) / 1e6;
    }
    Arrays.sort(calls);
    long t1 = System.nanoTime();
    var state = project.project().state();
    long width = 0;
    for (int row = 0; row < state.instanceRows(); row++) {
      width += state.width(state.imageOf(row)) + state.path(row).length() * 0L + state.sha1(state.imageOf(row)).toString().length() * 0L;
    }
    double within = (System.nanoTime() - t1) / 1e6;
    System.out.printf(Locale.ROOT,
        "started in %.0f ms (a Java that does nothing: %.0f), %d MB   a call p50 %.2f ms, p95 %.2f ms   %,d instances: %s ms and sum (within the program %.0f ms, %d)%n",
        start,
        idle, memory >> 20, calls[CALLS / 2], calls[CALLS * 95 / 100], IMAGES, act(plugins, "m.instances", Map.of()), within, width);
    System.out.printf(Locale.ROOT, "100,000 x 512 vectors: written %s ms, read %s ms and count%n",
        act(plugins, "m.write", Map.of("count", 100_000, "length", 512)), act(plugins, "m.read", Map.of()));
  }

  private static Object act(ProjectPlugins plugins, String function, Map<String, Object> inputs) throws InterruptedException {
    ActionOutcome outcome = plugins.act(function, ActionContext.of().withInputs(inputs), new Person(1, "bench", "Bench", 0));
    return outcome instanceof ActionOutcome.Returned r ? Objects.requireNonNullElse(r.result().value(), "") : outcome;
  }

  private static double idleJava() throws IOException, InterruptedException {
    long t = System.nanoTime();
    int code = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-XX:+UseSerialGC",
        "--version")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    return code == 0 ? (System.nanoTime() - t) / 1e6 : Double.NaN;
  }

  /// Returns the memory that the plugin's process has for itself, and its share of what it has with others; 0 where the system does not tell.
  private static long memory() throws IOException {
    long[] bytes = {0};
    for (ProcessHandle p : ProcessHandle.current().descendants().toList()) {
      Path rollup = Path.of("/proc", Long.toString(p.pid()), "smaps_rollup");
      if (Files.exists(rollup)) {
        Files.readAllLines(rollup).stream().filter(l -> l.startsWith("Pss:")).findFirst()
            .ifPresent(l -> bytes[0] += Long.parseLong(l.replaceAll("\\D", "")) * 1024);
      }
    }
    return bytes[0];
  }

  /// A project in memory with vectors on disk.
  private static final class Opened implements HostedProject, AutoCloseable {
    private final Path folder;
    private final Project project = Project.open(new MemoryLog(), new MemoryCheckpoints(), InstantSource.system());
    private final VectorStore vectors;
    private final KeptFiles kept;

    Opened(Path folder) {
      this.folder = folder;
      vectors = VectorStore.open(new LocalDisk(), folder.resolve("vectors"));
      kept = new KeptFiles(new LocalDisk(), folder.resolve("kept"));
    }

    @Override
    public Path folder() {
      return folder.resolve("project");
    }

    @Override
    public Project project() {
      return project;
    }

    @Override
    public Committed commit(Commit commit, Signature by) {
      return project.commit(commit, by);
    }

    @Override
    public VectorStore vectors() {
      return vectors;
    }

    @Override
    public KeptFiles keptFiles() {
      return kept;
    }

    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }

    @Override
    public void close() throws IOException {
      vectors.close();
      project.close();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
