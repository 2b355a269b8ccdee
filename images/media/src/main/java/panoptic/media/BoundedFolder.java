package panoptic.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder of files that can be made again, of at most so many bytes: the longest unused go first. Each lies in `ab/NAME`, ab being the first two letters of its name, and
/// appears there whole. Nothing is synced. Any thread may use it; two processes may share a folder.
final class BoundedFolder {
  private final Path folder;
  private final long most;
  private final Pattern names;
  /* Names by last use, the longest ago first; guarded by itself. */
  private final Map<String, Long> used = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;
  private boolean loaded;
  private long made;

  /// `folder` is made with the first file; what bears another name than `names` is left alone.
  BoundedFolder(Path folder, long mostBytes, Pattern names) {
    this.folder = folder;
    this.most = mostBytes;
    this.names = names;
  }

  /// Returns where a file lies, if it is there.
  Path place(String name) {
    return folder.resolve(name.substring(0, 2)).resolve(name);
  }

  /// Says that a file was read, so that others go first.
  void used(String name) {
    synchronized (used) {
      used.computeIfPresent(name, (_, n) -> n);
    }
  }

  /// Returns where a file may be written before [#keep]; its folder is there then.
  Path part(String name) throws IOException {
    load();
    Path file = place(name);
    Files.createDirectories(file.resolveSibling(""));
    synchronized (used) {
      return file.resolveSibling(name + "." + ProcessHandle.current().pid() + "." + made++ + ".part");
    }
  }

  /// Puts a written file in its place, instead of one that was there, and makes room for it.
  void keep(String name, Path part) throws IOException {
    long length = Files.size(part);
    Files.move(part, place(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    for (String old : admit(name, length)) {
      Files.deleteIfExists(place(old));
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
          if (names.matcher(name).matches()) {
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
}
