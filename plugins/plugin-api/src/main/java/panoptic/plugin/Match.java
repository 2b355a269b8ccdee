package panoptic.plugin;

/// How several filters of one read belong together.
public enum Match {
  /// What passes any of them: the union, and what a read without this argument does.
  ANY,
  /// What passes all of them: the values of these properties on these owners.
  ALL
}
