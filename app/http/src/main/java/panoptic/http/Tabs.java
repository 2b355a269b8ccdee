package panoptic.http;

import java.nio.file.Path;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;

/// The tabs of a project: saved views with their display state, of a person or shared with all who work on the project.
///
/// A tab is never deleted: each person has it open or closed, where she wants it in her strip. What somebody changes in a shared tab is her *draft* until she
/// saves it for all. `edition` counts what all see of a tab; whoever saves on top of an edition that she has not seen is told whose it was, and the later stands.
/// Views and display states are kept as they come. Any thread may use it.
public final class Tabs {
  static final int MOST = 1_000;
  static final int MOST_NAME = 200;
  /// What a view, or a display state, may have as JSON.
  static final int MOST_BYTES = 256 << 10;
  private static final double CLOSEST = 1e-6;

  private final TabFiles files;
  private final InstantSource clock;
  private @Nullable Map<Integer, Map<String, @Nullable Object>> loaded;

  /// `folder` is that of the tabs, in the project's.
  public Tabs(Disk disk, Path folder, InstantSource clock) {
    files = new TabFiles(disk, folder);
    this.clock = clock;
  }

  /// Who looks at tabs: a person, and which keys are people who work here. The private tab of somebody who does not (the project came from elsewhere) is
  /// anybody's: closed, and whoever opens it owns it.
  record Viewer(Person person, Predicate<String> worksHere) {}

  /// A tab as somebody sees it. `overtook` is who saved the edition that was not seen; null where there was none.
  record Seen(Map<String, Object> document, boolean shared, @Nullable Object overtook) {}

  /// Returns the tabs that somebody may see, without views: first those open in her strip, in its order.
  synchronized List<Map<String, Object>> list(Viewer viewer) {
    return strip(viewer).stream().map(id -> line(id, of(id), viewer)).toList();
  }

  /// Returns a whole tab. Refused with `UNKNOWN` where there is none, or it is another's.
  synchronized Seen get(int id, Viewer viewer) {
    return seen(id, find(id, viewer), viewer, null);
  }

  /// Makes a tab behind all of somebody's, or right behind one of them.
  synchronized Seen add(Json wanted, Viewer viewer) {
    if (all().size() >= MOST) {
      throw new RefusedException(ErrorCode.INVALID, "a project has at most " + MOST + " tabs, closed ones included");
    }
    var tab = new LinkedHashMap<String, @Nullable Object>();
    tab.put("name", name(wanted.get("name")));
    tab.put("owner", person(viewer.person()));
    tab.put("shared", wanted.has("shared") && wanted.get("shared").bool());
    tab.put("edition", 1L);
    tab.put("by", person(viewer.person()));
    tab.put("view", object(wanted.get("view")));
    tab.put("display", object(wanted.get("display")));
    List<Integer> strip = strip(viewer);
    int after = wanted.get("after").isNull() ? 0 : wanted.get("after").integer();
    int at = strip.indexOf(after);
    int id = files.next();
    setPlace(tab, viewer, between(strip, at < 0 ? strip.size() : at + 1, viewer));
    keep(id, tab);
    return seen(id, tab, viewer, null);
  }

  /// Changes what is named of a tab. Refused with `NOT_PERMITTED` where another's tab would become private.
  synchronized Seen change(int id, Json wanted, Viewer viewer) {
    Map<String, @Nullable Object> old = find(id, viewer);
    Map<String, @Nullable Object> tab = copy(old);
    boolean saved = false;
    if (wanted.has("name")) {
      tab.put("name", name(wanted.get("name")));
      saved = true;
    }
    if (wanted.has("shared")) {
      boolean shared = wanted.get("shared").bool();
      if (!shared && isShared(old) && !isOwner(old, viewer)) {
        throw new RefusedException(ErrorCode.NOT_PERMITTED, "only who made a shared tab can make it private");
      }
      tab.put("shared", shared);
      saved = true;
    }
    Map<String, @Nullable Object> mine = part(tab, viewer);
    for (String key : List.of("view", "display")) {
      if (wanted.has(key)) {
        tab.put(key, object(wanted.get(key)));
        mine.remove("draft");
        saved = true;
      }
    }
    if (wanted.has("draft")) {
      if (wanted.get("draft").isNull()) {
        mine.remove("draft");
      } else {
        mine.put("draft", draft(wanted.get("draft")));
      }
    }
    if (wanted.has("open")) {
      boolean open = wanted.get("open").bool();
      mine.put("open", open);
      if (open && !isShared(old) && !isOwner(old, viewer)) {
        tab.put("owner", person(viewer.person()));
      }
    }
    Object overtook = null;
    if (saved) {
      long edition = edition(old);
      overtook = wanted.get("edition").isNull() || wanted.get("edition").longInteger() >= edition ? null : old.get("by");
      tab.put("edition", edition + 1);
      tab.put("by", person(viewer.person()));
    }
    putPart(tab, viewer, mine);
    if (wanted.has("before")) {
      int before = wanted.get("before").integer();
      List<Integer> others = strip(viewer).stream().filter(other -> other != id).toList();
      int at = others.indexOf(before);
      setPlace(tab, viewer, between(others, at < 0 ? others.size() : at, viewer));
    }
    keep(id, tab);
    return seen(id, tab, viewer, overtook);
  }

  // ---- the strip of a person

  /// Ids of the tabs that somebody may see: those open in her strip, then the closed ones.
  private List<Integer> strip(Viewer viewer) {
    Comparator<Integer> closedLast = Comparator.comparing(id -> !isOpen(of(id), viewer));
    Comparator<Integer> byPlace = Comparator.comparingDouble(id -> place(id, viewer));
    return all().keySet().stream().filter(id -> sees(of(id), viewer))
        .sorted(closedLast.thenComparing(byPlace).thenComparing(Comparator.naturalOrder())).toList();
  }

  /// A tab that nobody has moved stands where its id puts it.
  private double place(int id, Viewer viewer) {
    return part(of(id), viewer).get("place") instanceof Number n ? n.doubleValue() : id;
  }

  /// Returns a place before the tab at an index of a strip; where there is no room left between two, makes room.
  private double between(List<Integer> strip, int at, Viewer viewer) {
    List<Integer> open = strip.stream().filter(id -> isOpen(of(id), viewer)).toList();
    int index = Math.min(at, open.size());
    if (open.isEmpty()) {
      return 1;
    }
    if (index == open.size()) {
      return place(open.getLast(), viewer) + 1;
    }
    double high = place(open.get(index), viewer);
    double low = index == 0 ? high - 2 : place(open.get(index - 1), viewer);
    if (high - low < CLOSEST) {
      for (int i = 0; i < open.size(); i++) {
        Map<String, @Nullable Object> tab = copy(of(open.get(i)));
        setPlace(tab, viewer, i + 1.0);
        keep(open.get(i), tab);
      }
      return index + 0.5;
    }
    return (low + high) / 2;
  }

  private static void setPlace(Map<String, @Nullable Object> tab, Viewer viewer, double place) {
    Map<String, @Nullable Object> mine = part(tab, viewer);
    mine.put("place", place);
    putPart(tab, viewer, mine);
  }

  // ---- what a tab is to somebody

  private static boolean isShared(Map<String, @Nullable Object> tab) {
    return Boolean.TRUE.equals(tab.get("shared"));
  }

  private static String owner(Map<String, @Nullable Object> tab) {
    return tab.get("owner") instanceof Map<?, ?> owner && owner.get("key") instanceof String key ? key : "";
  }

  private static boolean isOwner(Map<String, @Nullable Object> tab, Viewer viewer) {
    return owner(tab).equals(viewer.person().key());
  }

  private static boolean sees(Map<String, @Nullable Object> tab, Viewer viewer) {
    return isShared(tab) || isOwner(tab, viewer) || !viewer.worksHere().test(owner(tab));
  }

  private static boolean isOpen(Map<String, @Nullable Object> tab, Viewer viewer) {
    return part(tab, viewer).get("open") instanceof Boolean open ? open : isShared(tab) || isOwner(tab, viewer);
  }

  private static long edition(Map<String, @Nullable Object> tab) {
    return tab.get("edition") instanceof Number n ? n.longValue() : 1;
  }

  /// Returns a copy of what a tab keeps for somebody alone.
  private static Map<String, @Nullable Object> part(Map<String, @Nullable Object> tab, Viewer viewer) {
    return copy(copy(tab.get("people")).get(viewer.person().key()));
  }

  private static void putPart(Map<String, @Nullable Object> tab, Viewer viewer, Map<String, @Nullable Object> mine) {
    Map<String, @Nullable Object> people = copy(tab.get("people"));
    people.put(viewer.person().key(), mine);
    tab.put("people", people);
  }

  private static Map<String, Object> line(int id, Map<String, @Nullable Object> tab, Viewer viewer) {
    Map<String, @Nullable Object> mine = part(tab, viewer);
    return Exchange.document("id", id, "name", String.valueOf(tab.get("name")), "owner", tab.get("owner"), "mine", isOwner(tab, viewer),
        "shared",
        isShared(tab), "open", isOpen(tab, viewer), "differs", mine.get("draft") != null, "edition", edition(tab), "by", tab.get("by"));
  }

  private static Seen seen(int id, Map<String, @Nullable Object> tab, Viewer viewer, @Nullable Object overtook) {
    Map<String, Object> document = line(id, tab, viewer);
    document.put("view", copy(tab.get("view")));
    document.put("display", copy(tab.get("display")));
    Object draft = part(tab, viewer).get("draft");
    if (draft != null) {
      document.put("draft", draft);
    }
    if (overtook != null) {
      document.put("overtook", overtook);
    }
    return new Seen(document, isShared(tab), overtook);
  }

  private Map<String, @Nullable Object> find(int id, Viewer viewer) {
    return Optional.ofNullable(all().get(id)).filter(tab -> sees(tab, viewer))
        .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no such tab, or it is somebody else's"));
  }

  private Map<String, @Nullable Object> of(int id) {
    return Objects.requireNonNull(all().get(id));
  }

  private Map<Integer, Map<String, @Nullable Object>> all() {
    Map<Integer, Map<String, @Nullable Object>> known = loaded;
    if (known == null) {
      known = new TreeMap<>(files.load());
      loaded = known;
    }
    return known;
  }

  private void keep(int id, Map<String, @Nullable Object> tab) {
    tab.put("at", clock.instant().toString());
    files.keep(id, tab);
    all().put(id, tab);
  }

  // ---- what comes in

  private static String name(Json json) {
    String name = Normalizer.normalize(json.string(), Normalizer.Form.NFC).strip();
    if (name.isEmpty() || name.length() > MOST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw json.refuse("the name of a tab has 1 to " + MOST_NAME + " characters, in one line");
    }
    return name;
  }

  private static Map<String, @Nullable Object> draft(Json json) {
    json.only(Set.of("view", "display"));
    var draft = new LinkedHashMap<String, @Nullable Object>();
    draft.put("view", object(json.get("view")));
    draft.put("display", object(json.get("display")));
    return draft;
  }

  private static Map<String, @Nullable Object> object(Json json) {
    if (!json.isNull() && !json.isObject()) {
      throw json.refuse("takes an object");
    }
    Map<String, @Nullable Object> object = copy(json.value());
    if (JsonText.write(object).length() > MOST_BYTES) {
      throw json.refuse("a tab keeps at most " + MOST_BYTES + " characters of it");
    }
    return object;
  }

  private static Map<String, Object> person(Person person) {
    return Exchange.document("key", person.key(), "name", person.name());
  }

  private static Map<String, @Nullable Object> copy(@Nullable Object map) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    if (map instanceof Map<?, ?> found) {
      found.forEach((key, value) -> out.put(String.valueOf(key), value));
    }
    return out;
  }
}
