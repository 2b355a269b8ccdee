package panoptic.app;

import java.nio.file.Path;

/// A project of a data folder: its name there, and its folder.
record ListedProject(String name, Path folder) {
}
