package panoptic.query;

import com.google.re2j.Pattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import panoptic.model.Computed;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.model.Value;

/// What filters and the search box mean, asked of one instance row after the other: slow and plain, to hold the engine against.
final class PlainConditions {
  private final StateReader reader;
  private final Instant now;

  PlainConditions(StateReader reader, Instant now) {
    this.reader = reader;
    this.now = now;
  }

  IntPredicate of(Filter filter) {
    return switch (filter) {
      case Filter.All all -> {
        List<IntPredicate> parts = all.of().stream().map(this::of).toList();
        yield row -> parts.stream().allMatch(p -> p.test(row));
      }
      case Filter.Any any -> {
        List<IntPredicate> parts = any.of().stream().map(this::of).toList();
        yield row -> parts.stream().anyMatch(p -> p.test(row));
      }
      case Filter.Not not -> of(not.of()).negate();
      case Filter.InView view -> {
        List<Value> folders = view.folders().stream().<Value>map(Value.Number::new).toList();
        IntPredicate within = folders.isEmpty()
            ? _ -> true
            : condition(reader.property(Computed.FOLDER), Operator.WITHIN, new Operand.Many(folders));
        yield within.and(ofText(view.text())).and(of(view.of()));
      }
      case Filter.InSelection selection -> {
        var rows = new BitSet();
        selection.ids().stream().mapToInt(reader.state()::instanceRow).filter(row -> row >= 0).forEach(rows::set);
        yield rows::get;
      }
      case Filter.Condition c -> condition(reader.property(c.propertyId()), c.op(), c.operand());
    };
  }

  private IntPredicate condition(Property p, Operator op, Operand operand) {
    return switch (op) {
      case IS_SET -> has(p, _ -> true);
      case NOT_SET -> has(p, _ -> true).negate();
      case EQUAL -> has(p, equal(p, one(operand)));
      case EQUAL_NOT -> has(p, equal(p, one(operand))).negate();
      case IN -> has(p, in(p, many(operand)));
      case CHANGED_SINCE -> changed(p, since(operand));
      case EDITED_BY -> changed(p, stamp -> reader.state().authorOf(stamp) == ((Operand.By) operand).personId());
      case LOWER -> has(p, measured(operand, sign -> sign < 0, Dates::before));
      case LEQ -> has(p, measured(operand, sign -> sign <= 0, Dates::notAfter));
      case GREATER -> has(p, measured(operand, sign -> sign > 0, Dates::after));
      case GEQ -> has(p, measured(operand, sign -> sign >= 0, Dates::notBefore));
      case BETWEEN -> {
        List<Value> ends = many(operand);
        yield has(p, measured(new Operand.One(ends.getFirst()), sign -> sign >= 0, Dates::notBefore)
            .and(measured(new Operand.One(ends.getLast()), sign -> sign <= 0, Dates::notAfter)));
      }
      case LAST -> {
        Predicate<PartialDate> recent = Dates.last(((Operand.Last) operand).step(), now);
        yield has(p, v -> recent.test(date(v)));
      }
      case STARTS_WITH -> {
        String start = Folding.fold(text(one(operand)));
        yield has(p, v -> Folding.fold(text(v)).startsWith(start));
      }
      case LIKE -> has(p, like(operand));
      case NOT_LIKE -> has(p, like(operand)).negate();
      case REGEX -> {
        Pattern pattern = Regex.compile(text(one(operand)));
        yield has(p, v -> pattern.matcher(text(v)).find());
      }
      case CONTAINS_ANY -> has(p, containsAny(p, one(operand)));
      case CONTAINS_ALL -> has(p, containsAll(p, one(operand)));
      case CONTAINS_NOT -> has(p, containsAny(p, one(operand))).negate();
      case IS_TRUE -> has(p, v -> ((Value.Checkbox) v).checked());
      case IS_FALSE -> has(p, v -> ((Value.Checkbox) v).checked()).negate();
      case WITHIN -> {
        Set<Integer> folders = reader.withSubfolders(many(operand).stream().map(v -> (int) number(v)).toList());
        yield has(p, v -> folders.contains((int) number(v)));
      }
    };
  }

  /// Holds where there is a value and it passes.
  private IntPredicate has(Property p, Predicate<Value> passes) {
    return row -> {
      Value v = reader.value(p, row);
      return v != null && passes.test(v);
    };
  }

  /// Holds where there is a value and the commit that set it passes.
  private IntPredicate changed(Property p, IntPredicate passes) {
    return row -> {
      int stamp = reader.state().stamp(p, reader.state().rowOf(p, row));
      return stamp > 0 && passes.test(stamp) && reader.value(p, row) != null;
    };
  }

  private IntPredicate since(Operand operand) {
    if (operand instanceof Operand.SinceSequence s) {
      return stamp -> stamp > s.sequence();
    }
    long micros = Math.multiplyExact(((Operand.SinceTime) operand).time().start(), 1_000_000L);
    return stamp -> reader.state().timeOf(stamp) >= micros;
  }

  private Predicate<Value> equal(Property p, Value asked) {
    return switch (asked) {
      case Value.Text t when p.type() == PropertyType.TEXT -> {
        String folded = Folding.fold(t.text());
        yield v -> Folding.fold(text(v)).equals(folded);
      }
      case Value.Date d -> {
        Predicate<PartialDate> within = Dates.within(d.date());
        yield v -> within.test(date(v));
      }
      case Value.Tags _ -> exactly(p, asked);
      case Value.Text _, Value.Number _, Value.Color _, Value.Checkbox _ -> asked::equals;
    };
  }

  private Predicate<Value> in(Property p, List<Value> asked) {
    if (p.type() == PropertyType.TEXT) {
      Set<String> folded = new HashSet<>();
      asked.forEach(v -> folded.add(Folding.fold(text(v))));
      return v -> folded.contains(Folding.fold(text(v)));
    }
    if (p.type() != PropertyType.DATE && !p.type().isTags()) {
      return new HashSet<>(asked)::contains;
    }
    List<Predicate<Value>> each = asked.stream().map(a -> equal(p, a)).toList();
    return v -> each.stream().anyMatch(e -> e.test(v));
  }

  private static Predicate<Value> measured(Operand operand, IntPredicate sign, Function<PartialDate, Predicate<PartialDate>> dates) {
    Value asked = one(operand);
    if (asked instanceof Value.Date d) {
      Predicate<PartialDate> passes = dates.apply(d.date());
      return v -> passes.test(date(v));
    }
    double limit = number(asked);
    return v -> sign.test(Double.compare(number(v), limit));
  }

  private static Predicate<Value> like(Operand operand) {
    String part = Folding.fold(text(one(operand)));
    return v -> Folding.fold(text(v)).contains(part);
  }

  private Predicate<Value> containsAny(Property p, Value asked) {
    var wanted = new HashSet<Integer>();
    for (Set<Integer> tag : each(p, asked)) {
      wanted.addAll(tag);
    }
    return v -> tags(v).stream().anyMatch(wanted::contains);
  }

  private Predicate<Value> containsAll(Property p, Value asked) {
    List<Set<Integer>> wanted = each(p, asked);
    return v -> wanted.stream().allMatch(tag -> tags(v).stream().anyMatch(tag::contains));
  }

  /// Holds for owners that have all the tags (or one below each) and no other.
  private Predicate<Value> exactly(Property p, Value asked) {
    var wanted = new HashSet<Integer>();
    for (Set<Integer> tag : each(p, asked)) {
      wanted.addAll(tag);
    }
    return containsAll(p, asked).and(v -> wanted.containsAll(tags(v)));
  }

  /// Returns each tag asked for with those below it; nothing for one that was deleted.
  private List<Set<Integer>> each(Property p, Value asked) {
    TagTree tree = reader.tags(p.id());
    var out = new ArrayList<Set<Integer>>();
    for (int id : tags(asked)) {
      out.add(tree.withDescendants(id));
    }
    return out;
  }

  private static Value one(Operand operand) {
    return ((Operand.One) operand).value();
  }

  private static List<Value> many(Operand operand) {
    return ((Operand.Many) operand).values();
  }

  private static String text(Value v) {
    return ((Value.Text) v).text();
  }

  private static double number(Value v) {
    return ((Value.Number) v).number();
  }

  private static PartialDate date(Value v) {
    return ((Value.Date) v).date();
  }

  private static List<Integer> tags(Value v) {
    return ((Value.Tags) v).ids();
  }

  /// Finds each piece of a text, folded, in file name, relative path, values of type text and url, or names of tags; a tag also on those that bear one below it.
  IntPredicate ofText(String text) {
    List<IntPredicate> all = SearchText.pieces(text).stream().map(this::containing).toList();
    return row -> all.stream().allMatch(p -> p.test(row));
  }

  private IntPredicate containing(String wanted) {
    var properties = new ArrayList<>(reader.state().properties());
    properties.addAll(Computed.ALL);
    var places = new ArrayList<IntPredicate>(List.of(row -> Folding.fold(reader.relativePath(row)).contains(wanted)));
    for (Property p : properties) {
      if (p.type() == PropertyType.TEXT || p.type() == PropertyType.URL) {
        places.add(row -> reader.value(p, row) instanceof Value.Text t && Folding.fold(t.text()).contains(wanted));
      } else if (p.type().isTags()) {
        Set<Integer> named = named(reader.tags(p.id()), wanted);
        if (!named.isEmpty()) {
          places.add(row -> reader.value(p, row) instanceof Value.Tags t && t.ids().stream().anyMatch(named::contains));
        }
      }
    }
    return row -> places.stream().anyMatch(p -> p.test(row));
  }

  private static Set<Integer> named(TagTree tree, String wanted) {
    var out = new HashSet<Integer>();
    for (Tag t : tree.all()) {
      if (Folding.fold(t.name()).contains(wanted)) {
        out.addAll(tree.withDescendants(t.id()));
      }
    }
    return out;
  }
}
