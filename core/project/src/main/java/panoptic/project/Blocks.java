package panoptic.project;

/// How rows are cut: blocks of 4,096 rows are copied when one of them changes, pages of 65,536 are what a checkpoint writes.
final class Blocks {
  static final int BITS = 12;
  static final int SIZE = 1 << BITS;
  static final int MASK = SIZE - 1;
  static final int PAGE_BITS = 16;
  static final int PER_PAGE = 1 << (PAGE_BITS - BITS);

  private Blocks() {}

  /// Returns how many blocks hold a number of rows.
  static int count(int rows) {
    return (rows + MASK) >>> BITS;
  }
}
