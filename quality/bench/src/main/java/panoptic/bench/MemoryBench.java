package panoptic.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import panoptic.app.HeapWatch;
import panoptic.media.LocalDisk;
import panoptic.model.Commit;
import panoptic.model.Person;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Signature;
import panoptic.project.Project;
import panoptic.storagesqlite.ProjectFolder;
import panoptic.testkit.Synthetic;

/// What memory a process keeps that opens a made-up project of 1,000,000 images × 20 properties again and again, edits it, and then rests. It
/// runs in a process of its own, with the settings of the launcher and, for comparison, without its [HeapWatch].
public final class MemoryBench {
  private static final int IMAGES = 1_000_000;
  private static final int TURNS = 5;
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Person ANNA = new Person(0, "bench", "Bench", 0);

  /// As in `./panoptic`.
  private static final List<String> SETTINGS = List.of("-XX:+UseSerialGC", "-Xms80m", "-Xmn64m", "-XX:MinHeapFreeRatio=10",
      "-XX:MaxHeapFreeRatio=30", "-XX:-ShrinkHeapInSteps");

  private final LocalDisk disk = new LocalDisk();
  private final Path at;

  private MemoryBench(Path at) {
    this.at = at;
  }

  /// Without arguments, makes the project and starts the processes; with a folder, is one of them.
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      if (arguments.length > 1) {
        HeapWatch.start();
      }
      new MemoryBench(Path.of(arguments[0])).use();
      return;
    }
    Path folder = Files.createTempDirectory("panoptic-bench");
    try {
      new MemoryBench(folder.resolve("project")).make();
      run(folder, "watched");
      run(folder);
    } finally {
      DecodeBench.deleteAll(folder);
    }
  }

  private static void run(Path folder, String... more) throws Exception {
    var command = new java.util.ArrayList<String>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(SETTINGS);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), MemoryBench.class.getName(),
        folder.resolve("project").toString()));
    command.addAll(List.of(more));
    System.out.println(more.length > 0 ? "as the program does:" : "without the watch:");
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("the process failed");
    }
  }

  private void make() throws IOException {
    try (var f = ProjectFolder.create(disk, at, "Bench", CLOCK); var project = Project.open(f.log(), f.checkpoints(), CLOCK)) {
      Synthetic.fill(project, IMAGES, 1, _ -> {
      });
    }
  }

  private void use() throws Exception {
    try (var f = ProjectFolder.open(disk, at)) {
      for (int i = 0; i < TURNS; i++) {
        try (var project = Project.open(f.log(), f.checkpoints(), CLOCK)) {
          say("open " + project.state().instances().count());
        }
      }
      try (var project = Project.open(f.log(), f.checkpoints(), CLOCK)) {
        edit(project);
        say("edit");
        Thread.sleep(10_000);
        say("rest");
      }
    }
  }

  private static void edit(Project project) {
    int text = project.state().properties().stream().filter(p -> p.type() == PropertyType.TEXT && p.mode() == PropertyMode.INSTANCE)
        .findFirst().orElseThrow().id();
    List<Integer> roots = project.state().folders().stream().filter(f -> f.parentId() == 0).map(f -> f.id()).toList();
    for (int t = 0; t < TURNS; t++) {
      var values = new Commit();
      for (int i = 0; i < IMAGES; i += 10) {
        values.instanceValues().add(new Commit.InstanceValue(text, 1 + i, "value " + (i % 777 + t)));
      }
      project.commit(values, Signature.of(ANNA, ""));
      var gone = new Commit();
      gone.emptyFolders().addAll(roots);
      project.commit(gone, Signature.of(ANNA, ""));
      project.undo(ANNA);
    }
  }

  private static void say(String what) throws IOException {
    long now = 0;
    long peak = 0;
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS")) {
        now = Long.parseLong(line.replaceAll("\\D", "")) / 1000;
      } else if (line.startsWith("VmHWM")) {
        peak = Long.parseLong(line.replaceAll("\\D", "")) / 1000;
      }
    }
    System.out.printf(Locale.ROOT, "  %-14s %,6d MB resident, %,6d MB at most so far%n", what, now, peak);
  }
}
