package panoptic.pluginhost;

import java.nio.file.Path;

/// A plugin that was added: its name, which is unique, what kind of source it came from and where that lies. `key` tells this addition from others
/// of the same name.
public record InstalledPlugin(String key, String name, SourceType type, Path source) {
}
