package panoptic.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import panoptic.http.spi.OwnerPlaces;
import panoptic.http.spi.ProjectCard;
import panoptic.http.spi.Projects;
import panoptic.imaging.Decoders;
import panoptic.ingest.Allowed;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.pluginhost.PluginShelf;
import panoptic.pluginhost.RunnerPlaces;
import panoptic.storagesqlite.ProjectFolder;

/// The projects of a data folder as wholes: made, listed, opened, looked at without opening, removed. Any thread may use it.
final class ProjectShelf implements Projects {
  private final Disk disk;
  private final InstantSource clock;
  private final DataFolder data;
  private final Allowed allowed;
  private final Supplier<Decoders> decoders;
  private final PluginShelf plugins;
  private final RunnerPlaces runner;

  /// `decoders` are for the projects that are opened here, and `runner` for their plugins.
  ProjectShelf(Disk disk, InstantSource clock, DataFolder data, OwnerPlaces places, Supplier<Decoders> decoders, RunnerPlaces runner) {
    this.disk = disk;
    this.clock = clock;
    this.data = data;
    this.allowed = Allowed.following(places::allowed);
    this.decoders = decoders;
    this.runner = runner;
    plugins = new PluginShelf(disk, data.folder());
  }

  /// Returns the plugins of the data folder.
  PluginShelf plugins() {
    return plugins;
  }

  /// Makes an empty project in a folder, or where projects usually lie, and lists it.
  ListedProject make(String name, @Nullable Path at) {
    String clean = DataFolder.normal(name);
    data.find(clean).ifPresent(p -> {
      throw new RefusedException(ErrorCode.NAME_TAKEN, "there is a project \"" + clean + "\" already, in " + p.folder());
    });
    Path folder = at == null ? data.folderFor(clean) : at.toAbsolutePath().normalize();
    try (ProjectFolder made = ProjectFolder.create(disk, folder, clean, clock)) {
      return data.add(clean, made.folder(), false);
    }
  }

  /// Lists the project that lies in a folder. One of a name that is listed takes its place only where that one is gone from there; a copy of one that is
  /// still there becomes a project of its own.
  ListedProject add(Path given) {
    Path folder = given.toAbsolutePath().normalize();
    ProjectFolder.Mark mark = ProjectFolder.read(disk, folder);
    List<ListedProject> all = data.projects();
    Optional<ListedProject> listed = all.stream().filter(p -> p.folder().equals(folder)).findFirst();
    if (listed.isPresent()) {
      return listed.get();
    }
    boolean isCopy = all.stream().anyMatch(p -> identity(p).filter(mark.identity()::equals).isPresent());
    if (isCopy) {
      ProjectFolder.renew(disk, folder);
      return data.add(freeName(mark.name(), all), folder, false);
    }
    boolean moved = data.find(mark.name()).filter(p -> !disk.exists(p.folder().resolve(ProjectFolder.MARK))).isPresent();
    return data.add(mark.name(), folder, moved);
  }

  private static String freeName(String name, List<ListedProject> all) {
    String free = name;
    for (int n = 2; taken(free, all); n++) {
      free = name + " (" + n + ")";
    }
    return free;
  }

  private static boolean taken(String name, List<ListedProject> all) {
    return all.stream().anyMatch(p -> p.name().equals(name));
  }

  /// Returns a project's identity, where its folder is there.
  Optional<String> identity(ListedProject place) {
    try {
      return disk.exists(place.folder().resolve(ProjectFolder.MARK))
          ? Optional.of(ProjectFolder.read(disk, place.folder()).identity())
          : Optional.empty();
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  /// Opens a project for this process alone.
  OpenProject open(ListedProject place) {
    return new OpenProject(disk, clock, place.name(), folder(place), allowed, this::isOurs, decoders, plugins, runner);
  }

  @Override
  public OpenProject open(String id) {
    OpenProject open = open(get(id));
    data.noteOpened(id, clock.instant());
    return open;
  }

  /// Returns the listed project of an identity.
  ListedProject get(String id) {
    return data.projects().stream().filter(p -> identity(p).filter(id::equals).isPresent()).findFirst()
        .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no such project"));
  }

  /// Tells the folders that Panoptic itself writes: the data folder, and those of projects wherever they lie.
  private boolean isOurs(Path folder) {
    return folder.equals(data.folder()) || disk.exists(folder.resolve(ProjectFolder.MARK));
  }

  /// Removes what Panoptic wrote in a project's folder; nothing where the folder is gone.
  ProjectFiles.Removed removeFiles(ListedProject place) {
    if (!disk.exists(place.folder().resolve(ProjectFolder.MARK))) {
      return ProjectFiles.Removed.NONE;
    }
    try (ProjectFolder held = folder(place)) {
      return ProjectFiles.remove(held.folder());
    } catch (IOException e) {
      throw new UncheckedIOException("not all files of " + place.name() + " could be deleted: " + e.getMessage(), e);
    }
  }

  /// Says that a project's folder is not where it was.
  static RefusedException gone(ListedProject place) {
    return new RefusedException(ErrorCode.UNKNOWN,
        "the project " + place.name() + " is not in " + place.folder() + " any more; panoptic project open FOLDER tells where it is now");
  }

  private ProjectFolder folder(ListedProject place) {
    if (!disk.exists(place.folder().resolve(ProjectFolder.MARK))) {
      throw gone(place);
    }
    return ProjectFolder.open(disk, place.folder());
  }

  /// Looks at a project. It is opened only where its images are not known and nobody has it open.
  ProjectGlance glance(ListedProject place) {
    if (!disk.exists(place.folder().resolve(ProjectFolder.MARK))) {
      return new ProjectGlance(place, null, "missing");
    }
    if (ProjectFolder.isOpen(place.folder())) {
      return new ProjectGlance(place, null, "open");
    }
    Optional<ProjectCounts> known = ProjectCounts.find(disk, place.folder());
    if (known.isPresent()) {
      return new ProjectGlance(place, known.get().images(), "ready");
    }
    try (OpenProject open = open(place)) {
      return new ProjectGlance(place, open.project().state().images().count(), "ready");
    } catch (RefusedException e) {
      return new ProjectGlance(place, null, e.code() == ErrorCode.LOCKED ? "open" : e.code().json());
    }
  }

  @Override
  public List<ProjectCard> cards() {
    Map<String, Instant> opened = data.opened();
    return data.projects().stream().map(p -> card(p, opened))
        .sorted(Comparator.comparing((ProjectCard c) -> c.opened().orElse(Instant.EPOCH)).reversed().thenComparing(ProjectCard::name))
        .toList();
  }

  @Override
  public ProjectCard card(String id) {
    return card(get(id), data.opened());
  }

  /// Returns what is known of a project without opening it. One whose folder is gone has the identity it had, as far as that is remembered by its place.
  private ProjectCard card(ListedProject place, Map<String, Instant> opened) {
    Optional<String> there = identity(place);
    String id = there.orElseGet(() -> placeholder(place));
    Optional<ProjectCounts> counts = there.isEmpty() ? Optional.empty() : ProjectCounts.find(disk, place.folder());
    List<byte[]> covers = there.isEmpty() ? List.of() : CoverFile.of(disk, place.folder()).read();
    String reason = there.isPresent() ? "" : "the folder " + place.folder() + " is not there";
    return new ProjectCard(id, place.name(), place.folder(), state(place, there), number(counts.map(ProjectCounts::images)),
        number(counts.map(ProjectCounts::instances)), number(counts.map(ProjectCounts::properties).filter(n -> n >= 0)), covers.size(),
        CoverFile.version(covers),
        Optional.ofNullable(opened.get(id)), reason);
  }

  private String state(ListedProject place, Optional<String> identity) {
    if (identity.isEmpty()) {
      return disk.exists(place.folder().resolve(ProjectFolder.MARK)) ? "damaged" : "missing";
    }
    if (ProjectFolder.read(disk, place.folder()).format() > ProjectFolder.FORMAT) {
      return "tooNew";
    }
    return ProjectFolder.isOpen(place.folder()) ? "locked" : "ready";
  }

  /// Returns a name to call a project by whose folder is gone: of the shape of an identity, the same each time.
  private static String placeholder(ListedProject place) {
    String digits = UUID.nameUUIDFromBytes(place.folder().toString().getBytes(StandardCharsets.UTF_8)).toString();
    return digits.substring(digits.lastIndexOf('-') + 1);
  }

  @Override
  public String create(String name, @Nullable Path at) {
    return identity(make(name, at)).orElseThrow();
  }

  @Override
  public String list(Path folder) {
    return identity(add(folder)).orElseThrow();
  }

  @Override
  public void rename(String id, String name) {
    ListedProject renamed = data.rename(get(id), name);
    if (disk.exists(renamed.folder().resolve(ProjectFolder.MARK))) {
      ProjectFolder.rename(disk, renamed.folder(), renamed.name());
    }
  }

  @Override
  public void forget(String id, boolean files) {
    ListedProject place = get(id);
    if (files) {
      removeFiles(place);
    }
    data.remove(place);
  }

  @Override
  public Optional<byte[]> cover(String id, int number) {
    List<byte[]> covers = CoverFile.of(disk, get(id).folder()).read();
    return number < covers.size() ? Optional.of(covers.get(number)) : Optional.empty();
  }

  @Override
  public Uploaded uploaded(String id) {
    try {
      return ProjectFiles.uploaded(get(id).folder());
    } catch (IOException e) {
      throw new UncheckedIOException("the uploads of a project cannot be counted: " + e.getMessage(), e);
    }
  }

  @Override
  public String restore(Path file) {
    return identity(unpack(file)).orElseThrow();
  }

  @Override
  public String restore(InputStream backup, String name) {
    Path folder = restored(name);
    ProjectBackup.read(backup, name, folder);
    return identity(add(folder)).orElseThrow();
  }

  /// Makes a project of a backup, where projects usually lie; beside the original it becomes a project of its own.
  ListedProject unpack(Path file) {
    Path folder = restored(String.valueOf(file.getFileName()));
    ProjectBackup.read(file, folder);
    return add(folder);
  }

  /// Returns a folder that is not there yet, for what is made of a backup with that name.
  private Path restored(String name) {
    String base = name.replaceFirst("\\.[A-Za-z0-9]{1,12}$", "");
    Path folder = data.folderFor(base);
    for (int n = 2; disk.exists(folder); n++) {
      folder = data.folderFor(base + " (" + n + ")");
    }
    return folder;
  }

  private static OptionalInt number(Optional<Integer> n) {
    return n.isPresent() ? OptionalInt.of(n.get()) : OptionalInt.empty();
  }
}
