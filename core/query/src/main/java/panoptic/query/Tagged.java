package panoptic.query;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Property;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.project.ProjectState;

/// Finds the owners of a property's tags, in rows of the property's own table. A tag stands for itself and all below it.
final class Tagged {
  private final ProjectState state;
  private final TagTree tree;
  private final Optional<RoaringBitmap> only;

  /// `only`: the rows that are asked about; empty for all.
  Tagged(StateReader reader, Property property, Optional<RoaringBitmap> only) {
    state = reader.state();
    tree = reader.tags(property.id());
    this.only = only;
  }

  RoaringBitmap by(Operator op, Operand operand) {
    return switch (op) {
      case IS_SET -> all();
      case CONTAINS_ANY -> {
        var out = new RoaringBitmap();
        asked(one(operand)).forEach(tags -> out.or(bearers(tags)));
        yield out;
      }
      case CONTAINS_ALL -> withEach(asked(one(operand)));
      case EQUAL -> exactly(one(operand));
      case IN -> {
        var out = new RoaringBitmap();
        ((Operand.Many) operand).values().forEach(v -> out.or(exactly(v)));
        yield out;
      }
      default -> throw new IllegalArgumentException(op + " is not asked of tags");
    };
  }

  private static Value one(Operand operand) {
    return ((Operand.One) operand).value();
  }

  /// Returns, for each tag asked for, itself and those below it; none for one that was deleted.
  private List<Set<Integer>> asked(Value tags) {
    return ((Value.Tags) tags).ids().stream().map(tree::withDescendants).toList();
  }

  private RoaringBitmap all() {
    return bearers(tree.all().stream().map(Tag::id).toList());
  }

  private RoaringBitmap bearers(Iterable<Integer> tags) {
    var out = new RoaringBitmap();
    for (int id : tags) {
      RoaringBitmap rows = state.uses(id).rows();
      out.or(only.isPresent() ? RoaringBitmap.and(rows, only.get()) : rows);
    }
    return out;
  }

  private RoaringBitmap withEach(List<Set<Integer>> asked) {
    RoaringBitmap out = all();
    asked.forEach(tags -> out.and(bearers(tags)));
    return out;
  }

  /// Returns the owners of all the tags, or of one below each, and of no other.
  private RoaringBitmap exactly(Value tags) {
    List<Set<Integer>> asked = asked(tags);
    RoaringBitmap out = withEach(asked);
    var others = new HashSet<Integer>();
    tree.all().forEach(t -> others.add(t.id()));
    asked.forEach(others::removeAll);
    out.andNot(bearers(others));
    return out;
  }
}
