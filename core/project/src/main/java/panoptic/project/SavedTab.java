package panoptic.project;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.model.Person;
import panoptic.project.TabView.Who;

/// One tab as it is kept: a JSON object of which the keys of docs/formats/project-folder.md are read, and all others kept. Immutable.
record SavedTab(int id, Map<String, @Nullable Object> document) {

  SavedTab with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> next = copy(document);
    next.put(key, value);
    return new SavedTab(id, next);
  }

  /// Sets what the tab keeps for somebody alone; null takes it away.
  SavedTab withHers(Person person, String key, @Nullable Object value) {
    Map<String, @Nullable Object> people = copy(document.get("people"));
    Map<String, @Nullable Object> hers = copy(people.get(person.key()));
    hers.put(key, value);
    hers.values().removeIf(v -> v == null);
    people.put(person.key(), hers);
    return with("people", people);
  }

  String name() {
    return String.valueOf(document.get("name"));
  }

  boolean isShared() {
    return Boolean.TRUE.equals(document.get("shared"));
  }

  boolean isOf(Person person) {
    return owner().key().equals(person.key());
  }

  Who owner() {
    return who("owner");
  }

  /// Who saved last what all see of it.
  Who by() {
    return who("by");
  }

  long edition() {
    return document.get("edition") instanceof Number n ? n.longValue() : 1;
  }

  TabContent content() {
    return content(document);
  }

  /// A tab that nobody has moved stands where its id puts it.
  double place(Person person) {
    return hers(person, "place") instanceof Number n ? n.doubleValue() : id;
  }

  boolean isOpen(Person person) {
    return hers(person, "open") instanceof Boolean open ? open : isShared() || isOf(person);
  }

  @Nullable TabContent draft(Person person) {
    return hers(person, "draft") instanceof Map<?, ?> draft ? content(draft) : null;
  }

  static Map<String, @Nullable Object> json(TabContent content) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("view", content.view());
    out.put("display", content.display());
    return out;
  }

  static Map<String, @Nullable Object> json(Person person) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("key", person.key());
    out.put("name", person.name());
    return out;
  }

  private @Nullable Object hers(Person person, String key) {
    return document.get("people") instanceof Map<?, ?> people && people.get(person.key()) instanceof Map<?, ?> hers ? hers.get(key) : null;
  }

  private Who who(String key) {
    return document.get(key) instanceof Map<?, ?> who && who.get("key") instanceof String k && who.get("name") instanceof String name
        ? new Who(k, name)
        : new Who("", "");
  }

  private static TabContent content(Map<?, ?> of) {
    return new TabContent(copy(of.get("view")), copy(of.get("display")));
  }

  private static Map<String, @Nullable Object> copy(@Nullable Object map) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    if (map instanceof Map<?, ?> found) {
      found.forEach((key, value) -> out.put(String.valueOf(key), value));
    }
    return out;
  }
}
