package panoptic.plugin;

/// The id of a tag, as a type of parameter: its input lets a person choose a tag.
public record TagId(int id) {
}
