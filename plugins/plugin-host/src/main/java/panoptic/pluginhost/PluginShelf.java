package panoptic.pluginhost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.pluginprotocol.Tree;

/// The plugins of a data folder: `plugins.json` lists them, and each has a folder for what is compiled of it. Any thread may use it.
public final class PluginShelf {
  private final Path folder;
  private final JsonFile list;

  public PluginShelf(Disk disk, Path dataFolder) {
    folder = dataFolder.resolve("plugins");
    list = new JsonFile(disk, dataFolder.resolve("plugins.json"));
  }

  /// Returns all plugins, by the order in which they were added.
  public synchronized List<InstalledPlugin> all() {
    var out = new ArrayList<InstalledPlugin>();
    for (Tree t : list.read().get("plugins").list()) {
      out.add(new InstalledPlugin(t.get("key").text(), t.get("name").text(), SourceType.parse(t.get("type").text()),
          Path.of(t.get("source").text())));
    }
    return out;
  }

  public Optional<InstalledPlugin> find(String name) {
    return all().stream().filter(p -> p.name().equals(name)).findFirst();
  }

  public InstalledPlugin get(String name) {
    return find(name).orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no plugin \"" + name + "\""));
  }

  /// Adds a plugin under a name that no other has. Nothing of it is run.
  public synchronized InstalledPlugin add(String name, SourceType type, Path source) {
    String clean = PluginNames.normal(name);
    find(clean).ifPresent(p -> {
      throw new RefusedException(ErrorCode.NAME_TAKEN, "there is a plugin \"" + clean + "\" already, from " + p.source());
    });
    Path real = source.toAbsolutePath().normalize();
    boolean fits = type == SourceType.FOLDER ? Files.isDirectory(real) : Files.isRegularFile(real);
    if (!fits) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no " + type.json() + " " + real);
    }
    var added = new InstalledPlugin(UUID.randomUUID().toString(), clean, type, real);
    var next = new ArrayList<>(all());
    next.add(added);
    keep(next, removed());
    return added;
  }

  /// Takes a plugin off the list, and removes what was compiled of it. Its source stays.
  public synchronized void remove(String name) {
    InstalledPlugin gone = get(name);
    var without = new ArrayList<>(removed());
    without.add(gone.key());
    keep(all().stream().filter(p -> !p.equals(gone)).toList(), without);
    try {
      Folders.remove(cache(gone));
    } catch (IOException e) {
      throw new UncheckedIOException(cache(gone) + " could not be removed: " + e.getMessage(), e);
    }
  }

  /// Returns where what is compiled of a plugin lies.
  Path cache(InstalledPlugin plugin) {
    return folder.resolve(PluginNames.folder(plugin.name()));
  }

  /// Returns the keys of plugins that were removed: what projects kept of them goes when they are opened.
  synchronized List<String> removed() {
    return list.read().get("removed").list().stream().map(Tree::text).toList();
  }

  private void keep(List<InstalledPlugin> all, List<String> removed) {
    list.write(Map.of("removed", removed, "plugins", all.stream().map(p -> {
      var out = new LinkedHashMap<String, Object>();
      out.put("key", p.key());
      out.put("name", p.name());
      out.put("type", p.type().json());
      out.put("source", p.source().toString());
      return out;
    }).toList()));
  }
}
