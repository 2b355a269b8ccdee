package panoptic.transfer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.project.Column;
import panoptic.project.Dictionary;
import panoptic.project.ProjectState;

/// The columns of a typed table: `id`, `sha1` and `path`, then those of the properties. docs/formats/values-typed.md.
final class TableColumns {
  private static final long MILLIS = 1000;

  private final ProjectState state;
  private final List<TableColumn> columns = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  private TableColumns(ProjectState state) {
    this.state = state;
  }

  static List<TableColumn> of(ProjectState state, ExportSpec spec) {
    var out = new TableColumns(state);
    var paths = new KeyWriter(state, spec.key() == ExportKey.ID ? ExportKey.PATH : spec.key());
    out.add("id", TableColumn.Type.WHOLE, (i, c) -> c.put(state.instanceId(i)));
    out.add("sha1", TableColumn.Type.TEXT, (i, c) -> c.put(state.sha1(state.imageOf(i)).toString()));
    out.add("path", TableColumn.Type.TEXT, (i, c) -> c.put(paths.path(i)));
    spec.properties().forEach(out::property);
    return List.copyOf(out.columns);
  }

  /// Adds a column under a name that no other has, whatever the case of its letters.
  private void add(String wanted, TableColumn.Type type, TableColumn.Filling filling) {
    String name = wanted;
    for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
      name = wanted + " (" + n + ")";
    }
    columns.add(new TableColumn(name, type, filling));
  }

  private void property(Property property) {
    var source = new CellSource(state, property);
    String name = property.name();
    switch (source.kind()) {
      case TEXT -> add(name, TableColumn.Type.TEXT, text(source));
      case WHOLE -> add(name, TableColumn.Type.WHOLE, cell(source));
      case NUMBER -> add(name, TableColumn.Type.NUMBER, cell(source));
      case CHECKBOX -> add(name, TableColumn.Type.CHECKBOX, cell(source));
      case DATE -> {
        add(name, TableColumn.Type.MOMENT, date(source, (d, c) -> c.put(d.seconds() * MILLIS)));
        add(name + " (iso)", TableColumn.Type.TEXT, date(source, (d, c) -> c.put(d.toString())));
      }
      case TAGS -> {
        boolean several = property.type() == PropertyType.MULTI_TAGS;
        add(name, several ? TableColumn.Type.TEXTS : TableColumn.Type.TEXT, tags(source, several));
      }
    }
  }

  private static TableColumn.Filling cell(CellSource source) {
    return (i, c) -> {
      long cell = source.cell(i);
      if (cell == Column.NONE) {
        c.none();
      } else {
        c.put(cell);
      }
    };
  }

  private interface DateFilling {
    void add(PartialDate date, TableColumn into);
  }

  private static TableColumn.Filling date(CellSource source, DateFilling filling) {
    return (i, c) -> {
      long cell = source.cell(i);
      if (cell == Column.NONE) {
        c.none();
      } else {
        filling.add(source.date(cell), c);
      }
    };
  }

  private static TableColumn.Filling text(CellSource source) {
    Dictionary texts = source.texts();
    if (texts == null) {
      return (i, c) -> {
        String text = source.text(i);
        if (text == null) {
          c.none();
        } else {
          c.put(text);
        }
      };
    }
    return (i, c) -> {
      long code = source.cell(i);
      if (code == Column.NONE) {
        c.none();
      } else {
        texts.test((int) code, (utf8, from, to) -> { // copies it from where it lies
          c.put(utf8, from, to);
          return true;
        });
      }
    };
  }

  private static TableColumn.Filling tags(CellSource source, boolean several) {
    TagLists lists = source.tags();
    byte[][] names = lists.tags().stream().map(t -> t.name().getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    return (i, c) -> {
      int row = source.row(i);
      int from = lists.from(row);
      int to = lists.to(row);
      if (from == to) {
        c.none();
      } else if (several) {
        for (int at = from; at < to; at++) {
          c.element(names[lists.tag(at)]);
        }
        c.endList();
      } else {
        c.put(names[lists.tag(from)]);
      }
    };
  }
}
