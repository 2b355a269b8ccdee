package panoptic.pluginhost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import panoptic.media.KeptFiles;
import panoptic.media.LocalDisk;
import panoptic.media.VectorStore;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Person;
import panoptic.model.Signature;
import panoptic.plugin.ActionContext;
import panoptic.pluginhost.spi.HostedProject;
import panoptic.pluginrunner.PluginRunner;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.Project;
import panoptic.testkit.Synthetic;
import tools.jackson.core.JsonParser;

/// A small project with plugins, which run in real processes.
final class OpenForPlugins implements HostedProject, AutoCloseable {
  static final Person ADA = new Person(1, "ada", "Ada", 3);

  private final Path folder;
  private final Project project;
  private final VectorStore vectors;
  private final KeptFiles keptFiles;
  final PluginShelf shelf;
  final ProjectPlugins plugins;
  final List<PluginNews> news = new CopyOnWriteArrayList<>();

  /// `images` made-up images in a project in memory; everything else lies in `folder`.
  OpenForPlugins(Path folder, int images) {
    this.folder = folder;
    project = Project.open(new MemoryLog(), new MemoryCheckpoints(), InstantSource.system());
    Synthetic.fill(project, images, 7, _ -> {
    });
    var disk = new LocalDisk();
    vectors = VectorStore.open(disk, folder.resolve("vectors"));
    keptFiles = new KeptFiles(disk, folder.resolve("kept"));
    shelf = new PluginShelf(disk, folder.resolve("data"));
    plugins = new ProjectPlugins(this, shelf, RunnerPlaces.of(PluginRunner.class, 128, JsonParser.class), disk, news::add);
  }

  /// Adds a plugin from one source file, whose class is named as the file, and starts it.
  PluginStatus add(String name, String className, String source) throws IOException, InterruptedException {
    Path place = folder.resolve("sources").resolve(className);
    Files.createDirectories(place);
    Files.writeString(place.resolve(className + ".java"), source);
    shelf.add(name, SourceType.FOLDER, place);
    plugins.startAll();
    plugins.awaitStarted();
    return plugins.status().stream().filter(s -> s.plugin().name().equals(name)).findFirst().orElseThrow();
  }

  ActionOutcome act(String function, ActionContext context) throws InterruptedException {
    return plugins.act(function, context, ADA);
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
    return keptFiles;
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public void close() throws IOException {
    plugins.close();
    vectors.close();
    project.close();
  }
}
