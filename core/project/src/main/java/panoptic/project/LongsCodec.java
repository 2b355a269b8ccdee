package panoptic.project;

/// How a run of 64-bit cells is written: as one cell for all, as runs, as differences, or plainly, whichever is shortest.
///
/// `0` same: cell (zigzag). `1` plain: each cell (8 bytes). `2` differences: each less the one before (zigzag). `3` runs: count, then cell (zigzag)
/// and length of each. `4` plain in 4 bytes, `Integer.MIN_VALUE` for no value. The number of cells is known from elsewhere.
final class LongsCodec {
  private LongsCodec() {}

  static void write(ByteWriter out, Longs cells, int n) {
    if (cells instanceof Longs.Same s) {
      out.u8(0).zigzag(s.cell());
      return;
    }
    long differences = 0;
    long runs = 0;
    boolean narrow = true;
    for (int i = 0; i < n; i++) {
      long now = cells.get(i);
      long before = i == 0 ? 0 : cells.get(i - 1);
      differences += size(now - before);
      if (i == 0 || now != before) {
        runs += size(now) + 2;
      }
      narrow &= now == Column.NONE || now > Integer.MIN_VALUE && now <= Integer.MAX_VALUE;
    }
    long plain = narrow ? 4L * n : 8L * n;
    if (runs <= differences && runs <= plain) {
      writeRuns(out.u8(3), cells, n);
    } else if (differences <= plain) {
      out.u8(2);
      for (int i = 0; i < n; i++) {
        out.zigzag(cells.get(i) - (i == 0 ? 0 : cells.get(i - 1)));
      }
    } else if (narrow) {
      out.u8(4);
      for (int i = 0; i < n; i++) {
        out.i32(cells.get(i) == Column.NONE ? Integer.MIN_VALUE : (int) cells.get(i));
      }
    } else {
      out.u8(1);
      for (int i = 0; i < n; i++) {
        out.i64(cells.get(i));
      }
    }
  }

  private static void writeRuns(ByteWriter out, Longs cells, int n) {
    int runs = 0;
    for (int i = 0; i < n; i++) {
      runs += i == 0 || cells.get(i) != cells.get(i - 1) ? 1 : 0;
    }
    out.varint(runs);
    for (int i = 0; i < n;) {
      int from = i;
      while (i < n && cells.get(i) == cells.get(from)) {
        i++;
      }
      out.zigzag(cells.get(from)).varint(i - from);
    }
  }

  static Longs read(ByteReader in, int n) {
    int form = in.u8();
    if (form == 0) {
      return new Longs.Same(in.zigzag());
    }
    var cells = new long[n];
    switch (form) {
      case 1 -> {
        for (int i = 0; i < n; i++) {
          cells[i] = in.i64();
        }
      }
      case 2 -> {
        long last = 0;
        for (int i = 0; i < n; i++) {
          last += in.zigzag();
          cells[i] = last;
        }
      }
      case 3 -> {
        int runs = in.count();
        int at = 0;
        for (int r = 0; r < runs; r++) {
          long cell = in.zigzag();
          int length = in.count();
          java.util.Arrays.fill(cells, at, at + length, cell);
          at += length;
        }
        if (at != n) {
          throw new IllegalArgumentException("runs of " + at + " cells, not " + n);
        }
      }
      case 4 -> {
        for (int i = 0; i < n; i++) {
          int cell = in.i32();
          cells[i] = cell == Integer.MIN_VALUE ? Column.NONE : cell;
        }
      }
      default -> throw new IllegalArgumentException("cells in form " + form);
    }
    return new Longs.Each(cells);
  }

  private static int size(long v) {
    long zigzag = v << 1 ^ v >> 63;
    return (70 - Long.numberOfLeadingZeros(zigzag | 1)) / 7;
  }
}
