package panoptic.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import panoptic.imaging.Examination;
import panoptic.imaging.Metadata;
import panoptic.imaging.Thumbnail;
import panoptic.media.Thumbnails;
import panoptic.model.Person;
import panoptic.model.Sha1;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import panoptic.tasks.TaskProgress;
import panoptic.testkit.ForgetfulDisk;

/// A project in memory, its folder and a folder of pictures on disk, for tests of imports.
///
/// Its decoder reads the pictures that [#picture] makes (the first bytes of a JPEG, a text, an end) and is real in all but the pixels.
final class Workshop implements AutoCloseable {
  static final Person ADA = new Person(0, "ada", "Ada", 3);
  private static final byte[] HEAD = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};
  private static final String END = "the end";

  final Path home;
  final Path pictures;
  private MemoryLog log = new MemoryLog();
  private MemoryCheckpoints checkpoints = new MemoryCheckpoints();
  ForgetfulDisk disk = new ForgetfulDisk(new Random(1));
  Thumbnails thumbnails;
  /// How often each file was read.
  final ConcurrentHashMap<String, Integer> reads = new ConcurrentHashMap<>();
  Project project;
  Ingest ingest;
  Examiner examiner = this::examine;
  private long clock = 1_700_000_000_000L;

  Workshop(Path folder) throws IOException {
    home = Files.createDirectories(folder.toRealPath().resolve("project"));
    pictures = Files.createDirectories(folder.toRealPath().resolve("pictures"));
    disk.createFolders(home);
    thumbnails = Thumbnails.open(disk, home.resolve("media"));
    project = Project.open(log, checkpoints, InstantSource.system());
    ingest = fresh();
  }

  /// Closes and opens the project, as a new start of the program does.
  void restart() {
    project.close();
    project = Project.open(log, checkpoints, InstantSource.system());
    ingest = fresh();
  }

  /// Begins a new project on a new disk.
  void fresh(Random random) throws IOException {
    close();
    log = new MemoryLog();
    checkpoints = new MemoryCheckpoints();
    disk = new ForgetfulDisk(random);
    disk.createFolders(home);
    thumbnails = Thumbnails.open(disk, home.resolve("media"));
    project = Project.open(log, checkpoints, InstantSource.system());
    ingest = fresh();
  }

  /// Cuts the power of the disk, and starts again on what is left. The log of the project is kept: it has tests of its own.
  void powerCut() throws IOException {
    disk = disk.powerCut();
    thumbnails = Thumbnails.open(disk, home.resolve("media"));
    restart();
  }

  Ingest fresh() {
    return new Ingest(project, home, disk, f -> examiner.submit(f), thumbnails, Allowed.of(places), f -> f.equals(home),
        InstantSource.system());
  }

  @Override
  public void close() throws IOException {
    project.close();
    thumbnails.close();
  }

  ProjectState state() {
    return project.state();
  }

  /// Imports folders, by default all pictures, and returns outcomes by path, `outcome` or `outcome: reason`.
  Map<String, String> run(Path... folders) {
    var out = new TreeMap<String, String>();
    for (ImportOutcome o : outcomes(folders)) {
      String reason = switch (o) {
        case ImportOutcome.Skipped s -> ": " + s.reason();
        case ImportOutcome.Unreadable u -> ": " + u.reason();
        case ImportOutcome.Moved m -> " from " + below(m.from());
        default -> "";
      };
      String before = out.put(below(o.path()), o.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + reason);
      if (before != null) {
        throw new AssertionError(o.path() + " has two outcomes: " + before + ", " + o);
      }
    }
    return out;
  }

  List<ImportOutcome> outcomes(Path... folders) {
    var out = new ArrayList<ImportOutcome>();
    var task = ingest.importOf(folders.length == 0 ? List.of(pictures) : List.of(folders), ADA, out::add);
    work(task);
    last = task.summary().orElseThrow();
    return out;
  }

  List<Path> places = List.of();
  ImportSummary last = new ImportCount().summary(java.time.Duration.ZERO, 0, List.of());

  static void work(Import task) {
    try {
      task.run(new Silent());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String below(String path) {
    String top = FileNames.text(pictures);
    return path.equals(top) ? "" : path.startsWith(top + "/") ? path.substring(top.length() + 1) : path;
  }

  /// Writes a picture; its time is later than that of all before.
  Path picture(String name, String content) throws IOException {
    return write(pictures.resolve(name), content);
  }

  Path write(Path file, String content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, bytes(content));
    return touch(file);
  }

  Path touch(Path file) throws IOException {
    clock += 1000;
    return Files.setLastModifiedTime(file, FileTime.fromMillis(clock));
  }

  static byte[] bytes(String content) {
    byte[] text = (content + END).getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(HEAD, HEAD.length + text.length);
    System.arraycopy(text, 0, all, HEAD.length, text.length);
    return all;
  }

  static Sha1 sha1(byte[] bytes) {
    try {
      return Sha1.of(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /// Returns the id of the visible instance whose file lies below the pictures at a path.
  int id(String path) {
    ProjectState s = state();
    for (int row : s.instances().rows().toArray()) {
      if (s.path(row).equals(FileNames.text(pictures) + "/" + path)) {
        return s.instanceId(row);
      }
    }
    throw new AssertionError("no instance at " + path);
  }

  CompletableFuture<Examination> examine(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new AssertionError("not a real file: " + file);
      }
      reads.merge(below(FileNames.text(file)), 1, Integer::sum);
      byte[] b = Files.readAllBytes(file);
      String text = new String(b, StandardCharsets.ISO_8859_1);
      Sha1 sha1 = sha1(b);
      boolean isPicture = b.length > 4 && b[0] == HEAD[0] && b[1] == HEAD[1] && text.endsWith(END);
      return CompletableFuture.completedFuture(isPicture
          ? new Examination.Picture(sha1, b.length, 40, 30, 0x123456, 7, "jpeg", List.of(new Thumbnail(256, 40, 30, "jpeg", b)),
              Metadata.NONE)
          : new Examination.Unreadable(Optional.of(sha1), b.length, "not a picture that can be read"));
    } catch (java.nio.file.NoSuchFileException e) {
      return CompletableFuture.completedFuture(new Examination.Unreadable(Optional.empty(), 0, "gone"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Progress that nobody looks at, of a task that somebody may cancel.
  static final class Silent implements TaskProgress {
    volatile boolean cancelled;
    long total;
    long done;
    long failed;

    @Override
    public void total(long units) {
      total = units;
    }

    @Override
    public void done(long units) {
      done += units;
    }

    @Override
    public void failed(long units) {
      failed += units;
    }

    @Override
    public void detail(String words) {}

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }
}
