package panoptic.plugin;

/// The places of the interface at which actions are offered, as [APlugin#addActionEasy] takes them.
public final class Hook {
  /// Settings, vectors: makes a vector type and returns it as [ActionResult#value].
  public static final String VECTOR_TYPE = "vector_type";
  /// Settings, vectors: computes the vectors of a type of this plugin.
  public static final String VECTOR = "vector";
  /// One open picture: finds pictures like it; the first group is shown.
  public static final String SIMILAR = "similar";
  /// The header of a group: returns the groups that it falls into.
  public static final String GROUP = "group";
  /// A selection, or the header of a group: does anything.
  public static final String EXECUTE = "execute";
  /// The search field: finds pictures by words, which come as the parameter `text`.
  public static final String TEXT_SEARCH = "text_search";
  /// The palette: makes a map and returns it as [ActionResult#value].
  public static final String MAP = "map";

  private Hook() {
  }
}
