package panoptic.project;

import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// The bytes of a commit's changes, as they lie in the log: `docs/formats/log.md`. This class is that page's text in code.
///
/// A list of changes: count, then each with its kind in one byte: 1 rows, 2 cells, 3 bits, 4 entry, 5 texts. Change and inverse lie together.
final class ChangeCodec {
  /// Version 1 knew no vector types, maps and results, and none of the columns −16 to −20; what it could say is read as before.
  static final int VERSION = 2;

  private ChangeCodec() {}

  static byte[] write(List<Change> changes) {
    var out = new ByteWriter();
    out.varint(changes.size());
    for (Change change : changes) {
      switch (change) {
        case Change.Rows r -> out.u8(1).u8(r.table().ordinal()).varint(r.first()).varint(r.count());
        case Change.SetCells c -> {
          int n = c.rows().getCardinality();
          c.rows().runOptimize();
          out.u8(2).zigzag(c.key()).bitmap(c.rows());
          LongsCodec.write(out, c.after(), n);
          LongsCodec.write(out, c.before(), n);
        }
        case Change.SetBits b -> out.u8(3).zigzag(b.key()).bitmap(b.added()).bitmap(b.removed());
        case Change.SetEntry e -> {
          out.u8(4).u8(e.kind().ordinal()).varint(e.id());
          writeEntry(out, e.before());
          writeEntry(out, e.after());
        }
        case Change.AddTexts t -> {
          out.u8(5).zigzag(t.key()).varint(t.first()).varint(t.texts().size());
          t.texts().forEach(out::text);
        }
      }
    }
    return out.toBytes();
  }

  /// Reads changes; bytes that are no changes throw `IllegalArgumentException`.
  static List<Change> read(int version, byte[] bytes) {
    if (version < 1 || version > VERSION) {
      throw new IllegalArgumentException("changes of version " + version);
    }
    try {
      var in = new ByteReader(bytes);
      int n = in.many();
      var out = new ArrayList<Change>(n);
      for (int i = 0; i < n; i++) {
        out.add(change(in));
      }
      return out;
    } catch (IndexOutOfBoundsException | java.io.UncheckedIOException e) {
      throw new IllegalArgumentException("these bytes are no changes", e);
    }
  }

  private static Change change(ByteReader in) {
    int form = in.u8();
    return switch (form) {
      case 1 -> new Change.Rows(Table.values()[in.u8()], in.count(), in.count());
      case 2 -> {
        int key = Math.toIntExact(in.zigzag());
        RoaringBitmap rows = in.bitmap();
        int n = rows.getCardinality();
        yield new Change.SetCells(key, rows, LongsCodec.read(in, n), LongsCodec.read(in, n));
      }
      case 3 -> new Change.SetBits(Math.toIntExact(in.zigzag()), in.bitmap(), in.bitmap());
      case 4 -> {
        Kind kind = Kind.values()[in.u8()];
        int id = in.count();
        yield new Change.SetEntry(kind, id, readEntry(in, kind, id), java.util.Objects.requireNonNull(readEntry(in, kind, id)));
      }
      case 5 -> {
        int key = Math.toIntExact(in.zigzag());
        int first = in.count();
        int n = in.many();
        var texts = new ArrayList<String>(n);
        for (int i = 0; i < n; i++) {
          texts.add(in.text());
        }
        yield new Change.AddTexts(key, first, texts);
      }
      default -> throw new IllegalArgumentException("a change of kind " + form);
    };
  }

  /// An entry: 0 for none, else 1 + the sequence it was deleted in (1 = visible), the number of fields, and the fields, each
  /// with its kind: 0 number (zigzag), 1 text, 2 list of ids.
  static void writeEntry(ByteWriter out, @org.jspecify.annotations.Nullable Entry entry) {
    if (entry == null) {
      out.varint(0);
      return;
    }
    List<Object> fields = Kind.fields(entry.thing());
    out.varint(1L + entry.hiddenIn()).varint(fields.size());
    for (Object f : fields) {
      switch (f) {
        case Long n -> out.u8(0).zigzag(n);
        case String s -> out.u8(1).text(s);
        case List<?> ids -> {
          out.u8(2).varint(ids.size());
          ids.forEach(id -> out.varint((Integer) id));
        }
        default -> throw new IllegalArgumentException("no field: " + f);
      }
    }
  }

  static @org.jspecify.annotations.Nullable Entry readEntry(ByteReader in, Kind kind, int id) {
    int mark = in.count();
    if (mark == 0) {
      return null;
    }
    int n = in.many();
    var fields = new ArrayList<Object>(n);
    for (int i = 0; i < n; i++) {
      int form = in.u8();
      switch (form) {
        case 0 -> fields.add(in.zigzag());
        case 1 -> fields.add(in.text());
        case 2 -> {
          int length = in.many();
          var ids = new ArrayList<Integer>(length);
          for (int k = 0; k < length; k++) {
            ids.add(in.count());
          }
          fields.add(ids);
        }
        default -> throw new IllegalArgumentException("a field of kind " + form);
      }
    }
    return new Entry(kind.thing(id, fields), mark - 1);
  }
}
