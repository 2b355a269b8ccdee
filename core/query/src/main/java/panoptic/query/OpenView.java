package panoptic.query;

/// A view that somebody looks at: its order stays as it was at the sequence of `shown` until it is opened again.
public record OpenView(String id, View view, Shown shown) {
}
