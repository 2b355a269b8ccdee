package panoptic.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import panoptic.http.Settings;
import panoptic.http.ThumbnailRoutes;
import panoptic.imaging.Decoders;
import panoptic.ingest.Allowed;
import panoptic.ingest.Ingest;
import panoptic.ingest.ThumbnailRemake;
import panoptic.ingest.Uploads;
import panoptic.media.KeptFiles;
import panoptic.media.ThumbnailSource;
import panoptic.media.ThumbnailSets;
import panoptic.media.VectorStore;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.Signature;
import panoptic.model.spi.Disk;
import panoptic.pluginhost.PluginShelf;
import panoptic.pluginhost.ProjectPlugins;
import panoptic.pluginhost.RunnerPlaces;
import panoptic.pluginhost.spi.HostedProject;
import panoptic.project.CommitJson;
import panoptic.project.Project;
import panoptic.project.Tabs;
import panoptic.project.ProjectState;
import panoptic.query.Views;
import panoptic.storagesqlite.ProjectFolder;
import panoptic.testkit.SeededPainter;
import panoptic.testkit.Synthetic;
import panoptic.transfer.Transfers;

/// A project that this process has open, and no other meanwhile. Any thread may use it.
final class OpenProject implements panoptic.http.spi.OpenProject, HostedProject {
  private static final long SEED = 1;

  private final Disk disk;
  private final InstantSource clock;
  private volatile String name;
  private final ProjectFolder folder;
  private final Allowed allowed;
  private final Predicate<Path> isOurs;
  private final Supplier<Decoders> decoders;
  private final Project project;
  private final Tabs tabs;
  private final Transfers transfers;
  private final VectorStore vectors;
  private final KeptFiles keptFiles;
  private final ProjectPlugins plugins;
  private volatile @Nullable ThumbnailSets thumbnails;
  private @Nullable Ingest ingest;

  /// `allowed`: where commits may make roots; `isOurs` tells folders that Panoptic itself writes; `decoders` are asked for when a picture comes in, and are whoever
  /// gave them to close, after the project; `shelf` has the plugins, `runner` is what their processes run on.
  OpenProject(Disk disk, InstantSource clock, String name, ProjectFolder folder, Allowed allowed, Predicate<Path> isOurs,
      Supplier<Decoders> decoders, PluginShelf shelf, RunnerPlaces runner) {
    this.disk = disk;
    this.clock = clock;
    this.name = name;
    this.folder = folder;
    this.allowed = allowed;
    this.isOurs = isOurs;
    this.decoders = decoders;
    tabs = new Tabs(new TabFiles(disk, folder.folder().resolve("tabs")), clock);
    vectors = VectorStore.open(disk, folder.media().resolve("vectors"));
    keptFiles = new KeptFiles(disk, folder.media().resolve("kept"));
    transfers = new Transfers(disk, folder.folder().resolve("transfer"));
    plugins = new ProjectPlugins(this, shelf, runner, disk, _ -> {
      // Nobody shows them yet; a plugin's log and state have what went wrong.
    });
    try {
      project = Project.open(folder.log(), folder.checkpoints(), clock);
      if (project.damage().isEmpty()) {
        keptFiles.retain(project.state().contents());
      }
      if (disk.exists(folder.folder().resolve(Uploads.NAMES))) {
        ingest().followUploads();
      }
    } catch (IOException e) {
      folder.close();
      throw new UncheckedIOException("what maps and results hold, in " + folder.media() + ", cannot be looked through: " + e.getMessage(),
          e);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  @Override
  public String id() {
    return folder.mark().identity();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void renamed(String to) {
    name = to;
  }

  @Override
  public Path folder() {
    return folder.folder();
  }

  @Override
  public Project project() {
    return project;
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  /// Returns its plugins; whoever opened the project decides whether they are started.
  ProjectPlugins plugins() {
    return plugins;
  }

  @Override
  public synchronized Ingest ingest() {
    Ingest way = ingest;
    if (way == null) {
      way = new Ingest(project, folder.folder(), disk, file -> decoders.get().submit(file, ThumbnailRoutes.quality(settings())), packs(),
          allowed, isOurs, clock);
      ingest = way;
    }
    return way;
  }

  @Override
  public Transfers transfers() {
    return transfers;
  }

  @Override
  public Committed commit(Commit commit, Signature by) {
    boolean claims = !commit.instances().isEmpty() || !commit.roots().isEmpty() || !commit.folders().isEmpty();
    return claims ? ingest().commit(commit, by) : project.commit(commit, by);
  }

  /// Applies a commit that is written in JSON.
  Committed commit(Json json, Signature by) {
    return commit(CommitJson.parse(json, project, Views.rows(clock)), by);
  }

  @Override
  public ThumbnailSource thumbnails() {
    ThumbnailSets packs = packs();
    if (!isMadeUp()) {
      return packs;
    }
    var painter = new SeededPainter();
    return (sha1, edge) -> {
      var stored = packs.find(sha1, edge);
      return stored.isPresent() ? stored : painter.find(sha1, edge);
    };
  }

  /// Returns where the vectors lie.
  @Override
  public VectorStore vectors() {
    return vectors;
  }

  /// Returns where lies what maps and results hold.
  @Override
  public KeptFiles keptFiles() {
    return keptFiles;
  }

  @Override
  public KeptThumbnails keptThumbnails() {
    try {
      return new KeptThumbnails(packs().count(), packs().bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the thumbnails in " + folder.media() + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public int thumbnailSet() {
    ThumbnailSets packs = thumbnails;
    if (packs != null) {
      return packs.number();
    }
    try {
      return ThumbnailSets.number(disk, folder.media());
    } catch (IOException e) {
      throw new UncheckedIOException("the thumbnails in " + folder.media() + " cannot be found: " + e.getMessage(), e);
    }
  }

  @Override
  public ThumbnailRemake remakeThumbnails(Person by) {
    return ingest().remake(packs(), by);
  }

  @Override
  public boolean isMadeUp() {
    return Synthetic.isMade(project.state()) && !Files.exists(Path.of(Synthetic.ROOT));
  }

  @Override
  public Settings settings() {
    return new Settings(disk, folder.folder().resolve("settings.json"));
  }

  @Override
  public Tabs tabs() {
    return tabs;
  }

  /// Fills the project, which is empty, with made-up images; `progress` is told the per cent done.
  void fill(int images, IntConsumer progress) {
    Synthetic.fill(project, images, SEED, progress);
    try {
      Synthetic.store(project.state(), packs(), 256, 128);
    } catch (IOException e) {
      throw new UncheckedIOException("the thumbnails in " + folder.media() + " could not be written: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> check() {
    var problems = new ArrayList<>(project.check());
    try {
      problems.addAll(packs().check());
      problems.addAll(vectors.check());
      problems.addAll(keptFiles.check(project.state().contents()));
    } catch (IOException | UncheckedIOException e) {
      problems.add("what lies in media cannot be read: " + e.getMessage());
    }
    return problems;
  }

  private synchronized ThumbnailSets packs() {
    ThumbnailSets packs = thumbnails;
    if (packs == null) {
      try {
        packs = ThumbnailSets.open(disk, folder.media());
      } catch (IOException e) {
        throw new UncheckedIOException("the thumbnails in " + folder.media() + " cannot be opened: " + e.getMessage(), e);
      }
      thumbnails = packs;
    }
    return packs;
  }

  @Override
  public void keepCard() {
    ProjectState state = project.state();
    CoverFile.of(disk, folder.folder()).keep(state, thumbnails());
    ProjectCounts.of(state).keep(disk, folder.folder());
  }

  @Override
  public Backup backup(Path file) {
    long sequence = project.state().sequence();
    var length = new long[1];
    try {
      vectors.holding(() -> length[0] = ProjectBackup.write(folder.folder(), folder::copyLog, file));
    } catch (IOException e) {
      throw new UncheckedIOException("the backup " + file + " could not be written: " + e.getMessage(), e);
    }
    return new Backup(file, length[0], sequence);
  }

  @Override
  public void backup(OutputStream out) throws IOException {
    vectors.holding(() -> ProjectBackup.write(folder.folder(), folder::copyLog, transfers.scratch(), out));
  }

  /// Lets imports that are cancelled from now on be taken up again. Tasks of the project must have ended before [#close].
  synchronized void closing() {
    if (ingest != null) {
      ingest.close();
    }
  }

  @Override
  public void close() {
    // Plugins end first, and without the lock: what they are in the middle of may need it.
    plugins.close();
    closeAll();
  }

  private synchronized void closeAll() {
    try (folder) {
      closing();
      transfers.close();
      var counts = ProjectCounts.of(project.state());
      CoverFile.of(disk, folder.folder()).keep(project.state(), thumbnails());
      vectors.close();
      ThumbnailSets packs = thumbnails;
      if (packs != null) {
        packs.close();
      }
      project.close();
      counts.keep(disk, folder.folder());
    } catch (IOException e) {
      throw new UncheckedIOException("the thumbnails in " + folder.media() + " could not be closed: " + e.getMessage(), e);
    }
  }
}
