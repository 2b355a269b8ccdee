package panoptic.query;

import java.util.Arrays;

/// In which groups of the innermost level each of some rows stands, by the place of the row. Made by one thread, block by block.
final class Standings {
  private final int first;
  private int[] numbers;
  /// By row: where its numbers end; without numbers where each row has one.
  private int[] ends = {};
  private int rows;
  private int size;

  /// The rows from one place up to another.
  Standings(int from, int to) {
    first = from;
    numbers = new int[to - from];
  }

  /// Adds the rows of a block.
  void add(Entries block) {
    if (!block.isSingle() && ends.length == 0) {
      ends = new int[numbers.length];
      Arrays.setAll(ends, row -> row + 1);
    }
    if (size + block.size() > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, size + block.size()));
    }
    System.arraycopy(block.numbers(), 0, numbers, size, block.size());
    for (int row = 0; ends.length > 0 && row < block.rows(); row++) {
      ends[rows + row] = size + block.from(row + 1);
    }
    rows += block.rows();
    size += block.size();
  }

  /// Tells whether a place is among these rows.
  boolean has(int place) {
    return place < first + rows;
  }

  /// Returns where the numbers of the row at a place begin; they end where those of the next begin.
  int from(int place) {
    int row = place - first;
    return ends.length == 0 ? row : row == 0 ? 0 : ends[row - 1];
  }

  /// Returns the number that stands at one of the places that [#from] tells.
  int number(int at) {
    return numbers[at];
  }

  /// What is told of a row: its place among all, and a number.
  interface Reader {
    void read(int place, int number);
  }

  /// Tells all numbers, row by row.
  void forEach(Reader reader) {
    if (ends.length == 0) {
      for (int row = 0; row < rows; row++) {
        reader.read(first + row, numbers[row]);
      }
      return;
    }
    for (int row = 0, at = 0; row < rows; row++) {
      for (; at < ends[row]; at++) {
        reader.read(first + row, numbers[at]);
      }
    }
  }
}
