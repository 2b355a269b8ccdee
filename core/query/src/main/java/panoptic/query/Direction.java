package panoptic.query;

public enum Direction {
  ASC, DESC
}
