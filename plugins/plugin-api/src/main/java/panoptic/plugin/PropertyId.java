package panoptic.plugin;

/// The id of a property, as a type of parameter: its input lets a person choose a property.
public record PropertyId(int id) {
}
