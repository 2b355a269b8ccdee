package panoptic.query;

import com.google.re2j.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import panoptic.model.Computed;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Sha1;
import panoptic.model.Value;
import panoptic.project.Dictionary;
import panoptic.project.ProjectState;

/// Makes conditions into questions that are asked of cells, for all properties but those of tags. What is returned may be asked by several threads.
final class CellTests {
  private final ProjectState state;
  private final Instant now;

  CellTests(ProjectState state, Instant now) {
    this.state = state;
    this.now = now;
  }

  /// Returns what tells whether a cell of a property passes; for the extension, a cell of the file name.
  LongPredicate of(Property p, Operator op, Operand operand) {
    return switch (p.type()) {
      case NUMBER, SIZE, ID, FOLDER -> {
        DoublePredicate test = numbers(op, operand);
        boolean bits = p.id() > 0 || p.id() == Computed.LATITUDE || p.id() == Computed.LONGITUDE;
        yield bits ? cell -> test.test(Double.longBitsToDouble(cell)) : test::test;
      }
      case TEXT, URL, PATH, IMAGE_LINK -> {
        Predicate<String> test = texts(p, op, operand);
        boolean ofNames = p.id() == Computed.EXTENSION;
        Dictionary texts = state.texts(ofNames ? Computed.NAME : p.id());
        yield new OncePerCode(texts.size(),
            ofNames ? code -> state.extension(code) instanceof Value.Text e && test.test(e.text()) : code -> test.test(texts.get(code)));
      }
      case DATE, COLOR, CHECKBOX, HASH -> {
        Predicate<Value> test = values(p, op, operand);
        yield cell -> test.test(Objects.requireNonNull(state.valueOf(p, cell)));
      }
      case TAG, MULTI_TAGS -> throw new IllegalArgumentException("tags have no cells");
    };
  }

  /// Returns what tells whether a value passes, of properties whose values are no numbers.
  Predicate<Value> values(Property p, Operator op, Operand operand) {
    return switch (p.type()) {
      case DATE -> {
        Predicate<PartialDate> test = dates(op, operand);
        yield v -> test.test(date(v));
      }
      case COLOR, CHECKBOX -> switch (op) {
        case IS_SET -> _ -> true;
        case IS_TRUE -> v -> ((Value.Checkbox) v).checked();
        case EQUAL, IN -> asked(operand)::contains;
        default -> throw no(p, op);
      };
      case TEXT, URL, PATH, IMAGE_LINK, HASH -> {
        Predicate<String> test = texts(p, op, operand);
        yield v -> test.test(text(v));
      }
      case NUMBER, SIZE, ID, FOLDER, TAG, MULTI_TAGS -> throw no(p, op);
    };
  }

  private static DoublePredicate numbers(Operator op, Operand operand) {
    if (op == Operator.IS_SET) {
      return _ -> true;
    }
    double[] asked = asked(operand).stream().mapToDouble(v -> ((Value.Number) v).number()).toArray();
    double first = asked[0];
    double last = asked[asked.length - 1];
    return switch (op) {
      case EQUAL, IN -> v -> {
        for (double a : asked) {
          if (Double.compare(v, a) == 0) {
            return true;
          }
        }
        return false;
      };
      case LOWER -> v -> v < first;
      case LEQ -> v -> v <= first;
      case GREATER -> v -> v > first;
      case GEQ -> v -> v >= first;
      case BETWEEN -> v -> v >= first && v <= last;
      default -> throw new IllegalArgumentException(op + " is not asked of numbers");
    };
  }

  private Predicate<PartialDate> dates(Operator op, Operand operand) {
    if (op == Operator.IS_SET) {
      return _ -> true;
    }
    if (operand instanceof Operand.Last last) {
      return Dates.last(last.step(), now);
    }
    List<PartialDate> asked = asked(operand).stream().map(CellTests::date).toList();
    PartialDate first = asked.getFirst();
    return switch (op) {
      case EQUAL, IN -> {
        List<Predicate<PartialDate>> each = asked.stream().map(Dates::within).toList();
        yield d -> each.stream().anyMatch(e -> e.test(d));
      }
      case LOWER -> Dates.before(first);
      case LEQ -> Dates.notAfter(first);
      case GREATER -> Dates.after(first);
      case GEQ -> Dates.notBefore(first);
      case BETWEEN -> Dates.notBefore(first).and(Dates.notAfter(asked.getLast()));
      default -> throw new IllegalArgumentException(op + " is not asked of dates");
    };
  }

  private static Predicate<String> texts(Property p, Operator op, Operand operand) {
    if (op == Operator.IS_SET) {
      return _ -> true;
    }
    List<String> asked = asked(operand).stream().map(CellTests::text).toList();
    String folded = Folding.fold(asked.getFirst());
    return switch (op) {
      case EQUAL, IN -> {
        Function<String, String> form = p.type() == PropertyType.TEXT ? Folding::fold : Function.identity();
        Set<String> all = asked.stream().map(form).collect(Collectors.toSet());
        yield t -> all.contains(form.apply(t));
      }
      case STARTS_WITH -> t -> Folding.fold(t).startsWith(folded);
      case LIKE -> t -> Folding.fold(t).contains(folded);
      case REGEX -> {
        Pattern pattern = Regex.compile(asked.getFirst());
        yield t -> pattern.matcher(t).find();
      }
      default -> throw no(p, op);
    };
  }

  /// Returns the sha1s that are asked for, but those that are none.
  static List<Sha1> sha1s(Operand operand) {
    return asked(operand).stream().map(CellTests::text).filter(t -> t.matches("[0-9a-f]{40}")).map(Sha1::parse).toList();
  }

  private static List<Value> asked(Operand operand) {
    return operand instanceof Operand.Many many ? many.values() : List.of(((Operand.One) operand).value());
  }

  private static IllegalArgumentException no(Property p, Operator op) {
    return new IllegalArgumentException(op + " is not asked of the type " + p.type());
  }

  private static String text(Value v) {
    return ((Value.Text) v).text();
  }

  private static PartialDate date(Value v) {
    return ((Value.Date) v).date();
  }
}
