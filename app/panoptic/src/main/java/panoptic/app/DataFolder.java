package panoptic.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import panoptic.http.VersionedJson;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.model.Tag;
import panoptic.model.spi.Disk;

/// What Panoptic keeps for a user besides the projects themselves: which projects there are, who works, which folders may be imported.
///
/// `projects.json`, `people.json` and `roots.json` (see `docs/formats/data-folder.md`). Every change reads, changes and replaces a file
/// under one lock, so that commands that run at once lose nothing of each other's.
final class DataFolder {
  static final int VERSION = 1;

  // The lock of a file is that of a process; two threads of one would be refused it.
  private static final Object IN_THIS_PROCESS = new Object();

  private interface Body<T> {
    T run() throws IOException;
  }

  private final Disk disk;
  private final Path folder;
  private final VersionedJson projects;
  private final VersionedJson people;
  private final VersionedJson roots;
  private final VersionedJson opened;

  DataFolder(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder.toAbsolutePath().normalize();
    projects = new VersionedJson(disk, this.folder.resolve("projects.json"), VERSION);
    people = new VersionedJson(disk, this.folder.resolve("people.json"), VERSION);
    roots = new VersionedJson(disk, this.folder.resolve("roots.json"), VERSION);
    opened = new VersionedJson(disk, this.folder.resolve("opened.json"), VERSION);
  }

  Path folder() {
    return folder;
  }

  // ---- projects

  /// Returns all projects, by name.
  List<ListedProject> projects() {
    return io(() -> readProjects());
  }

  Optional<ListedProject> find(String name) {
    String wanted = normal(name);
    return projects().stream().filter(p -> p.name().equals(wanted)).findFirst();
  }

  /// Returns the project of a name, or refuses and tells which there are.
  ListedProject get(String name) {
    return find(name).orElseThrow(() -> {
      List<String> names = projects().stream().map(ListedProject::name).toList();
      String those = names.isEmpty()
          ? "there is none yet (panoptic project create NAME makes one)"
          : "there " + (names.size() == 1 ? "is " : "are ") + String.join(", ", names.subList(0, Math.min(10, names.size())));
      return new RefusedException(ErrorCode.UNKNOWN, "there is no project \"" + normal(name) + "\": " + those);
    });
  }

  /// Returns where a project lies that is given no other place.
  Path folderFor(String name) {
    String safe = normal(name).replaceAll("[^\\p{L}\\p{N} ._-]", "_").replaceAll("^\\.+|[. ]+$", "_");
    return folder.resolve("projects").resolve(safe.isEmpty() ? "_" : safe);
  }

  /// Adds a project, or gives the project of that name another folder where `moved` says that it is the same one.
  ListedProject add(String name, Path at, boolean moved) {
    String clean = checkName(name);
    var place = new ListedProject(clean, at.toAbsolutePath().normalize());
    locked(() -> {
      List<ListedProject> all = readProjects();
      Optional<ListedProject> same = all.stream().filter(p -> p.name().equals(clean)).findFirst();
      if (same.isPresent() && !moved && !same.get().folder().equals(place.folder())) {
        throw new RefusedException(ErrorCode.NAME_TAKEN, "there is a project \"" + clean + "\" already, in " + same.get().folder());
      }
      all.removeIf(p -> p.name().equals(clean) || p.folder().equals(place.folder()));
      all.add(place);
      writeProjects(all);
      return place;
    });
    return place;
  }

  /// Gives a project another name.
  ListedProject rename(ListedProject place, String name) {
    String clean = checkName(name);
    return locked(() -> {
      List<ListedProject> all = readProjects();
      if (!clean.equals(place.name()) && all.stream().anyMatch(p -> p.name().equals(clean))) {
        throw new RefusedException(ErrorCode.NAME_TAKEN, "there is a project \"" + clean + "\" already");
      }
      var renamed = new ListedProject(clean, place.folder());
      all.replaceAll(p -> p.equals(place) ? renamed : p);
      writeProjects(all);
      return renamed;
    });
  }

  /// Returns when projects were opened last by a server, by identity.
  Map<String, Instant> opened() {
    return io(() -> {
      var out = new java.util.HashMap<String, Instant>();
      Optional<Json> json = opened.read();
      if (json.isPresent() && json.get().get("opened").value() instanceof Map<?, ?> map) {
        map.forEach((id, time) -> out.put(String.valueOf(id), Instant.parse(String.valueOf(time))));
      }
      return out;
    });
  }

  void noteOpened(String id, Instant time) {
    locked(() -> {
      var all = new TreeMap<String, String>();
      opened().forEach((known, at) -> all.put(known, at.toString()));
      all.put(id, time.truncatedTo(ChronoUnit.SECONDS).toString());
      opened.write(Map.of("opened", all));
      return all;
    });
  }

  void remove(ListedProject place) {
    locked(() -> {
      List<ListedProject> all = readProjects();
      all.remove(place);
      writeProjects(all);
      return place;
    });
  }

  /// Returns a name as it is kept: composed (NFC), without space around it.
  static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).strip();
  }

  private static String checkName(String name) {
    String clean = normal(name);
    if (clean.isEmpty() || clean.length() > 100 || clean.chars().anyMatch(Character::isISOControl)) {
      throw new RefusedException(ErrorCode.INVALID, "a name has 1 to 100 characters and no line ends, not \"" + clean + "\"");
    }
    return clean;
  }

  private List<ListedProject> readProjects() throws IOException {
    Optional<Json> json = projects.read();
    if (json.isEmpty()) {
      return new ArrayList<>();
    }
    try {
      // A project below the data folder is kept relative to it, so that both can be moved at once.
      return new ArrayList<>(
          json.get().get("projects")
              .list(p -> new ListedProject(p.get("name").string(), folder.resolve(p.get("folder").string()).normalize())));
    } catch (RefusedException e) {
      throw projects.damaged(e);
    }
  }

  private void writeProjects(List<ListedProject> all) throws IOException {
    all.sort((a, b) -> a.name().compareTo(b.name()));
    projects.write(Map.of("projects", all.stream().map(p -> Map.of("name", p.name(), "folder",
        (p.folder().startsWith(folder) ? folder.relativize(p.folder()) : p.folder()).toString())).toList()));
  }

  // ---- people

  List<Person> people() {
    return io(this::readPeople);
  }

  /// Returns the person of a name, and makes one where there is none yet.
  Person person(String name) {
    String clean = checkName(name);
    Optional<Person> known = people().stream().filter(p -> p.name().equals(clean)).findFirst();
    return known.orElseGet(() -> locked(() -> {
      List<Person> all = readPeople();
      for (Person p : all) {
        if (p.name().equals(clean)) {
          return p;
        }
      }
      int id = all.stream().mapToInt(Person::id).max().orElse(0) + 1;
      var made = new Person(id, UUID.randomUUID().toString(), clean, (id - 1) % Tag.COLORS);
      all.add(made);
      writePeople(all);
      return made;
    }));
  }

  /// Gives a person another name or colour, where not null.
  Person change(Person person, @Nullable String name, @Nullable Integer color) {
    String clean = name == null ? null : checkName(name);
    if (color != null && (color < 0 || color >= Tag.COLORS)) {
      throw new RefusedException(ErrorCode.INVALID, "a colour is 0 to " + (Tag.COLORS - 1) + ", not " + color);
    }
    return locked(() -> {
      List<Person> all = readPeople();
      for (int i = 0; i < all.size(); i++) {
        Person p = all.get(i);
        if (p.key().equals(person.key())) {
          all.set(i, new Person(p.id(), p.key(), clean == null ? p.name() : clean, color == null ? p.color() : color));
        } else if (p.name().equals(clean)) {
          throw new RefusedException(ErrorCode.NAME_TAKEN, "somebody is called \"" + clean + "\" already");
        }
      }
      writePeople(all);
      return all.stream().filter(p -> p.key().equals(person.key())).findFirst()
          .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no such person any more"));
    });
  }

  private void writePeople(List<Person> all) throws IOException {
    people.write(Map.of("people",
        all.stream().map(p -> Map.of("id", p.id(), "key", p.key(), "name", p.name(), "color", p.color())).toList()));
  }

  private List<Person> readPeople() throws IOException {
    Optional<Json> json = people.read();
    if (json.isEmpty()) {
      return new ArrayList<>();
    }
    try {
      return new ArrayList<>(json.get().get("people").list(
          p -> new Person(p.get("id").integer(), p.get("key").string(), p.get("name").string(), p.get("color").integer())));
    } catch (RefusedException e) {
      throw people.damaged(e);
    }
  }

  // ---- roots

  /// Returns the folders that the owner has allowed to be imported from.
  List<Path> roots() {
    return io(this::readRoots);
  }

  /// Returns whether the user's home may be chosen from, which it may unless the owner took it away.
  boolean isHomeAllowed() {
    return io(this::readHome);
  }

  void allow(Path root) {
    if (!roots().contains(root)) {
      locked(() -> {
        List<Path> all = readRoots();
        all.add(root);
        writeRoots(all, readHome());
        return all;
      });
    }
  }

  /// Allows these folders and no others; `home` says whether the user's home stays allowed.
  void allowOnly(List<Path> folders, boolean home) {
    locked(() -> {
      writeRoots(folders, home);
      return folders;
    });
  }

  private void writeRoots(List<Path> all, boolean home) throws IOException {
    roots.write(Map.of("roots", all.stream().distinct().map(r -> r.toUri().toString()).toList(), "home", home));
  }

  private boolean readHome() throws IOException {
    Optional<Json> json = roots.read();
    return json.isEmpty() || !json.get().has("home") || json.get().get("home").bool();
  }

  private List<Path> readRoots() throws IOException {
    Optional<Json> json = roots.read();
    if (json.isEmpty()) {
      return new ArrayList<>();
    }
    try {
      // As URIs, which carry the exact bytes of names that are not UTF-8.
      return new ArrayList<>(json.get().get("roots").list(r -> Path.of(java.net.URI.create(r.string()))));
    } catch (IllegalArgumentException | RefusedException e) {
      throw roots.damaged(e);
    }
  }

  // ---- files

  private <T> T locked(Body<T> body) {
    synchronized (IN_THIS_PROCESS) {
      return io(() -> {
        disk.createFolders(folder);
        // The operating system drops the lock of a process that dies, so the file may stay.
        try (var file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = file.lock()) {
          assert held.isValid();
          return body.run();
        }
      });
    }
  }

  private <T> T io(Body<T> body) {
    try {
      return body.run();
    } catch (java.nio.file.AccessDeniedException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, "the data folder " + folder + " cannot be used: no permission for " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
  }
}
