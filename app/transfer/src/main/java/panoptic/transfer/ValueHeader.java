package panoptic.transfer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import panoptic.model.ErrorCode;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.project.Names;
import panoptic.project.ProjectState;

/// What the first row of a file of values says: the key, how many cells it has, and the columns `name[type]`. Columns without a name are passed over, those of computed
/// properties ignored.
record ValueHeader(boolean byPath, String key, int width, List<ValueColumn> columns) {
  ValueHeader {
    columns = List.copyOf(columns);
  }

  /// Reads the record that a reader stands at. What is wrong with a column costs that column, and is told.
  static ValueHeader read(CsvReader csv, ProjectState state, ValuesReport.Draft report) {
    String key = csv.text(0).strip();
    if (!key.equals("id") && !key.equals("path")) {
      throw new RefusedException(ErrorCode.INVALID, "the first column must be headed id or path, not \"" + brief(key) + "\"");
    }
    if (csv.cells() > CsvReader.MOST_COLUMNS + 1) {
      throw new RefusedException(ErrorCode.INVALID,
          "a file of values has at most " + CsvReader.MOST_COLUMNS + " columns, not " + csv.cells());
    }
    var columns = new ArrayList<ValueColumn>();
    var seen = new HashSet<String>();
    for (int i = 1; i < csv.cells(); i++) {
      String header = FormulaGuard.take(csv.text(i)).strip();
      if (header.isEmpty()) {
        continue;
      }
      try {
        Optional<ValueColumn> column = column(i, header, state);
        if (column.isEmpty()) {
          report.ignored.add(header);
        } else if (!seen.add(column.get().name())) {
          throw new RefusedException(ErrorCode.NAME_TAKEN, "the file has two columns of the property \"" + column.get().name() + "\"");
        } else {
          columns.add(column.get());
        }
      } catch (RefusedException e) {
        report.refuse(1, header, e.getMessage());
      }
    }
    return new ValueHeader(key.equals("path"), key, csv.cells(), columns);
  }

  /// Returns the column of a header; empty for a computed property, which nobody sets.
  private static Optional<ValueColumn> column(int place, String header, ProjectState state) {
    int bracket = header.endsWith("]") ? header.lastIndexOf('[') : -1;
    Optional<Property> whole = state.property(header);
    if (whole.isPresent()) {
      Property p = whole.get();
      return p.id() < 0 ? Optional.empty() : Optional.of(new ValueColumn(place, header, p.name(), p.type(), p, state));
    }
    String name = Names.clean(bracket <= 0 ? header : header.substring(0, bracket));
    PropertyType type = bracket <= 0 ? PropertyType.TEXT : PropertyType.parse(header.substring(bracket + 1, header.length() - 1));
    Optional<Property> known = state.property(name);
    if (known.isPresent() && known.get().id() < 0) {
      boolean same = new CellSource(state, known.get()).typeName().equals(type.json());
      return same ? Optional.empty() : Optional.of(new ValueColumn(place, header, name, type, null, state));
    }
    if (known.isPresent() && known.get().type() != type) {
      throw new RefusedException(ErrorCode.NAME_TAKEN,
          "the property \"" + name + "\" is of type " + known.get().type().json() + ", not " + type.json());
    }
    return Optional.of(new ValueColumn(place, header, name, type, known.orElse(null), state));
  }

  private static String brief(String text) {
    return text.length() <= 80 ? text : text.substring(0, 79) + "…";
  }
}
