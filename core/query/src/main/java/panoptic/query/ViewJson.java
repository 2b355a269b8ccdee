package panoptic.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.project.ProjectState;
import panoptic.query.GroupBy.By;

/// A view from and to a tree of JSON, as `docs/formats/view-spec.md` specifies. Null at a key is as good as no key.
public final class ViewJson {
  private final Names names;

  private ViewJson(ProjectState state) {
    this.names = new Names(state);
  }

  /// Reads a view of a project. Refuses what is wrong in it, points at the place, and leaves nothing unread.
  public static View parse(ProjectState state, Json json) {
    return new ViewJson(state).view(json);
  }

  /// Returns the tree that [#parse] reads back to an equal view: all by id, defaults left out.
  public static Map<String, Object> write(View view) {
    var out = new LinkedHashMap<String, Object>();
    out.put("mode", Choice.json(view.mode()));
    if (!view.folders().isEmpty()) {
      out.put("folders", view.folders());
    }
    if (!view.text().isEmpty()) {
      out.put("text", view.text());
    }
    if (!view.filter().equals(View.ALL.filter())) {
      out.put("filter", FilterJson.write(view.filter()));
    }
    if (!view.sort().isEmpty()) {
      out.put("sort", view.sort().stream().map(ViewJson::write).toList());
    }
    if (!view.group().isEmpty()) {
      out.put("group", view.group().stream().map(ViewJson::write).toList());
    }
    return out;
  }

  private static Map<String, Object> write(SortBy s) {
    return Map.of("property", s.propertyId(), "direction", Choice.json(s.direction()), "empty", Choice.json(s.empty()));
  }

  private static Map<String, Object> write(GroupBy g) {
    var out = new LinkedHashMap<String, Object>();
    out.put("property", g.propertyId());
    out.put("by", Choice.json(g.by()));
    if (g.step() != null) {
      out.put("step", StepJson.write(g.step()));
    }
    out.put("order", Choice.json(g.order()));
    out.put("direction", Choice.json(g.direction()));
    out.put("empty", Choice.json(g.empty()));
    return out;
  }

  private View view(Json json) {
    json.only(Set.of("mode", "folders", "text", "filter", "sort", "group"));
    return new View(
        choice(json, "mode", View.Mode.values(), View.Mode.INSTANCES),
        json.get("folders").list(names::folder),
        json.get("text").isNull() ? "" : json.get("text").string(),
        json.get("filter").isNull() ? View.ALL.filter() : new FilterJson(names).parse(json.get("filter")),
        json.get("sort").list(this::sort),
        json.get("group").list(this::group));
  }

  private SortBy sort(Json json) {
    refuseResult(json);
    json.only(Set.of("property", "direction", "empty"));
    return new SortBy(
        names.property(json.get("property")).id(),
        choice(json, "direction", Direction.values(), Direction.ASC),
        choice(json, "empty", Empty.values(), Empty.LAST));
  }

  private GroupBy group(Json json) {
    refuseResult(json);
    json.only(Set.of("property", "step", "by", "order", "direction", "empty"));
    Property p = names.property(json.get("property"));
    List<By> choices = by(p.type());
    By by = choice(json, "by", choices.toArray(By[]::new), choices.getFirst());
    var order = choice(json, "order", GroupBy.Order.values(), GroupBy.Order.VALUE);
    Direction natural = order == GroupBy.Order.SIZE ? Direction.DESC : Direction.ASC;
    return new GroupBy(p.id(), by, step(json.get("step"), p), order,
        choice(json, "direction", Direction.values(), natural),
        choice(json, "empty", Empty.values(), Empty.LAST));
  }

  private static List<By> by(PropertyType type) {
    return switch (type) {
      case TAG, MULTI_TAGS -> List.of(By.TAG, By.TOP);
      case FOLDER -> List.of(By.FOLDER, By.TREE);
      case TEXT, URL, PATH, IMAGE_LINK, HASH -> List.of(By.VALUE, By.FIRST_LETTER);
      case NUMBER, DATE, COLOR, CHECKBOX, ID, SIZE -> List.of(By.VALUE);
    };
  }

  private static @Nullable Step step(Json json, Property p) {
    if (json.isNull()) {
      return null;
    }
    return switch (p.type()) {
      case NUMBER, SIZE, ID -> StepJson.ofNumbers(json);
      case DATE -> StepJson.ofDates(json);
      default -> throw json.refuse("numbers and dates have steps, not \"" + p.name() + "\" of type " + p.type().json());
    };
  }

  private static void refuseResult(Json json) {
    if (json.has("result")) {
      throw FilterJson.noResults(json.get("result"));
    }
    if (!json.has("property")) {
      throw json.refuse(ErrorCode.INVALID, "takes a \"property\"");
    }
  }

  private static <E extends Enum<E>> E choice(Json json, String key, E[] choices, E otherwise) {
    return json.get(key).isNull() ? otherwise : Choice.parse(json.get(key), choices);
  }
}
