package panoptic.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

/// Pictures that browsers send, copied into the project's own folder under names of ours. What they were called is kept as data, and never names a file.
///
/// The folder `uploads` is a root of the project. An upload is a folder in it, named by its day and a number: `2026-11-23-1`; its pictures are numbered by whoever
/// sends them, `000042.jpg`, with the ending of what their first bytes say. Beside lies `upload-names` with a file per upload, `2026-11-23-1.open` as long as it is
/// under way: lines of UTF-8 ended by LF, `panoptic upload 1`, then per picture `number path`, the path percent-encoded as in HTML forms; of two lines of a number
/// the later counts, a last line without its end counts for nothing. A picture and its line are durable before [#take] returns. No import enters an upload that is
/// under way. `root` in that folder is the path of `uploads` as the project knows it, UTF-8.
///
/// Any thread may use it; several files of one upload may come at once.
public final class Uploads {
  public static final String FOLDER = "uploads";
  public static final String NAMES = "upload-names";
  /// What one picture may have.
  public static final int MOST_BYTES = 1 << 30;
  /// The highest number of a picture in an upload.
  public static final int MOST_FILES = 999_999;
  /// Characters of the path that a picture had where it came from.
  public static final int MOST_PATH = 1_000;

  static final String ROOT = "root";
  private static final String OPEN = ".open";
  private static final String FIRST = "panoptic upload 1\n";
  private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)-\\d{1,6}");
  private static final Pattern PICTURE = Pattern.compile("\\d{6}\\.[a-z]{3,4}");
  private static final int DAYS_KEPT = 2;
  private static final int HEAD = 4096;
  private static final int CHUNK = 1 << 16;

  /// A picture that was taken: its format, for example `jpeg`, and its length.
  public record Taken(String format, long bytes) {}

  /// What is known of an upload; guarded by the uploads.
  private static final class Known {
    final Map<Integer, String> paths = new HashMap<>();
    final Map<Integer, String> files = new HashMap<>();
    final Set<Integer> coming = new HashSet<>();
  }

  private final Disk disk;
  private final Path folder;
  private final Path names;
  private final InstantSource clock;
  private final Map<String, Known> uploads = new HashMap<>();

  Uploads(Disk disk, Path projectFolder, InstantSource clock) {
    this.disk = disk;
    Path own = projectFolder.toAbsolutePath().normalize();
    try {
      own = own.toRealPath();
    } catch (IOException e) {
      // It is not there, so nothing is in it.
    }
    this.folder = own.resolve(FOLDER);
    this.names = own.resolve(NAMES);
    this.clock = clock;
  }

  /// Returns the folder with all that was uploaded; it need not be there.
  public Path folder() {
    return folder;
  }

  /// Begins an upload and returns its name. Forgets those that nobody has gone on with for some days.
  public synchronized String begin() {
    try {
      disk.createFolders(folder);
      disk.createFolders(names);
      sweep();
      noteRoot();
      String day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
      int n = 1;
      while (disk.exists(folder.resolve(day + "-" + n)) || disk.exists(names.resolve(day + "-" + n))) {
        n++;
      }
      String name = day + "-" + n;
      disk.createFolders(folder.resolve(name));
      disk.replace(open(name), FIRST.getBytes(UTF_8));
      uploads.put(name, new Known());
      return name;
    } catch (IOException e) {
      throw trouble("an upload cannot be begun", e);
    }
  }

  /// Takes a picture under a number from 1 to [#MOST_FILES]; `path` is what it was called where it came from. One that is there already stays. Durable when
  /// this returns; where it throws, nothing of the picture stays. Refused with `NOT_PERMITTED` where it is no picture that can be read, with `UNKNOWN` where
  /// no such upload is under way, with `LOCKED` where that number is coming already. What the stream throws is passed on.
  public Taken take(String upload, int number, String path, InputStream bytes) throws IOException {
    if (number < 1 || number > MOST_FILES) {
      throw new RefusedException(ErrorCode.INVALID, "an upload has at most " + MOST_FILES + " pictures, numbered from 1, not " + number);
    }
    String clean = path.replaceAll("\\p{Cc}", "\uFFFD").strip();
    if (clean.isEmpty() || clean.length() > MOST_PATH) {
      throw new RefusedException(ErrorCode.INVALID, "the path of a picture has 1 to " + MOST_PATH + " characters, not " + clean.length());
    }
    synchronized (this) {
      Known known = known(upload);
      String there = known.files.get(number);
      if (there != null) {
        Path file = folder.resolve(upload).resolve(there);
        try (DiskFile in = disk.openToRead(file)) {
          return new Taken(format(there), in.size());
        }
      }
      if (!known.coming.add(number)) {
        throw new RefusedException(ErrorCode.LOCKED, "picture " + number + " is coming already");
      }
    }
    Path part = folder.resolve(upload).resolve(file(number, "part"));
    try {
      return write(upload, number, clean, bytes, part);
    } catch (IOException | RuntimeException e) {
      disk.delete(part);
      throw e;
    } finally {
      synchronized (this) {
        known(upload).coming.remove(number);
      }
    }
  }

  private Taken write(String upload, int number, String path, InputStream bytes, Path part) throws IOException {
    byte[] head = bytes.readNBytes(HEAD);
    String ending = PictureSniff.ending(head).orElseThrow(() -> new RefusedException(ErrorCode.NOT_PERMITTED,
        path + " is not a picture that Panoptic reads (" + PictureSniff.READ + ")"));
    long length = head.length;
    try (DiskFile out = disk.openToWrite(part)) {
      out.truncate(0);
      out.write(ByteBuffer.wrap(head), 0);
      var chunk = new byte[CHUNK];
      for (int n = bytes.read(chunk); n >= 0; n = bytes.read(chunk)) {
        out.write(ByteBuffer.wrap(chunk, 0, n), length);
        length += n;
      }
      out.sync();
    }
    String name = file(number, ending);
    synchronized (this) {
      append(upload, number, path);
      disk.move(part, folder.resolve(upload).resolve(name));
      disk.sync(folder.resolve(upload));
      Known known = known(upload);
      known.paths.put(number, path);
      known.files.put(number, name);
    }
    return new Taken(format(name), length);
  }

  /// Ends an upload, so that its folder can be imported; returns that. One that has ended stays as it is; one without pictures is forgotten and refused.
  public synchronized Path end(String upload) {
    check(upload);
    Path done = folder.resolve(upload);
    if (disk.exists(names.resolve(upload))) {
      return done;
    }
    Known known = known(upload);
    if (!known.coming.isEmpty()) {
      throw new RefusedException(ErrorCode.LOCKED, known.coming.size() + " pictures of the upload are still coming");
    }
    if (known.files.isEmpty()) {
      drop(upload);
      throw new RefusedException(ErrorCode.INVALID, "no picture was uploaded");
    }
    try {
      disk.move(open(upload), names.resolve(upload));
      disk.sync(names);
      uploads.remove(upload);
      return done;
    } catch (IOException e) {
      throw trouble("the upload " + upload + " cannot be ended", e);
    }
  }

  /// Removes an upload that is under way, with all that came.
  public synchronized void drop(String upload) {
    Known known = known(upload);
    if (!known.coming.isEmpty()) {
      throw new RefusedException(ErrorCode.LOCKED, known.coming.size() + " pictures of the upload are still coming");
    }
    try {
      remove(upload);
    } catch (IOException e) {
      throw trouble("the upload " + upload + " cannot be removed", e);
    }
  }

  private void remove(String upload) throws IOException {
    uploads.remove(upload);
    Path gone = folder.resolve(upload);
    for (Path file : disk.list(gone)) {
      if (PICTURE.matcher(FileNames.name(file)).matches()) { // what others put there stays
        disk.delete(file);
      }
    }
    if (disk.list(gone).isEmpty()) {
      disk.delete(gone);
    }
    disk.sync(folder);
    disk.delete(open(upload));
    disk.sync(names);
  }

  /// Returns the path that a picture had where it came from, where it is one of ours; `directory` and `file` as imports call them.
  synchronized Optional<String> pathOf(String directory, String file) throws IOException {
    String above = FileNames.text(folder) + "/";
    String upload = directory.startsWith(above) ? directory.substring(above.length()) : "";
    if (!NAME.matcher(upload).matches() || !PICTURE.matcher(file).matches()) {
      return Optional.empty();
    }
    Known known = uploads.get(upload);
    if (known == null) {
      // One is imported at a time.
      uploads.keySet().removeIf(other -> !disk.exists(open(other)));
      known = load(upload, names.resolve(upload));
      uploads.put(upload, known);
    }
    return Optional.ofNullable(known.paths.get(Integer.parseInt(file.substring(0, 6))));
  }

  /// Returns whether a folder is an upload that is under way.
  boolean isOpen(Path real) {
    return folder.equals(real.getParent()) && disk.exists(names.resolve(FileNames.name(real) + OPEN));
  }

  /// Returns the root that a new folder of an import belongs to: all uploads share one.
  String rootOf(String directory) {
    String own = FileNames.text(folder);
    return FileNames.isWithin(own, directory) ? own : directory;
  }

  /// Returns where the project believes its uploads to lie, where that is elsewhere: its folder was moved, copied, or restored.
  Optional<String> before() {
    Path file = names.resolve(ROOT);
    try {
      return disk.exists(file)
          ? Optional.of(new String(disk.read(file), UTF_8)).filter(text -> !text.equals(FileNames.text(folder)))
          : Optional.empty();
    } catch (IOException e) {
      throw trouble(file + " cannot be read", e);
    }
  }

  /// Notes that the project knows where its uploads lie now.
  void noteRoot() {
    try {
      disk.replace(names.resolve(ROOT), FileNames.text(folder).getBytes(UTF_8));
    } catch (IOException e) {
      throw trouble("the place of the uploads cannot be noted", e);
    }
  }

  private void sweep() throws IOException {
    LocalDate oldest = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS_KEPT);
    for (Path file : disk.list(names)) {
      String name = FileNames.name(file);
      var matcher = NAME.matcher(name.replace(OPEN, ""));
      if (name.endsWith(OPEN) && matcher.matches() && LocalDate.parse(matcher.group(1)).isBefore(oldest)) {
        Known known = uploads.get(matcher.group());
        if (known == null || known.coming.isEmpty()) {
          remove(matcher.group());
        }
      }
    }
  }

  private void append(String upload, int number, String path) throws IOException {
    byte[] line = (number + " " + URLEncoder.encode(path, UTF_8) + "\n").getBytes(UTF_8);
    try (DiskFile out = disk.openToWrite(open(upload))) {
      out.write(ByteBuffer.wrap(line), out.size());
      out.sync();
    }
  }

  private Known known(String upload) {
    check(upload);
    Known known = uploads.get(upload);
    if (known == null || !disk.exists(open(upload))) {
      if (!disk.exists(open(upload))) {
        throw new RefusedException(ErrorCode.UNKNOWN, "there is no upload " + upload + " under way");
      }
      try {
        known = load(upload, open(upload));
        for (Path file : disk.list(folder.resolve(upload))) {
          String name = FileNames.name(file);
          if (name.endsWith(".part")) {
            disk.delete(file);
          } else if (PICTURE.matcher(name).matches()) { // what others put there is none of ours
            known.files.put(Integer.parseInt(name.substring(0, 6)), name);
          }
        }
        cutTorn(upload);
      } catch (IOException e) {
        throw trouble("the upload " + upload + " cannot be read", e);
      }
      uploads.put(upload, known);
    }
    return known;
  }

  /// Cuts off a line that a power cut left without its end, so that the next one begins anew.
  private void cutTorn(String upload) throws IOException {
    byte[] all = disk.read(open(upload));
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    if (end < all.length) {
      try (DiskFile out = disk.openToWrite(open(upload))) {
        out.truncate(end);
        out.sync();
      }
    }
  }

  private Known load(String upload, Path file) throws IOException {
    var known = new Known();
    if (!disk.exists(file)) {
      return known;
    }
    String text = new String(disk.read(file), UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (!whole.startsWith(FIRST)) {
      throw new RefusedException(ErrorCode.DAMAGED, file + " is damaged: the names of the upload " + upload + " cannot be read");
    }
    whole.lines().skip(1).forEach(line -> {
      int space = line.indexOf(' ');
      if (space > 0 && line.substring(0, space).matches("\\d{1,6}")) {
        known.paths.put(Integer.parseInt(line.substring(0, space)), URLDecoder.decode(line.substring(space + 1), UTF_8));
      }
    });
    return known;
  }

  private static void check(String upload) {
    if (!NAME.matcher(upload).matches()) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no such upload");
    }
  }

  private Path open(String upload) {
    return names.resolve(upload + OPEN);
  }

  private static String file(int number, String ending) {
    return String.format(Locale.ROOT, "%06d.%s", number, ending);
  }

  private static String format(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return ending.equals("jpg") ? "jpeg" : ending;
  }

  private static UncheckedIOException trouble(String what, IOException e) {
    return new UncheckedIOException(what + ": " + Reasons.of(e), e);
  }
}
