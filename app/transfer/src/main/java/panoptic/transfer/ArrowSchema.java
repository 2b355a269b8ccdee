package panoptic.transfer;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/// How columns are declared in Arrow: each may be without a value.
final class ArrowSchema {
  private static final int LONG_BITS = 64;

  private ArrowSchema() {}

  /// Builds the schema, and returns where it lies.
  static int of(List<TableColumn> columns, FlatBufferBuilder b) {
    int[] fields = columns.stream().mapToInt(c -> field(c, b)).toArray();
    return Schema.createSchema(b, Endianness.Little, Schema.createFieldsVector(b, fields), 0, 0);
  }

  private static int field(TableColumn column, FlatBufferBuilder b) {
    int[] children = column.type() == TableColumn.Type.TEXTS
        ? new int[] {field("element", false, Type.Utf8, utf8(b), new int[0], b)}
        : new int[0];
    return switch (column.type()) {
      case TEXT -> field(column.name(), true, Type.Utf8, utf8(b), children, b);
      case WHOLE -> field(column.name(), true, Type.Int, Int.createInt(b, LONG_BITS, true), children, b);
      case NUMBER -> field(column.name(), true, Type.FloatingPoint, FloatingPoint.createFloatingPoint(b, Precision.DOUBLE), children, b);
      case CHECKBOX -> {
        Bool.startBool(b);
        yield field(column.name(), true, Type.Bool, Bool.endBool(b), children, b);
      }
      case MOMENT -> field(column.name(), true, Type.Timestamp, Timestamp.createTimestamp(b, TimeUnit.MILLISECOND, 0), children, b);
      case TEXTS -> {
        org.apache.arrow.flatbuf.List.startList(b);
        yield field(column.name(), true, Type.List, org.apache.arrow.flatbuf.List.endList(b), children, b);
      }
    };
  }

  private static int utf8(FlatBufferBuilder b) {
    Utf8.startUtf8(b);
    return Utf8.endUtf8(b);
  }

  private static int field(String name, boolean nullable, byte type, int declared, int[] children, FlatBufferBuilder b) {
    int list = Field.createChildrenVector(b, children);
    return Field.createField(b, b.createString(name), nullable, type, declared, 0, list, 0);
  }
}
