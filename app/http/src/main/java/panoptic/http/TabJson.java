package panoptic.http;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import panoptic.model.Json;
import panoptic.project.TabChange;
import panoptic.project.TabContent;
import panoptic.project.TabView;

/// Tabs as JSON, both ways.
final class TabJson {
  /// What a view, or a display state, may have as JSON.
  private static final int MOST_CHARACTERS = 256 << 10;

  private TabJson() {}

  /// Writes a tab without what it shows.
  static Map<String, Object> line(TabView tab) {
    return Exchange.document("id", tab.id(), "name", tab.name(), "owner", who(tab.owner()), "mine", tab.isMine(), "shared", tab.isShared(),
        "open",
        tab.isOpen(), "differs", tab.draft() != null, "edition", tab.edition(), "by", who(tab.by()));
  }

  /// Writes a whole tab, and whom its saving overtook.
  static Map<String, Object> whole(TabView tab, TabView.@Nullable Who overtook) {
    Map<String, Object> out = line(tab);
    out.putAll(content(tab.content()));
    if (tab.draft() != null) {
      out.put("draft", content(tab.draft()));
    }
    if (overtook != null) {
      out.put("overtook", who(overtook));
    }
    return out;
  }

  static TabContent content(Json json) {
    return new TabContent(object(json.get("view")), object(json.get("display")));
  }

  static TabChange change(Json json) {
    json.only(Set.of("name", "view", "display", "shared", "draft", "open", "before", "edition"));
    return new TabChange(json.has("name") ? json.get("name").string() : null, bool(json, "shared"),
        json.has("view") ? object(json.get("view")) : null,
        json.has("display") ? object(json.get("display")) : null, json.has("draft") ? draft(json.get("draft")) : null, bool(json, "open"),
        json.has("before") ? json.get("before").integer() : null, json.get("edition").isNull() ? null : json.get("edition").longInteger());
  }

  private static TabChange.Draft draft(Json json) {
    return new TabChange.Draft(json.isNull() ? null : content(json.only(Set.of("view", "display"))));
  }

  private static @Nullable Boolean bool(Json json, String key) {
    return json.has(key) ? json.get(key).bool() : null;
  }

  /// Reads what is kept as it comes; null is an empty object.
  @SuppressWarnings("unchecked") // keys of JSON are texts
  private static Map<String, @Nullable Object> object(Json json) {
    if (json.isNull()) {
      return Map.of();
    }
    if (!json.isObject()) {
      throw json.refuse("takes an object");
    }
    if (JsonText.write(json.value()).length() > MOST_CHARACTERS) {
      throw json.refuse("a tab keeps at most " + MOST_CHARACTERS + " characters of it");
    }
    return (Map<String, @Nullable Object>) Objects.requireNonNull(json.value());
  }

  private static Map<String, Object> content(TabContent content) {
    return Exchange.document("view", content.view(), "display", content.display());
  }

  private static Map<String, Object> who(TabView.Who who) {
    return Exchange.document("key", who.key(), "name", who.name());
  }
}
