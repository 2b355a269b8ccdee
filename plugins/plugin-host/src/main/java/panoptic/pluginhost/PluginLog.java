package panoptic.pluginhost;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// What a plugin's process writes to standard error: the newest megabytes, in a file and the one before it. Any thread may use it.
///
/// A log that cannot be written is no reason for anything to fail: it stays without lines.
final class PluginLog {
  private static final long MOST = 2 << 20;

  private final Path file;

  PluginLog(Path file) {
    this.file = file;
  }

  synchronized void write(byte[] bytes, int length) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.exists(file) && Files.size(file) > MOST) {
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
      try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(bytes, 0, length);
      }
    } catch (IOException e) {
      // as above
    }
  }

  /// Writes a line of the host's own.
  void say(String line) {
    byte[] bytes = ("[panoptic] " + line + "\n").getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes.length);
  }

  /// Returns the last lines, of so many bytes at most.
  synchronized String tail(int bytes) {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - bytes);
      in.seek(from);
      var out = new byte[(int) (in.length() - from)];
      in.readFully(out);
      String text = new String(out, StandardCharsets.UTF_8);
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    } catch (IOException e) {
      return "";
    }
  }
}
