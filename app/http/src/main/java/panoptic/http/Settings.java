package panoptic.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;

/// Settings of a person or a project: a small file with one JSON object, `{"version": 1, "values": {…}}`.
///
/// Whatever stands in it and is not known here, also from a newer version, is kept and told. Any thread may use it.
public final class Settings {
  private static final int VERSION = 1;
  private static final int MOST_KEYS = 200;
  private static final int MOST_BYTES = 256 << 10;

  private final Disk disk;
  private final Path file;

  public Settings(Disk disk, Path file) {
    this.disk = disk;
    this.file = file;
  }

  /// Returns all settings.
  public Map<String, @Nullable Object> all() {
    synchronized (Settings.class) {
      return values(document());
    }
  }

  /// Sets the keys of an object, of which null removes one; returns all then.
  public Map<String, @Nullable Object> change(Json changes) {
    if (!(changes.value() instanceof Map<?, ?> wanted)) {
      throw changes.refuse("takes an object");
    }
    synchronized (Settings.class) {
      Map<String, @Nullable Object> document = document();
      Map<String, @Nullable Object> values = values(document);
      if (document.containsKey("values") && !(document.get("values") instanceof Map<?, ?>)) {
        throw new RefusedException(ErrorCode.TOO_NEW, file + " holds no settings that this Panoptic knows to change: update Panoptic");
      }
      wanted.forEach((key, value) -> {
        if (value == null) {
          values.remove(String.valueOf(key));
        } else {
          values.put(String.valueOf(key), value);
        }
      });
      document.put("values", values);
      byte[] text = (JsonText.write(document) + "\n").getBytes(StandardCharsets.UTF_8);
      if (values.size() > MOST_KEYS || text.length > MOST_BYTES) {
        throw new RefusedException(ErrorCode.INVALID, "settings have at most " + MOST_KEYS + " keys and " + MOST_BYTES + " bytes");
      }
      try {
        disk.createFolders(java.util.Objects.requireNonNull(file.getParent()));
        disk.replace(file, text);
      } catch (IOException e) {
        throw new UncheckedIOException("the settings in " + file + " cannot be kept: " + e.getMessage(), e);
      }
      return values;
    }
  }

  private Map<String, @Nullable Object> document() {
    try {
      if (JsonText.read(disk.read(file), "it") instanceof Map<?, ?> map) {
        return copy(map);
      }
      throw new RefusedException(ErrorCode.DAMAGED, file + " is damaged: it holds no object");
    } catch (NoSuchFileException e) {
      var fresh = new LinkedHashMap<String, @Nullable Object>();
      fresh.put("version", VERSION);
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException("the settings in " + file + " cannot be read: " + e.getMessage(), e);
    } catch (RefusedException e) {
      throw new RefusedException(ErrorCode.DAMAGED, file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static Map<String, @Nullable Object> values(Map<String, @Nullable Object> document) {
    return document.get("values") instanceof Map<?, ?> map ? copy(map) : new LinkedHashMap<>();
  }

  private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((key, value) -> out.put(String.valueOf(key), value));
    return out;
  }
}
