package panoptic.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;

/// A small file of ours that holds one JSON object with a `version`, replaced whole or not at all.
///
/// A newer version is refused (`TOO_NEW`), what is no such object too (`DAMAGED`); both name the file.
public record VersionedJson(Disk disk, Path file, int version) {

  /// Reads the object; empty where there is no file yet.
  public Optional<Json> read() throws IOException {
    byte[] bytes;
    try {
      bytes = disk.read(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Json json;
    int found;
    try {
      json = Json.of(JsonText.read(bytes, "it"));
      found = json.get("version").integer();
    } catch (RefusedException e) {
      throw new RefusedException(ErrorCode.DAMAGED, file + " is damaged: " + e.getMessage(), e);
    }
    if (found > version) {
      throw new RefusedException(ErrorCode.TOO_NEW,
          file + " was written by a newer Panoptic (format " + found + "; this one knows formats up to " + version + "): update Panoptic.");
    }
    return Optional.of(json);
  }

  public void write(Map<String, ?> content) throws IOException {
    var all = new LinkedHashMap<String, @Nullable Object>();
    all.put("version", version);
    all.putAll(content);
    disk.replace(file, (JsonText.write(all) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Returns a refusal for content that the format does not allow.
  public RefusedException damaged(RuntimeException why) {
    return new RefusedException(ErrorCode.DAMAGED, file + " is damaged: " + why.getMessage(), why);
  }
}
