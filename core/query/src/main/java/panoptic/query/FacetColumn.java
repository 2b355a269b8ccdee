package panoptic.query;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.Column;
import panoptic.project.Dictionary;
import panoptic.project.ProjectState;

/// The cells that a facet of a property counts, and what they mean: those of the property itself; of the extension those of file names. Not of tags.
final class FacetColumn {
  private final ProjectState state;
  private final Property property;
  private final Property source;
  private final Column cells;

  FacetColumn(ProjectState state, Property property) {
    this.state = state;
    this.property = property;
    source = CellSource.of(state, property);
    cells = state.cells(source).orElseThrow();
  }

  static boolean areOf(Property p) {
    return switch (p.type()) {
      case ID, HASH, FOLDER -> false;
      case PATH -> p.id() > 0;
      case TEXT, URL, IMAGE_LINK, NUMBER, SIZE, DATE, COLOR, CHECKBOX, TAG, MULTI_TAGS -> true;
    };
  }

  Column cells() {
    return cells;
  }

  /// Returns the texts that cells are codes of.
  private Dictionary texts() {
    return state.texts(source.id());
  }

  /// Returns the parts of the state that hold the values.
  List<Object> parts() {
    return isOfTexts() ? List.of(cells, texts()) : List.of(cells);
  }

  private boolean isOfTexts() {
    return switch (property.type()) {
      case TEXT, URL, PATH, IMAGE_LINK -> true;
      case NUMBER, SIZE, DATE, COLOR, CHECKBOX, TAG, MULTI_TAGS, ID, HASH, FOLDER -> false;
    };
  }

  /// Tells whether the facet is a histogram.
  boolean isMeasured() {
    return switch (property.type()) {
      case NUMBER, SIZE, DATE -> true;
      case TEXT, URL, PATH, IMAGE_LINK, COLOR, CHECKBOX, TAG, MULTI_TAGS, ID, HASH, FOLDER -> false;
    };
  }

  /// Where the classes of texts grow.
  interface Texts {
    TextClasses of(int propertyId, UnaryOperator<TextClasses> grow);
  }

  /// Classes of cells that are not measured: each by itself, but texts as the operators compare them.
  Classes classes(Texts known) {
    if (property.type() == PropertyType.TEXT) {
      Dictionary texts = texts();
      IntFunction<@Nullable String> folded = property.id() == Computed.EXTENSION
          ? code -> state.extension(code) instanceof Value.Text t ? Folding.fold(t.text()) : null
          : code -> Folding.fold(texts.get(code));
      return known.of(property.id(), before -> before.of(texts.size(), folded));
    }
    return new EachCell(isOfTexts() ? texts().size() : 12);
  }

  private record EachCell(int size) implements Classes {
    @Override
    public int of(long cell) {
      return (int) cell;
    }
  }

  private long cell(int ofClass, Classes classes) {
    return classes instanceof TextClasses t ? t.first(ofClass) : ofClass;
  }

  /// Returns the value of a class as JSON has it.
  Object value(int ofClass, Classes classes) {
    long cell = cell(ofClass, classes);
    Value v = CellSource.value(state, property, cell);
    return ValueFormat.json(Objects.requireNonNull(v));
  }

  String text(int ofClass, Classes classes) {
    return value(ofClass, classes).toString();
  }

  /// Finds the class of a value as JSON has it; empty where no picture ever had it.
  OptionalInt classOf(Object json, Classes classes) {
    int found = switch (property.type()) {
      case COLOR -> ValueFormat.parse(property.type(), json) instanceof Value.Color c ? c.index() : -1;
      case CHECKBOX -> ValueFormat.parse(property.type(), json) instanceof Value.Checkbox c && c.checked() ? 1 : 0;
      default -> !(json instanceof String s) ? -1 : classes instanceof TextClasses t ? t.find(Folding.fold(s)) : texts().find(s);
    };
    return found < 0 || found >= classes.size() ? OptionalInt.empty() : OptionalInt.of(found);
  }
}
