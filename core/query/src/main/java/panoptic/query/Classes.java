package panoptic.query;

/// A division of the cells of a column into classes, numbered from 0, that are counted as one: texts that read the same, numbers of one bar. Any thread may ask.
interface Classes {

  /// Returns how many classes there are.
  int size();

  /// Returns the class of a cell that has a value, or [#size] for one that counts as having none.
  int of(long cell);
}
