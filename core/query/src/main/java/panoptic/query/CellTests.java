package panoptic.query;

import com.google.re2j.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import panoptic.model.Computed;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Sha1;
import panoptic.model.Tag;
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
  CellTest of(Property p, Operator op, Operand operand) {
    return switch (p.type()) {
      case NUMBER, SIZE, ID, FOLDER -> CellSource.areDoubles(p) ? bits(op, operand) : whole(op, operand);
      case TEXT, URL, PATH, IMAGE_LINK -> codes(p, op, operand);
      case DATE -> dates(p, op, operand);
      case COLOR, CHECKBOX -> {
        Predicate<Value> test = values(p, op, operand);
        long passing = 0;
        for (int cell = 0; cell < (p.type() == PropertyType.COLOR ? Tag.COLORS : 2); cell++) {
          passing |= (test.test(Objects.requireNonNull(state.valueOf(p, cell))) ? 1L : 0) << cell;
        }
        yield new CellTest.Marked(new long[] {passing});
      }
      case HASH -> {
        Predicate<Value> test = values(p, op, operand);
        yield new CellTest.Other(cell -> test.test(Objects.requireNonNull(state.valueOf(p, cell))));
      }
      case TAG, MULTI_TAGS -> throw new IllegalArgumentException("tags have no cells");
    };
  }

  private CellTest codes(Property p, Operator op, Operand operand) {
    boolean ofNames = p.id() == Computed.EXTENSION;
    Dictionary texts = CellSource.texts(state, p);
    if (!ofNames && (op == Operator.LIKE || op == Operator.STARTS_WITH)) {
      var search = new FoldedSearch(Folding.fold(text(asked(operand).getFirst())), op == Operator.STARTS_WITH);
      return new OncePerCode(texts.size(), code -> texts.test(code, search));
    }
    if (!ofNames && op == Operator.REGEX) {
      var matcher = AsciiMatcher.of(Regex.compile(text(asked(operand).getFirst())));
      return new OncePerCode(texts.size(), code -> texts.test(code, matcher));
    }
    Predicate<String> test = texts(p, op, operand);
    return new OncePerCode(texts.size(),
        ofNames ? code -> state.extension(code) instanceof Value.Text e && test.test(e.text()) : code -> test.test(texts.get(code)));
  }

  private static CellTest bits(Operator op, Operand operand) {
    if (op == Operator.IS_SET) {
      return new CellTest.Within(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    double[] asked = numbers(operand);
    double first = asked[0];
    return switch (op) {
      case EQUAL, IN -> {
        long[] bits = DoubleStream.of(asked).mapToLong(Double::doubleToLongBits).distinct().toArray();
        yield bits.length == 1
            ? new CellTest.Within(bits[0], bits[0])
            : new CellTest.Other(cell -> LongStream.of(bits).anyMatch(b -> b == cell));
      }
      case LOWER -> new CellTest.Numbers(Double.NEGATIVE_INFINITY, Math.nextDown(first));
      case LEQ -> new CellTest.Numbers(Double.NEGATIVE_INFINITY, first);
      case GREATER -> new CellTest.Numbers(Math.nextUp(first), Double.POSITIVE_INFINITY);
      case GEQ -> new CellTest.Numbers(first, Double.POSITIVE_INFINITY);
      case BETWEEN -> new CellTest.Numbers(first, asked[1]);
      default -> throw new IllegalArgumentException(op + " is not asked of numbers");
    };
  }

  /// Of whole numbers, which may be asked for by others.
  private static CellTest whole(Operator op, Operand operand) {
    if (op == Operator.IS_SET) {
      return new CellTest.Within(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    double[] asked = numbers(operand);
    long up = (long) Math.ceil(asked[0]);
    long down = (long) Math.floor(asked[0]);
    return switch (op) {
      case EQUAL, IN -> {
        long[] wanted = DoubleStream.of(asked).filter(a -> a == Math.rint(a)).mapToLong(a -> (long) a).distinct().toArray();
        yield wanted.length == 1
            ? new CellTest.Within(wanted[0], wanted[0])
            : new CellTest.Other(cell -> LongStream.of(wanted).anyMatch(w -> w == cell));
      }
      case LOWER -> new CellTest.Within(Long.MIN_VALUE, Math.max(up, Long.MIN_VALUE + 1) - 1);
      case LEQ -> new CellTest.Within(Long.MIN_VALUE, down);
      case GREATER -> new CellTest.Within(Math.min(down, Long.MAX_VALUE - 1) + 1, Long.MAX_VALUE);
      case GEQ -> new CellTest.Within(up, Long.MAX_VALUE);
      case BETWEEN -> new CellTest.Within(up, (long) Math.floor(asked[1]));
      default -> throw new IllegalArgumentException(op + " is not asked of numbers");
    };
  }

  private static double[] numbers(Operand operand) {
    return asked(operand).stream().mapToDouble(v -> ((Value.Number) v).number()).toArray();
  }

  private CellTest dates(Property p, Operator op, Operand operand) {
    if (op == Operator.IS_SET) {
      return new CellTest.Within(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    Optional<CellTest> span = operand instanceof Operand.Last || op == Operator.IN
        ? Optional.empty()
        : Dates.cells(p, op, asked(operand).stream().map(CellTests::date).toList());
    return span.orElseGet(() -> {
      Predicate<PartialDate> test = dates(op, operand);
      return new CellTest.Other(cell -> test.test(date(Objects.requireNonNull(state.valueOf(p, cell)))));
    });
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
