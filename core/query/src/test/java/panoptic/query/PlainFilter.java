package panoptic.query;

import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.DatePrecision;
import panoptic.model.Folder;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.project.ProjectState;

/// What filters and the search box mean, asked of one row and one value at a time. It shares nothing with the engine but the filter as it was read.
final class PlainFilter {
  private static final long HOUR = 3_600;

  private final ProjectState state;
  private final Instant now;

  PlainFilter(ProjectState state, Instant now) {
    this.state = state;
    this.now = now;
  }

  boolean passes(Filter filter, int row) {
    return switch (filter) {
      case Filter.All all -> all.of().stream().allMatch(f -> passes(f, row));
      case Filter.Any any -> any.of().stream().anyMatch(f -> passes(f, row));
      case Filter.Not not -> !passes(not.of(), row);
      case Filter.InSelection selection -> selection.ids().contains(state.instanceId(row));
      case Filter.InView view -> (view.folders().isEmpty() || view.folders().stream().anyMatch(f -> isWithin(state.folderOf(row), f)))
          && words(view.text()).stream().allMatch(word -> hasText(row, word)) && passes(view.of(), row);
      case Filter.Condition c -> passes(c, state.property(c.propertyId()).orElseThrow(), row);
    };
  }

  private boolean passes(Filter.Condition c, Property p, int row) {
    Value has = state.value(p, state.rowOf(p, row));
    if (has == null) {
      return switch (c.op()) {
        case NOT_SET, EQUAL_NOT, NOT_LIKE, CONTAINS_NOT, IS_FALSE -> true;
        default -> false;
      };
    }
    return switch (c.op()) {
      case IS_SET -> true;
      case NOT_SET -> false;
      case EQUAL -> isEqual(p, has, one(c));
      case EQUAL_NOT -> !isEqual(p, has, one(c));
      case IN -> many(c).stream().anyMatch(v -> isEqual(p, has, v));
      case CHANGED_SINCE -> changedSince(state.stamp(p, state.rowOf(p, row)), c.operand());
      case EDITED_BY -> {
        int stamp = state.stamp(p, state.rowOf(p, row));
        yield stamp > 0 && state.authorOf(stamp) == ((Operand.By) c.operand()).personId();
      }
      case LOWER, LEQ, GREATER, GEQ -> compares(c.op(), has, one(c));
      case BETWEEN -> compares(Operator.GEQ, has, many(c).get(0)) && compares(Operator.LEQ, has, many(c).get(1));
      case LAST -> isRecent(((Value.Date) has).date(), ((Operand.Last) c.operand()).step());
      case STARTS_WITH -> folded(text(has)).startsWith(folded(text(one(c))));
      case LIKE -> folded(text(has)).contains(folded(text(one(c))));
      case NOT_LIKE -> !folded(text(has)).contains(folded(text(one(c))));
      case REGEX -> Pattern.compile(text(one(c))).matcher(text(has)).find();
      case CONTAINS_ANY -> found(has, one(c)) > 0;
      case CONTAINS_NOT -> found(has, one(c)) == 0;
      case CONTAINS_ALL -> found(has, one(c)) == ((Value.Tags) one(c)).ids().size();
      case IS_TRUE -> ((Value.Checkbox) has).checked();
      case IS_FALSE -> !((Value.Checkbox) has).checked();
      case WITHIN -> many(c).stream().anyMatch(f -> isWithin((int) ((Value.Number) has).number(), (int) ((Value.Number) f).number()));
    };
  }

  private static Value one(Filter.Condition c) {
    return ((Operand.One) c.operand()).value();
  }

  private static List<Value> many(Filter.Condition c) {
    return ((Operand.Many) c.operand()).values();
  }

  private static String text(Value v) {
    return ((Value.Text) v).text();
  }

  /// Without case and accents; enough for the letters of the tests.
  static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}+", "").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private boolean isEqual(Property p, Value has, Value asked) {
    return switch (has) {
      case Value.Text t when p.type() == PropertyType.TEXT -> folded(t.text()).equals(folded(text(asked)));
      case Value.Date d -> {
        PartialDate q = ((Value.Date) asked).date();
        yield from(d.date(), q) >= from(q, q) && to(d.date(), q) <= to(q, q);
      }
      case Value.Tags t -> {
        List<Integer> wanted = ((Value.Tags) asked).ids();
        yield found(has, asked) == wanted.size() && t.ids().stream().allMatch(id -> wanted.stream().anyMatch(w -> isUnder(state, id, w)));
      }
      case Value.Text _, Value.Number _, Value.Color _, Value.Checkbox _ -> has.equals(asked);
    };
  }

  private long found(Value has, Value asked) {
    return ((Value.Tags) asked).ids().stream().filter(w -> ((Value.Tags) has).ids().stream().anyMatch(id -> isUnder(state, id, w))).count();
  }

  static boolean isUnder(ProjectState s, int tag, int wanted) {
    return s.tag(tag).isPresent()
        && (tag == wanted || s.tag(tag).orElseThrow().parents().stream().anyMatch(parent -> isUnder(s, parent, wanted)));
  }

  private boolean isWithin(int folder, int wanted) {
    return folder != 0 && (folder == wanted || isWithin(state.folder(folder).orElseThrow().parentId(), wanted));
  }

  // ---- numbers and dates

  private static boolean compares(Operator op, Value has, Value asked) {
    if (has instanceof Value.Date d) {
      PartialDate q = ((Value.Date) asked).date();
      return switch (op) {
        case LOWER -> to(d.date(), q) <= from(q, q);
        case LEQ -> to(d.date(), q) <= to(q, q);
        case GREATER -> from(d.date(), q) >= to(q, q);
        default -> from(d.date(), q) >= from(q, q);
      };
    }
    double a = ((Value.Number) has).number();
    double b = ((Value.Number) asked).number();
    return op == Operator.LOWER ? a < b : op == Operator.LEQ ? a <= b : op == Operator.GREATER ? a > b : a >= b;
  }

  /// By the clock of each date's own zone, unless the question has a zone.
  private static long from(PartialDate date, PartialDate asked) {
    return asked.offsetMinutes() == PartialDate.LOCAL ? date.clock().toEpochSecond(ZoneOffset.UTC) : date.start();
  }

  private static long to(PartialDate date, PartialDate asked) {
    return from(date, asked) + date.end() - date.start();
  }

  private boolean isRecent(PartialDate date, Step.OfDates step) {
    var utc = now.atOffset(ZoneOffset.UTC);
    var begin = switch (step.unit()) {
      case YEAR -> utc.minusYears(step.count());
      case MONTH -> utc.minusMonths(step.count());
      case WEEK -> utc.minusWeeks(step.count());
      case DAY -> utc.minusDays(step.count());
      case HOUR -> utc.minusHours(step.count());
      case MINUTE -> utc.minusMinutes(step.count());
      case SECOND -> utc.minusSeconds(step.count());
    };
    boolean isLocal = date.offsetMinutes() == PartialDate.LOCAL;
    return isKnownTo(date, step.unit()) && date.start() <= now.getEpochSecond() + (isLocal ? 14 * HOUR : 0)
        && date.end() > begin.toEpochSecond() - (isLocal ? 12 * HOUR : 0);
  }

  static boolean isKnownTo(PartialDate date, Step.OfDates.Unit unit) {
    DatePrecision least = switch (unit) {
      case YEAR -> DatePrecision.YEAR;
      case MONTH -> DatePrecision.MONTH;
      case WEEK, DAY -> DatePrecision.DAY;
      case HOUR -> DatePrecision.HOUR;
      case MINUTE -> DatePrecision.MINUTE;
      case SECOND -> DatePrecision.SECOND;
    };
    return date.precision().ordinal() >= least.ordinal();
  }

  private boolean changedSince(int stamp, Operand operand) {
    return stamp > 0 && switch (operand) {
      case Operand.SinceSequence s -> stamp > s.sequence();
      case Operand.SinceTime t -> Instant.EPOCH.plus(state.timeOf(stamp), ChronoUnit.MICROS).getEpochSecond() >= t.time().start();
      default -> false;
    };
  }

  // ---- the search box

  /// Words and phrases in quotes; enough for the texts of the tests.
  private static List<String> words(String text) {
    var out = new ArrayList<String>();
    Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(text).results()
        .forEach(m -> out.add(folded(m.group(1) == null ? m.group(2) : m.group(1)).strip()));
    out.removeIf(String::isEmpty);
    return out;
  }

  private boolean hasText(int row, String word) {
    Folder folder = state.folder(state.folderOf(row)).orElseThrow();
    String path = state.folderPath(folder);
    if (folded(path.isEmpty() ? state.fileName(row) : path + "/" + state.fileName(row)).contains(word)) {
      return true;
    }
    var properties = new ArrayList<>(Computed.ALL);
    properties.addAll(state.properties());
    return properties.stream().anyMatch(p -> hasText(p, state.value(p, state.rowOf(p, row)), word));
  }

  private boolean hasText(Property p, @Nullable Value v, String word) {
    return switch (v) {
      case Value.Text t -> (p.type() == PropertyType.TEXT || p.type() == PropertyType.URL) && folded(t.text()).contains(word);
      case Value.Tags t -> t.ids().stream().anyMatch(id -> isNamed(id, word));
      case null, default -> false;
    };
  }

  /// A tag is found by its own name and those of the tags above it.
  private boolean isNamed(int id, String word) {
    return state.tag(id).filter((Tag t) -> folded(t.name()).contains(word) || t.parents().stream().anyMatch(up -> isNamed(up, word)))
        .isPresent();
  }
}
