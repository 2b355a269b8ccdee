package panoptic.pluginhost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.model.spi.Disk;
import panoptic.pluginprotocol.Tree;

/// What a project keeps of one plugin: whether it is wanted here, its parameters, and a folder of the plugin's own. Any thread may use it.
final class ProjectPluginFile {
  private static final String FOLDER = "plugins";
  private static final String ENDING = ".json";

  private final JsonFile file;
  private final Path dataFolder;

  private final String key;

  ProjectPluginFile(Disk disk, Path projectFolder, InstalledPlugin plugin) {
    Path folder = projectFolder.resolve(FOLDER);
    file = new JsonFile(disk, folder.resolve(PluginNames.folder(plugin.name()) + ENDING));
    dataFolder = folder.resolve(PluginNames.folder(plugin.name()));
    key = plugin.key();
  }

  /// Removes what a project keeps of plugins that are gone: their files, their folders, their logs.
  static void sweep(Disk disk, Path projectFolder, Collection<String> gone) {
    Path folder = projectFolder.resolve(FOLDER);
    try {
      for (Path file : disk.list(folder)) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(ENDING) && gone.contains(new JsonFile(disk, file).read().get("key").text(""))) {
          String plugin = name.substring(0, name.length() - ENDING.length());
          Folders.remove(folder.resolve(plugin));
          disk.delete(folder.resolve(plugin + ".log"));
          disk.delete(folder.resolve(plugin + ".log.1"));
          disk.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what removed plugins kept in " + folder + " cannot be removed: " + e.getMessage(), e);
    }
  }

  Path dataFolder() {
    return dataFolder;
  }

  /// Tells whether the plugin is wanted in this project; it is until somebody says otherwise.
  synchronized boolean isEnabled() {
    Tree enabled = file.read().get("enabled");
    return enabled.isNull() || enabled.flag();
  }

  synchronized void enable(boolean enabled) {
    keep("enabled", enabled);
  }

  /// Notes that the plugin has run here, so that what it leaves is known to be its.
  synchronized void noteUsed() {
    if (!file.read().get("key").text("").equals(key)) {
      keep("enabled", true);
    }
  }

  synchronized Map<String, Object> params() {
    return file.read().get("params").object();
  }

  synchronized void keepParams(Map<String, Object> params) {
    keep("params", params);
  }

  /// Returns the commit up to which the plugin was told what happens; `otherwise` where it never was.
  synchronized long told(long otherwise) {
    return file.read().get("told").whole(otherwise);
  }

  synchronized void keepTold(long sequence) {
    keep("told", sequence);
  }

  private void keep(String name, Object value) {
    var all = new LinkedHashMap<String, @Nullable Object>(file.read().object());
    all.put("key", key);
    all.put(name, value);
    file.write(all);
  }
}
