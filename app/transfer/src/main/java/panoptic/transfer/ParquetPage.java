package panoptic.transfer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A data page of one column before it is compressed: where lists begin (of lists alone), which rows have a value, and the values that are there.
///
/// Levels are one bit-packed run, as Parquet's hybrid of runs and packed bits allows: of a column without lists they are its validity as it lies.
final class ParquetPage {
  private static final int LEVELS_HEAD = 4 + 5;
  private static final int IN_LIST = 2;

  private final TableColumn column;
  private final boolean lists;
  private final int values;

  ParquetPage(TableColumn column) {
    this.column = column;
    lists = column.type() == TableColumn.Type.TEXTS;
    values = lists ? column.texts() + column.rows() - column.present() : column.rows();
  }

  /// Returns how many entries the levels have: one a row, or an element, or a row without elements.
  int values() {
    return values;
  }

  /// Returns the page: levels, then values.
  byte[] bytes() {
    int groups = groups(values);
    long texts = column.type().isTexts() ? 4L * (lists ? column.texts() : column.present()) + column.length() : 0;
    long size = 2L * LEVELS_HEAD + 3L * groups + Math.max(texts, 8L * column.present());
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    if (lists) {
      listLevels(out);
    } else {
      run(out, column.validity(), groups);
    }
    switch (column.type()) {
      case TEXT, TEXTS -> texts(out);
      case WHOLE, NUMBER, MOMENT -> longs(out);
      case CHECKBOX -> checks(out);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /// A list begins with repetition 0 and goes on with 1; no list is one entry of its own, which holds nothing.
  private void listLevels(ByteBuffer out) {
    var repeated = new byte[groups(values)];
    var defined = new byte[2 * groups(values)];
    int at = 0;
    int element = 0;
    for (int row = 0; row < column.rows(); row++) {
      int end = column.listEnds()[row];
      if (element == end) {
        at++;
      }
      for (boolean first = true; element < end; element++, first = false) {
        repeated[at >> 3] |= (byte) ((first ? 0 : 1) << (at & 7));
        defined[at >> 2] |= (byte) (IN_LIST << 2 * (at & 3));
        at++;
      }
    }
    run(out, repeated, repeated.length);
    run(out, defined, defined.length);
  }

  /// Returns how many groups of eight some entries are.
  private static int groups(int entries) {
    return (entries + 7) / 8;
  }

  /// Puts levels: their length, then all of them as one bit-packed run.
  private void run(ByteBuffer out, byte[] bits, int length) {
    int start = out.position();
    out.putInt(0);
    for (int left = groups(values) << 1 | 1;; left >>>= 7) {
      if (left < 0x80) {
        out.put((byte) left);
        break;
      }
      out.put((byte) (left & 0x7F | 0x80));
    }
    out.put(bits, 0, length);
    out.putInt(start, out.position() - start - 4);
  }

  private void texts(ByteBuffer out) {
    int from = 0;
    for (int i = 0; i < column.texts(); i++) {
      int to = column.ends()[i];
      if (lists || column.has(i)) {
        out.putInt(to - from).put(column.bytes(), from, to - from);
      }
      from = to;
    }
  }

  private void longs(ByteBuffer out) {
    for (int row = 0; row < column.rows(); row++) {
      if (column.has(row)) {
        out.putLong(column.cell(row));
      }
    }
  }

  private void checks(ByteBuffer out) {
    var bits = new byte[groups(column.present())];
    int at = 0;
    for (int row = 0; row < column.rows(); row++) {
      if (column.has(row)) {
        bits[at >> 3] |= (byte) (column.cell(row) << (at & 7));
        at++;
      }
    }
    out.put(bits);
  }
}
