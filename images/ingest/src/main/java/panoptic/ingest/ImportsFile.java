package panoptic.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;

/// The imports of a project that are under way, in the file `imports` of its folder, so that they go on after a crash.
///
/// Lines of UTF-8, ended by LF: `panoptic imports 1`; per import `number after personId personKey personName personColor folder…`, joined by spaces, texts
/// percent-encoded as in HTML forms; last `crc32c` and the checksum of all before that line, 8 hexadecimal digits. The file is replaced whole and
/// synced, name included, before an import's first commit and after its last. No file, or one without imports: nothing is under way.
final class ImportsFile {
  static final String NAME = "imports";
  private static final String FIRST = "panoptic imports ";
  private static final int VERSION = 1;

  private final Disk disk;
  private final Path file;

  ImportsFile(Disk disk, Path projectFolder) {
    this.disk = disk;
    this.file = projectFolder.resolve(NAME);
  }

  synchronized List<PendingImport> read() {
    try {
      return parse(new String(disk.read(file), UTF_8));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.DAMAGED, file + " cannot be read: " + Reasons.of(e), e);
    }
  }

  /// Notes an import; it gets the lowest free number.
  synchronized PendingImport add(List<String> folders, Person person, long after) {
    var all = new ArrayList<>(read());
    int number = 1;
    while (isTaken(all, number)) {
      number++;
    }
    var added = new PendingImport(number, folders, person, after);
    all.add(added);
    write(all);
    return added;
  }

  synchronized void remove(PendingImport ended) {
    var all = new ArrayList<>(read());
    if (all.removeIf(p -> p.number() == ended.number())) {
      write(all);
    }
  }

  private static boolean isTaken(List<PendingImport> all, int number) {
    return all.stream().anyMatch(p -> p.number() == number);
  }

  private void write(List<PendingImport> all) {
    var text = new StringBuilder(FIRST).append(VERSION).append('\n');
    for (PendingImport p : all) {
      Person by = p.person();
      text.append(p.number()).append(' ').append(p.after()).append(' ').append(by.id()).append(' ').append(encode(by.key())).append(' ')
          .append(encode(by.name())).append(' ').append(by.color());
      p.folders().forEach(f -> text.append(' ').append(encode(f)));
      text.append('\n');
    }
    String checked = text + "crc32c " + checksum(text.toString()) + '\n';
    try {
      disk.replace(file, checked.getBytes(UTF_8));
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, file + " cannot be written: " + Reasons.of(e), e);
    }
  }

  private List<PendingImport> parse(String text) {
    if (!text.startsWith(FIRST)) {
      throw damaged();
    }
    String version = text.substring(FIRST.length(), Math.max(FIRST.length(), text.indexOf('\n')));
    if (!version.equals(String.valueOf(VERSION))) {
      throw new RefusedException(ErrorCode.TOO_NEW, file + " has version " + version + "; this Panoptic reads version " + VERSION);
    }
    int last = text.lastIndexOf("crc32c ");
    if (last < 0 || !text.substring(last).equals("crc32c " + checksum(text.substring(0, last)) + "\n")) {
      throw damaged();
    }
    return text.substring(0, last).lines().skip(1).map(ImportsFile::parseLine).toList();
  }

  private static PendingImport parseLine(String line) {
    String[] f = line.split(" ", -1);
    var person = new Person(Integer.parseInt(f[2]), decode(f[3]), decode(f[4]), Integer.parseInt(f[5]));
    return new PendingImport(Integer.parseInt(f[0]), Arrays.stream(f).skip(6).map(ImportsFile::decode).toList(), person,
        Long.parseLong(f[1]));
  }

  private RefusedException damaged() {
    return new RefusedException(ErrorCode.DAMAGED, file + " is damaged: imports that were under way have to be started again");
  }

  private static String checksum(String text) {
    var crc = new CRC32C();
    crc.update(text.getBytes(UTF_8));
    return String.format(java.util.Locale.ROOT, "%08x", crc.getValue());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
