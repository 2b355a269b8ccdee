package panoptic.pluginhost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.pluginprotocol.Fields;
import panoptic.pluginprotocol.Tree;
import panoptic.project.ProjectState;

/// Values of one state, some thousand at a time: property by property, within one by rising row of its table.
final class ValuePages implements Cursors.Cursor {
  private record Part(Property property, RoaringBitmap rows) {
  }

  private final ProjectState state;
  private final List<Part> parts;
  private final int limit;
  private int part;
  private PeekableIntIterator rows = new RoaringBitmap().getIntIterator();
  private @Nullable Map<String, @Nullable Object> waiting;

  private ValuePages(ProjectState state, List<Part> parts, int limit) {
    this.state = state;
    this.parts = parts;
    this.limit = limit;
    waiting = find();
  }

  /// Begins with the values that a read asks for: of properties, of owners (`owners`, null for no filter), or what passes both, as `match` says.
  static ValuePages of(ProjectState state, PropertyMode mode, Tree params, @Nullable RoaringBitmap owners, int limit) {
    int[] ids = Filters.ints(params.get("propertyIds"));
    List<Property> asked = new ArrayList<>();
    for (int id : ids) {
      state.property(id).filter(p -> p.mode() == mode).ifPresent(asked::add);
    }
    List<Property> made = state.properties().stream().filter(p -> p.mode() == mode).toList();
    RoaringBitmap all = (mode == PropertyMode.IMAGE ? state.images() : state.instances()).rows();
    RoaringBitmap some = owners == null ? all : RoaringBitmap.and(owners, all);
    var parts = new ArrayList<Part>();
    if (ids.length == 0) {
      made.forEach(p -> parts.add(new Part(p, some)));
    } else if (owners == null || Filters.isAll(params)) {
      asked.forEach(p -> parts.add(new Part(p, some)));
    } else {
      asked.forEach(p -> parts.add(new Part(p, all)));
      made.stream().filter(p -> !asked.contains(p)).forEach(p -> parts.add(new Part(p, some)));
    }
    return new ValuePages(state, parts, limit);
  }

  @Override
  public Map<String, @Nullable Object> page() {
    var values = new ArrayList<Map<String, @Nullable Object>>();
    for (Map<String, @Nullable Object> v = waiting; v != null; v = waiting) {
      if (values.size() == limit) {
        break;
      }
      values.add(v);
      waiting = find();
    }
    return Fields.of("values", values).tree();
  }

  @Override
  public boolean isAtEnd() {
    return waiting == null;
  }

  /// Finds the next value, which is none after the last.
  private @Nullable Map<String, @Nullable Object> find() {
    while (true) {
      while (!rows.hasNext()) {
        if (part == parts.size()) {
          return null;
        }
        Part next = parts.get(part++);
        RoaringBitmap valued = next.property().id() < 0 ? next.rows() : RoaringBitmap.and(next.rows(), state.valued(next.property()));
        rows = valued.getIntIterator();
      }
      Property property = parts.get(part - 1).property();
      int row = rows.next();
      Value value = state.value(property, row);
      if (value != null) {
        Fields out = Fields.of("propertyId", property.id());
        return (property.mode() == PropertyMode.IMAGE
            ? out.and("sha1", state.sha1(row).toString())
            : out.and("instanceId", state.instanceId(row))).and("value", ValueFormat.json(value)).tree();
      }
    }
  }
}
