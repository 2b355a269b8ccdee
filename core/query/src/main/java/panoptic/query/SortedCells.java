package panoptic.query;

import java.util.Arrays;

/// Cells that were put in order to be counted: of many different ones cheaper than a hash table.
final class SortedCells implements CellCounts {
  private final long[] cells;
  private final int n;
  private final int size;

  /// Takes the first `n` cells as they are and sorts them.
  SortedCells(long[] cells, int n) {
    this.cells = cells;
    this.n = n;
    Arrays.sort(cells, 0, n);
    int different = 0;
    for (int i = 0; i < n; i++) {
      different += i == 0 || cells[i] != cells[i - 1] ? 1 : 0;
    }
    size = different;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void forEach(Reader reader) {
    for (int from = 0; from < n;) {
      int to = from + 1;
      while (to < n && cells[to] == cells[from]) {
        to++;
      }
      reader.read(cells[from], to - from);
      from = to;
    }
  }
}
