package panoptic.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import panoptic.model.Sha1;

/// Pictures that were made on request and can be made again: a folder of at most so many bytes, from which the longest unused go first.
///
/// One file each, `ab/SHA1-EDGE` (ab: the first digits): the picture's bytes, then their CRC-32 (4 bytes, big-endian). A file that does not hold what was written counts
/// for nothing. Nothing is synced. Any thread may use it; two processes may share a folder.
public final class RenditionCache {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{40}-\\d{1,5}");
  private static final int SUM = 4;

  private final Path folder;
  private final long most;
  /* Names by last use, the longest ago first; guarded by itself. */
  private final Map<String, Long> used = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;
  private boolean loaded;
  private long made;

  /// `folder` is made when the first picture is kept.
  public RenditionCache(Path folder, long mostBytes) {
    this.folder = folder;
    this.most = mostBytes;
  }

  public Optional<byte[]> find(Sha1 sha1, int edge) throws IOException {
    String name = sha1 + "-" + edge;
    byte[] all;
    try {
      all = Files.readAllBytes(place(name));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (all.length <= SUM || ByteBuffer.wrap(all, all.length - SUM, SUM).getInt() != sum(all, all.length - SUM)) {
      return Optional.empty();
    }
    synchronized (used) {
      used.computeIfPresent(name, (_, n) -> n);
    }
    return Optional.of(Arrays.copyOf(all, all.length - SUM));
  }

  /// Keeps a picture. One that cannot be kept, since the disk is full or cannot be written, is made again next time.
  public void keep(Sha1 sha1, int edge, byte[] picture) {
    String name = sha1 + "-" + edge;
    Path file = place(name);
    try {
      load();
      Files.createDirectories(file.resolveSibling(""));
      Path part;
      synchronized (used) {
        part = file.resolveSibling(name + "." + ProcessHandle.current().pid() + "." + made++ + ".part");
      }
      byte[] all = Arrays.copyOf(picture, picture.length + SUM);
      ByteBuffer.wrap(all, picture.length, SUM).putInt(sum(picture, picture.length));
      Files.write(part, all);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      for (String old : admit(name, all.length)) {
        Files.deleteIfExists(place(old));
      }
    } catch (IOException e) {
      // Told above: a cache that cannot be written is no trouble.
    }
  }

  private List<String> admit(String name, long length) {
    var gone = new ArrayList<String>();
    synchronized (used) {
      Long before = used.put(name, length);
      bytes += length - (before == null ? 0 : before);
      var oldest = used.entrySet().iterator();
      while (bytes > most && oldest.hasNext()) {
        Map.Entry<String, Long> e = oldest.next();
        if (!e.getKey().equals(name)) {
          bytes -= e.getValue();
          gone.add(e.getKey());
          oldest.remove();
        }
      }
    }
    return gone;
  }

  /// Learns what lies in the folder from before, and removes what was left half written.
  private void load() throws IOException {
    synchronized (used) {
      if (loaded) {
        return;
      }
      loaded = true;
      if (!Files.isDirectory(folder)) {
        return;
      }
      record Found(String name, long length, long time) {}
      var found = new ArrayList<Found>();
      try (Stream<Path> files = Files.walk(folder, 2)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          String name = String.valueOf(file.getFileName());
          if (NAME.matcher(name).matches()) {
            found.add(new Found(name, Files.size(file), Files.getLastModifiedTime(file).toMillis()));
          } else if (name.endsWith(".part")) {
            Files.deleteIfExists(file);
          }
        }
      }
      found.sort(Comparator.comparingLong(Found::time));
      for (Found f : found) {
        used.put(f.name, f.length);
        bytes += f.length;
      }
    }
  }

  private Path place(String name) {
    return folder.resolve(name.substring(0, 2)).resolve(name);
  }

  private static int sum(byte[] content, int length) {
    var crc = new CRC32();
    crc.update(content, 0, length);
    return (int) crc.getValue();
  }
}
