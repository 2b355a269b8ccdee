package panoptic.pluginhost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.pluginprotocol.JsonText;
import panoptic.pluginprotocol.ProtocolException;
import panoptic.pluginprotocol.Tree;

/// A small JSON object in a file that is replaced as a whole, with the version of its format. For one thread at a time.
final class JsonFile {
  private static final int VERSION = 1;

  private final Disk disk;
  private final Path file;

  JsonFile(Disk disk, Path file) {
    this.disk = disk;
    this.file = file;
  }

  /// Returns what the file holds, an empty object where it is not there. Refuses what a newer version wrote, and what is no JSON.
  Tree read() {
    try {
      if (!disk.exists(file)) {
        return Tree.of(Map.of());
      }
      Tree tree = JsonText.read(disk.read(file));
      if (tree.get("version").whole(0) > VERSION) {
        throw new RefusedException(ErrorCode.TOO_NEW, file + " was written by a newer Panoptic");
      }
      return tree;
    } catch (ProtocolException | IllegalArgumentException e) {
      throw new RefusedException(ErrorCode.DAMAGED, file + " is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  void write(Map<String, ? extends @Nullable Object> content) {
    var all = new java.util.LinkedHashMap<String, @Nullable Object>();
    all.put("version", VERSION);
    all.putAll(content);
    try {
      disk.createFolders(Objects.requireNonNull(file.getParent()));
      disk.replace(file, JsonText.write(all));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
