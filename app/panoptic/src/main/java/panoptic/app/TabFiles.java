package panoptic.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import panoptic.http.JsonText;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.project.spi.TabStore;

/// The files of a project's tabs: `tabs/ID.json`, one JSON object each, `{"version": 1, …}`, replaced whole and durable. docs/formats/project-folder.md.
///
/// What a newer version wrote, and what is no such object, stays as it is: it is not told, and its id is not given again. For one thread.
final class TabFiles implements TabStore {
  private static final Pattern NAME = Pattern.compile("([1-9]\\d{0,8})\\.json");
  private static final int VERSION = 1;

  private final Disk disk;
  private final Path folder;
  private int highest;

  TabFiles(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  @Override
  public Map<Integer, Map<String, @Nullable Object>> load() {
    var out = new TreeMap<Integer, Map<String, @Nullable Object>>();
    try {
      for (Path file : disk.list(folder)) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          int id = Integer.parseInt(name.group(1));
          highest = Math.max(highest, id);
          Map<String, @Nullable Object> tab = read(file);
          if (tab != null) {
            out.put(id, tab);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the tabs in " + folder + " cannot be read: " + e.getMessage(), e);
    }
    return out;
  }

  private @Nullable Map<String, @Nullable Object> read(Path file) throws IOException {
    try {
      if (JsonText.read(disk.read(file), "it") instanceof Map<?, ?> map && map.get("version") instanceof Number n
          && n.intValue() <= VERSION) {
        var tab = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> tab.put(String.valueOf(key), value));
        return tab;
      }
    } catch (RefusedException e) {
      // as below
    }
    return null;
  }

  @Override
  public int next() {
    return ++highest;
  }

  @Override
  public void keep(int id, Map<String, @Nullable Object> tab) {
    var all = new LinkedHashMap<String, @Nullable Object>();
    all.put("version", VERSION);
    all.putAll(tab);
    try {
      disk.createFolders(folder);
      disk.replace(file(id), (JsonText.write(all) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the tab in " + file(id) + " cannot be kept: " + e.getMessage(), e);
    }
  }

  private Path file(int id) {
    return folder.resolve(id + ".json");
  }
}
