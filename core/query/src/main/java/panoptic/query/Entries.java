package panoptic.query;

import java.util.Arrays;

/// The groups in which each of some rows stands, as numbers: those of one row beside each other. Used again and again by one thread.
final class Entries {
  private int[] numbers = new int[Walk.BLOCK];
  private int[] ends = new int[Walk.BLOCK];
  private int rows;
  private int size;
  private boolean isSingle;

  /// Begins anew.
  void clear() {
    rows = 0;
    size = 0;
    isSingle = true;
  }

  /// Makes room for one number for each of some rows and returns where they go, from 0 on.
  int[] singles(int count) {
    clear();
    numbers = numbers.length < count ? new int[count] : numbers;
    rows = count;
    size = count;
    return numbers;
  }

  /// Adds a number for the row at hand.
  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  /// Ends the row at hand.
  void endRow() {
    isSingle = false;
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, 2 * rows);
    }
    ends[rows++] = size;
  }

  /// Tells whether each row has one number, so that a row's place is that of its number.
  boolean isSingle() {
    return isSingle;
  }

  /// Returns where the numbers of a row begin; they end where those of the next begin.
  int from(int row) {
    return isSingle ? row : row == 0 ? 0 : ends[row - 1];
  }

  /// Returns how many numbers there are.
  int size() {
    return size;
  }

  /// Returns how many rows there are.
  int rows() {
    return rows;
  }

  /// Returns all numbers; those from [#size] on mean nothing.
  int[] numbers() {
    return numbers;
  }
}
