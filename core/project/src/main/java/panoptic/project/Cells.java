package panoptic.project;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.DatePrecision;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.model.Value;

/// What the cells of a [Column] mean, by type: the bits of a number, a packed date, a colour's index, 0 or 1, a code of a dictionary.
final class Cells {
  private Cells() {}

  static boolean isWide(PropertyType type) {
    return type == PropertyType.NUMBER || type == PropertyType.DATE;
  }

  /// Returns the cell of a value that is neither text nor tags.
  static long cell(Value value) {
    return switch (value) {
      case Value.Number n -> Double.doubleToRawLongBits(n.number());
      case Value.Date d -> d.date().toBits();
      case Value.Color c -> c.index();
      case Value.Checkbox c -> c.checked() ? 1 : 0;
      case Value.Text _, Value.Tags _ -> throw new IllegalArgumentException("no cell of its own");
    };
  }

  static @Nullable Value value(ProjectState s, Property p, int row) {
    if (p.id() < 0) {
      return computed(s, p, row);
    }
    if (p.type().isTags()) {
      var ids = new ArrayList<Integer>();
      for (Tag t : s.tags(p.id())) {
        if (s.uses(t.id()).contains(row)) {
          ids.add(t.id());
        }
      }
      return ids.isEmpty() ? null : new Value.Tags(ids);
    }
    return made(p.type(), s.column(p.id()).get(row), s.texts(p.id()));
  }

  /// Returns the value of a cell of a made property that is not of tags.
  static @Nullable Value made(PropertyType type, long cell, Dictionary texts) {
    if (cell == Column.NONE) {
      return null;
    }
    return switch (type) {
      case NUMBER -> new Value.Number(Double.longBitsToDouble(cell));
      case DATE -> new Value.Date(PartialDate.ofBits(cell));
      case COLOR -> new Value.Color((int) cell);
      case CHECKBOX -> new Value.Checkbox(cell != 0);
      case TEXT, URL, PATH, IMAGE_LINK -> new Value.Text(texts.get((int) cell));
      case TAG, MULTI_TAGS, ID, HASH, FOLDER, SIZE -> throw new IllegalArgumentException("no column has type " + type);
    };
  }

  /// Returns the value of a cell of a column, made or computed.
  static @Nullable Value meaning(ProjectState s, Property p, long cell) {
    if (cell == Column.NONE) {
      return null;
    }
    return switch (p.id()) {
      case Computed.ID, Computed.FOLDER, Computed.WIDTH, Computed.HEIGHT, Computed.SIZE -> new Value.Number(cell);
      case Computed.AVERAGE_HASH -> new Value.Text(HexFormat.of().toHexDigits(cell));
      case Computed.NAME -> new Value.Text(s.texts(Fact.NAME).get((int) cell));
      case Computed.FILE_TIME -> new Value.Date(new PartialDate(Math.floorDiv(cell, 1000L), DatePrecision.SECOND, 0));
      default -> made(p.type(), cell, s.texts(p.id() < 0 && !p.type().isText() ? Computed.CAMERA : p.id()));
    };
  }

  private static @Nullable Value computed(ProjectState s, Property p, int row) {
    return switch (p.id()) {
      case Computed.ID -> new Value.Number(s.instanceId(row));
      case Computed.SHA1 -> new Value.Text(s.sha1(row).toString());
      case Computed.AVERAGE_HASH -> new Value.Text(HexFormat.of().toHexDigits(s.cell(Fact.AVERAGE_HASH, row)));
      case Computed.FOLDER -> new Value.Number(s.folderOf(row));
      case Computed.WIDTH -> new Value.Number(s.width(row));
      case Computed.HEIGHT -> new Value.Number(s.height(row));
      case Computed.PATH -> new Value.Text(s.path(row));
      case Computed.NAME -> new Value.Text(s.fileName(row));
      case Computed.EXTENSION -> extension(s.fileName(row));
      case Computed.SIZE -> new Value.Number(s.bytes(row));
      case Computed.FILE_TIME -> meaning(s, p, s.fileTimeMillis(row));
      default -> meaning(s, p, s.cell(Fact.of(p.id()), row));
    };
  }

  static @Nullable Value extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 || dot == name.length() - 1 ? null : new Value.Text(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
