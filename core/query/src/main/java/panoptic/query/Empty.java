package panoptic.query;

/// Where those without a value stand.
public enum Empty {
  FIRST, LAST
}
