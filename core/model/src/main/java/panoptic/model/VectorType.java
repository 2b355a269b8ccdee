package panoptic.model;

/// What made a kind of vector: the plugin `source`, and its `params`, a JSON object as canonical text (keys sorted, no spaces).
///
/// Two types may have the same source and params; they are told apart by their ids alone.
public record VectorType(int id, String source, String params) {
}
