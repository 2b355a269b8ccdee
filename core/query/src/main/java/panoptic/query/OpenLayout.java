package panoptic.query;

/// A layout that somebody looks at, and the view that it lays out.
public record OpenLayout(String id, OpenView view, Layout layout) {
}
