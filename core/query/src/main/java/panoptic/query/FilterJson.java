package panoptic.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import panoptic.model.Json;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Value;
import panoptic.model.ValueFormat;

/// A filter from and to a tree of JSON.
final class FilterJson {
  static final int MAX_DEPTH = 100;
  private static final String IN_SELECTION = "inSelection";
  private static final String IN_RESULT = "inResult";

  private final Names names;

  FilterJson(Names names) {
    this.names = names;
  }

  Filter parse(Json json) {
    return parse(json, 1);
  }

  private Filter parse(Json json, int depth) {
    if (depth > MAX_DEPTH) {
      throw json.refuse("a filter is nested at most " + MAX_DEPTH + " deep");
    }
    if (json.has("all")) {
      return new Filter.All(list(json.only(Set.of("all")).get("all"), depth));
    }
    if (json.has("any")) {
      return new Filter.Any(list(json.only(Set.of("any")).get("any"), depth));
    }
    if (json.has("not")) {
      return new Filter.Not(parse(json.only(Set.of("not")).get("not"), depth + 1));
    }
    if (json.has("view")) {
      return view(json.only(Set.of("view")).get("view").only(Set.of("folders", "text", "filter")), depth);
    }
    json.only(Set.of("property", "op", "value"));
    if (!json.has("op")) {
      throw json.refuse("takes \"all\", \"any\", \"not\", \"view\", or a condition with \"property\", \"op\" and \"value\"");
    }
    return switch (json.get("op").string()) {
      case IN_SELECTION -> selection(json);
      case IN_RESULT -> throw noResults(json.get("op"));
      default -> condition(json);
    };
  }

  /// Reads what of a view tells which instances it shows.
  private Filter.InView view(Json json, int depth) {
    return new Filter.InView(json.get("folders").list(names::folder), json.get("text").isNull() ? "" : json.get("text").string(),
        json.get("filter").isNull() ? View.ALL.filter() : parse(json.get("filter"), depth + 1));
  }

  private List<Filter> list(Json json, int depth) {
    if (!json.isList()) {
      throw json.refuse("takes a list of filters");
    }
    return json.list(f -> parse(f, depth + 1));
  }

  static RuntimeException noResults(Json json) {
    return json.refuse("results come with plugins, and there are no plugins yet");
  }

  private static Filter selection(Json json) {
    if (json.has("property")) {
      throw json.get("property").refuse("inSelection is asked of instances, not of a property");
    }
    Json ids = value(json).only(Set.of("ids")).get("ids");
    if (!ids.isList()) {
      throw ids.refuse("takes a list of ids of instances");
    }
    return new Filter.InSelection(ids.list(Json::integer));
  }

  private Filter condition(Json json) {
    if (!json.has("property")) {
      throw json.refuse("takes a \"property\"");
    }
    Property p = names.property(json.get("property"));
    Operator op = Operator.parse(json.get("op"), p);
    if (op.takes() == Operator.Takes.NOTHING) {
      if (json.has("value") && !json.get("value").isNull()) {
        throw json.get("value").refuse("\"" + op.json() + "\" takes no value");
      }
      return new Filter.Condition(p.id(), op, new Operand.None());
    }
    return new Filter.Condition(p.id(), op, operand(value(json), p, op));
  }

  private static Json value(Json json) {
    if (!json.has("value")) {
      throw json.refuse("\"" + json.get("op").string() + "\" takes a \"value\"");
    }
    return json.get("value");
  }

  private Operand operand(Json json, Property p, Operator op) {
    return switch (op.takes()) {
      case NOTHING -> new Operand.None();
      case VALUE -> new Operand.One(one(json, p));
      case VALUES -> many(json, p);
      case RANGE -> range(json, p);
      case REGEX -> regex(json);
      case PERIOD -> new Operand.Last(StepJson.ofDates(json));
      case SINCE -> since(json);
      case PERSON -> new Operand.By(names.person(json));
      case FOLDERS -> json.isList() ? many(json, p) : new Operand.Many(List.of(one(json, p)));
    };
  }

  private Operand.Many many(Json json, Property p) {
    if (!json.isList()) {
      throw json.refuse("takes a list");
    }
    return new Operand.Many(json.list(v -> one(v, p)));
  }

  private Operand range(Json json, Property p) {
    Operand.Many ends = many(json, p);
    if (ends.values().size() != 2) {
      throw json.refuse("takes a list of two: the lower and the upper end");
    }
    boolean ordered = switch (ends.values().getFirst()) {
      case Value.Date lower -> Dates.isRange(lower.date(), ((Value.Date) ends.values().getLast()).date());
      case Value lower -> ValueFormat.compare(lower, ends.values().getLast()) <= 0;
    };
    if (!ordered) {
      throw json.refuse("the lower end " + ValueFormat.text(ends.values().getFirst()) + " is above the upper end "
          + ValueFormat.text(ends.values().getLast()));
    }
    return ends;
  }

  private static Operand regex(Json json) {
    String pattern = json.string();
    Names.at(json, () -> Regex.compile(pattern));
    if (pattern.isEmpty()) {
      throw json.refuse("an empty regular expression is found everywhere: ask \"isSet\"");
    }
    return new Operand.One(new Value.Text(pattern));
  }

  private static Operand since(Json json) {
    if (json.value() instanceof String s) {
      return new Operand.SinceTime(Names.at(json, () -> PartialDate.parse(s)));
    }
    if (!(json.value() instanceof Number)) {
      throw json.refuse("takes the number of a commit, or a time as text");
    }
    long sequence = json.longInteger();
    if (sequence < 0) {
      throw json.refuse("commits are numbered from 1, not " + sequence);
    }
    return new Operand.SinceSequence(sequence);
  }

  private Value one(Json json, Property p) {
    if (p.type().isTags()) {
      var ids = new TreeSet<Integer>();
      for (Json tag : json.isList() ? json.list() : List.of(json)) {
        ids.add(names.tag(tag, p));
      }
      return new Value.Tags(List.copyOf(ids));
    }
    if (p.type() == PropertyType.FOLDER) {
      return new Value.Number(names.folder(json));
    }
    Value v = Names.at(json, () -> ValueFormat.parse(p.type(), json.value()));
    if (v == null) {
      throw json.refuse("nothing is no value to compare with: ask \"isSet\" or \"notSet\"");
    }
    return v;
  }

  static Map<String, @Nullable Object> write(Filter filter) {
    return switch (filter) {
      case Filter.All all -> Map.of("all", all.of().stream().map(FilterJson::write).toList());
      case Filter.Any any -> Map.of("any", any.of().stream().map(FilterJson::write).toList());
      case Filter.Not not -> Map.of("not", write(not.of()));
      case Filter.InView view -> Map.of("view", Map.of("folders", view.folders(), "text", view.text(), "filter", write(view.of())));
      case Filter.InSelection s -> condition(null, IN_SELECTION, Map.of("ids", s.ids()));
      case Filter.Condition c -> condition(c.propertyId(), c.op().json(), write(c.operand()));
    };
  }

  private static Map<String, @Nullable Object> condition(@Nullable Integer property, String op, @Nullable Object value) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    if (property != null) {
      out.put("property", property);
    }
    out.put("op", op);
    if (value != null) {
      out.put("value", value);
    }
    return out;
  }

  private static @Nullable Object write(Operand operand) {
    return switch (operand) {
      case Operand.None _ -> null;
      case Operand.One one -> ValueFormat.json(one.value());
      case Operand.Many many -> new ArrayList<>(many.values().stream().map(ValueFormat::json).toList());
      case Operand.Last last -> StepJson.write(last.step());
      case Operand.SinceSequence s -> s.sequence();
      case Operand.SinceTime s -> s.time().toString();
      case Operand.By by -> by.personId();
    };
  }
}
