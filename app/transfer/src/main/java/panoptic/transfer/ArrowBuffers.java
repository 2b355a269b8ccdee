package panoptic.transfer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// The buffers of a column in a batch of Arrow, little-endian: validity, which is left out where every row has a value, then ends and bytes, or cells.
final class ArrowBuffers {
  private ArrowBuffers() {}

  /// Adds the nodes (how many values, how many of them are none) and the buffers of a column; of a list those of its elements follow its own.
  static void of(TableColumn column, List<long[]> nodes, List<byte[]> buffers) {
    int rows = column.rows();
    nodes.add(new long[] {rows, rows - column.present()});
    buffers.add(column.present() == rows ? new byte[0] : Arrays.copyOf(column.validity(), (rows + 7) / 8));
    switch (column.type()) {
      case TEXT -> texts(column, buffers);
      case TEXTS -> {
        buffers.add(ends(column.listEnds(), rows));
        nodes.add(new long[] {column.texts(), 0});
        buffers.add(new byte[0]);
        texts(column, buffers);
      }
      case WHOLE, NUMBER, MOMENT -> buffers.add(cells(column));
      case CHECKBOX -> buffers.add(checks(column));
    }
  }

  private static void texts(TableColumn column, List<byte[]> buffers) {
    buffers.add(ends(column.ends(), column.texts()));
    buffers.add(Arrays.copyOf(column.bytes(), column.length()));
  }

  /// Where each begins, and the end of the last.
  private static byte[] ends(int[] ends, int count) {
    ByteBuffer out = ByteBuffer.allocate(4 * (count + 1)).order(ByteOrder.LITTLE_ENDIAN);
    out.asIntBuffer().put(1, ends, 0, count);
    return out.array();
  }

  private static byte[] cells(TableColumn column) {
    ByteBuffer out = ByteBuffer.allocate(8 * column.rows()).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < column.rows(); row++) {
      out.putLong(column.cell(row));
    }
    return out.array();
  }

  private static byte[] checks(TableColumn column) {
    var out = new byte[(column.rows() + 7) / 8];
    for (int row = 0; row < column.rows(); row++) {
      out[row >> 3] |= (byte) (column.cell(row) << (row & 7));
    }
    return out;
  }
}
