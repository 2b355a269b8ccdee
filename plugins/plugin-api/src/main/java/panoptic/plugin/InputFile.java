package panoptic.plugin;

/// A file that a person chose, as a type of parameter: its name without folders, and its bytes.
public record InputFile(String name, byte[] bytes) {
}
