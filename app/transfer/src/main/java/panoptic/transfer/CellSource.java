package panoptic.transfer;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.DatePrecision;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Value;
import panoptic.project.Column;
import panoptic.project.Dictionary;
import panoptic.project.ProjectState;

/// What one property says of instances, for those who write it into files: asked by rows of instances. For one thread.
final class CellSource {
  /// What a file keeps the values as.
  enum Kind {
    TEXT, NUMBER, WHOLE, DATE, CHECKBOX, TAGS
  }

  private final ProjectState state;
  private final Property property;
  private final Kind kind;
  private final @Nullable Column cells;
  private final @Nullable Column images;
  private final @Nullable Dictionary texts;
  private final @Nullable TagLists tags;
  private final Map<Integer, String> folders = new HashMap<>();

  CellSource(ProjectState state, Property property) {
    this.state = state;
    this.property = property;
    kind = kind(property);
    cells = state.cells(property).orElse(null);
    images = property.mode() == PropertyMode.IMAGE ? state.imageRowsOfInstances() : null;
    boolean coded = property.type().isText() && property.id() != Computed.PATH && property.id() != Computed.EXTENSION;
    texts = coded ? state.texts(property.id()) : null;
    tags = property.type().isTags() ? new TagLists(state, property) : null;
  }

  private static Kind kind(Property p) {
    return switch (p.type()) {
      case TEXT, URL, PATH, IMAGE_LINK, HASH, FOLDER -> Kind.TEXT;
      case NUMBER -> p.id() == Computed.WIDTH || p.id() == Computed.HEIGHT ? Kind.WHOLE : Kind.NUMBER;
      case COLOR, ID, SIZE -> Kind.WHOLE;
      case DATE -> Kind.DATE;
      case CHECKBOX -> Kind.CHECKBOX;
      case TAG, MULTI_TAGS -> Kind.TAGS;
    };
  }

  Property property() {
    return property;
  }

  Kind kind() {
    return kind;
  }

  /// Returns the name of the type in a header: computed ones are told as text or number.
  String typeName() {
    return switch (property.type()) {
      case ID, SIZE -> PropertyType.NUMBER.json();
      case HASH, FOLDER, PATH -> property.id() < 0 ? PropertyType.TEXT.json() : property.type().json();
      default -> property.type().json();
    };
  }

  /// Returns the texts that [#cell] is a code of, where there are such.
  @Nullable Dictionary texts() {
    return texts;
  }

  /// Returns the tags row by row; asked of sources of kind TAGS alone.
  TagLists tags() {
    return Objects.requireNonNull(tags);
  }

  /// Returns the row of the property's own table.
  int row(int instance) {
    return images == null ? instance : images.getInt(instance);
  }

  /// Returns the cell as the column has it, or [Column#NONE]; asked where the values lie in a column.
  long cell(int instance) {
    return Objects.requireNonNull(cells).get(row(instance));
  }

  /// Returns the text, or null for none; asked of sources of kind TEXT alone.
  @Nullable String text(int instance) {
    if (texts != null) {
      long cell = cell(instance);
      return cell == Column.NONE ? null : texts.get((int) cell);
    }
    return switch (property.id()) {
      case Computed.FOLDER -> folder(instance);
      case Computed.AVERAGE_HASH -> HexFormat.of().toHexDigits(cell(instance));
      default -> state.value(property, row(instance)) instanceof Value.Text t ? t.text() : null;
    };
  }

  private String folder(int instance) {
    return folders.computeIfAbsent(state.folderOf(instance), id -> Places.folder(state, id));
  }

  double number(long cell) {
    return Double.longBitsToDouble(cell);
  }

  PartialDate date(long cell) {
    return property.id() == Computed.FILE_TIME
        ? new PartialDate(Math.floorDiv(cell, 1000L), DatePrecision.SECOND, 0)
        : PartialDate.ofBits(cell);
  }
}
