package panoptic.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One column of a typed table, and its values of the rows gathered last, laid out as formats of columns want them. For one thread.
///
/// Fixed widths lie in [#cells], a cell a row. Texts lie end to end in [#bytes], UTF-8, and end where [#ends] says: an end a row, or, of lists, an
/// end an element, the elements of a row ending where [#listEnds] says. A row without a value has the cell 0, the empty text, no elements.
final class TableColumn {
  /// What the values are.
  enum Type {
    TEXT, WHOLE, NUMBER, CHECKBOX,
    /// A moment by the clock of its own place, in milliseconds since 1970-01-01T00:00.
    MOMENT,
    /// Several texts.
    TEXTS;

    boolean isTexts() {
      return this == TEXT || this == TEXTS;
    }
  }

  /// Adds what one row says: one call of a `put`, or of [#none].
  interface Filling {
    void add(int instance, TableColumn into);
  }

  private static final int FIRST = 1024;

  private final String name;
  private final Type type;
  private final Filling filling;
  private int rows;
  private int present;
  private byte[] validity = new byte[FIRST / 8];
  private long[] cells;
  private int[] listEnds;
  private int[] ends;
  private int elements;
  private byte[] bytes = new byte[0];
  private int length;

  TableColumn(String name, Type type, Filling filling) {
    this.name = name;
    this.type = type;
    this.filling = filling;
    cells = new long[type.isTexts() ? 0 : FIRST];
    listEnds = new int[type == Type.TEXTS ? FIRST : 0];
    ends = new int[type.isTexts() ? FIRST : 0];
  }

  String name() {
    return name;
  }

  Type type() {
    return type;
  }

  /// Adds what the next row says.
  void add(int instance) {
    filling.add(instance, this);
  }

  /// Forgets the rows.
  void clear() {
    Arrays.fill(validity, (byte) 0);
    rows = 0;
    present = 0;
    elements = 0;
    length = 0;
  }

  void none() {
    row(false, 0);
  }

  /// Puts a whole number, the bits of a double, 1 or 0 of a checkbox, or the milliseconds of a moment.
  void put(long cell) {
    row(true, cell);
  }

  void put(String text) {
    put(text.getBytes(StandardCharsets.UTF_8));
  }

  void put(byte[] utf8) {
    put(utf8, 0, utf8.length);
  }

  void put(byte[] utf8, int from, int to) {
    append(utf8, from, to);
    row(true, 0);
  }

  /// Adds an element of the list that the next [#endList] ends.
  void element(byte[] utf8) {
    append(utf8, 0, utf8.length);
    if (elements == ends.length) {
      ends = Arrays.copyOf(ends, elements * 2);
    }
    ends[elements++] = length;
  }

  void endList() {
    row(true, 0);
  }

  private void append(byte[] utf8, int from, int to) {
    int more = to - from;
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.max(FIRST, bytes.length * 2)));
    }
    System.arraycopy(utf8, from, bytes, length, more);
    length += more;
  }

  private void row(boolean value, long cell) {
    if (rows == validity.length * 8) {
      grow();
    }
    switch (type) {
      case TEXT -> ends[rows] = length;
      case TEXTS -> listEnds[rows] = elements;
      case WHOLE, NUMBER, CHECKBOX, MOMENT -> cells[rows] = cell;
    }
    if (value) {
      validity[rows >> 3] |= (byte) (1 << (rows & 7));
      present++;
    }
    rows++;
  }

  private void grow() {
    int more = rows * 2;
    validity = Arrays.copyOf(validity, more / 8);
    switch (type) {
      case TEXT -> ends = Arrays.copyOf(ends, more);
      case TEXTS -> listEnds = Arrays.copyOf(listEnds, more);
      case WHOLE, NUMBER, CHECKBOX, MOMENT -> cells = Arrays.copyOf(cells, more);
    }
  }

  int rows() {
    return rows;
  }

  /// Returns how many rows have a value.
  int present() {
    return present;
  }

  boolean has(int row) {
    return (validity[row >> 3] >> (row & 7) & 1) != 0;
  }

  /// Returns a bit a row, the lowest first: set where it has a value. Do not change it.
  byte[] validity() {
    return validity;
  }

  long cell(int row) {
    return cells[row];
  }

  int[] listEnds() {
    return listEnds;
  }

  int[] ends() {
    return ends;
  }

  /// Returns how many texts there are: of lists their elements, else the rows.
  int texts() {
    return type == Type.TEXTS ? elements : rows;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Returns how many of the bytes are texts'.
  int length() {
    return length;
  }
}
