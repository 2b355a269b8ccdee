package panoptic.project;

import java.text.Normalizer;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.project.TabView.Who;
import panoptic.project.spi.TabStore;

/// The tabs of a project: saved views with their display state, of a person or shared with all who work on the project.
///
/// A tab is never deleted: each person has it open or closed, where she wants it in her strip. What somebody changes in a shared tab is her *draft* until she
/// saves it for all. An *edition* counts what all see of a tab; whoever saves on top of an edition that she has not seen is told whose it was, and the later
/// stands. Any thread may use it.
public final class Tabs {
  static final int MOST = 1_000;
  static final int MOST_NAME = 200;
  private static final double CLOSEST = 1e-6;

  private final TabStore store;
  private final InstantSource clock;
  private @Nullable Map<Integer, SavedTab> loaded;

  public Tabs(TabStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Who looks at tabs: a person, and which keys are people who work here. The private tab of somebody who does not (the project came from elsewhere) is
  /// anybody's: closed, and whoever opens it owns it.
  public record Viewer(Person person, Predicate<String> worksHere) {}

  /// What became of a change. `overtook` is who saved the edition that was not seen; null where there was none.
  public record Changed(TabView tab, @Nullable Who overtook) {}

  /// Returns the tabs that somebody may see: first those open in her strip, in its order.
  public synchronized List<TabView> list(Viewer viewer) {
    return strip(viewer).stream().map(tab -> view(tab, viewer)).toList();
  }

  /// Returns one tab. Refused with `UNKNOWN` where there is none, or it is another's.
  public synchronized TabView get(int id, Viewer viewer) {
    return view(find(id, viewer), viewer);
  }

  /// Makes a tab right behind the tab `after` of somebody's strip; where there is none such, behind all of them.
  public synchronized TabView add(String name, TabContent content, boolean shared, int after, Viewer viewer) {
    if (all().size() >= MOST) {
      throw new RefusedException(ErrorCode.INVALID, "a project has at most " + MOST + " tabs, closed ones included");
    }
    String clean = clean(name);
    List<SavedTab> open = open(viewer, 0);
    int at = place(open, after) + 1;
    double place = between(open, at == 0 ? open.size() : at, viewer);
    var nothing = new LinkedHashMap<String, @Nullable Object>();
    SavedTab tab = new SavedTab(store.next(), nothing).with("name", clean).with("owner", SavedTab.json(viewer.person()))
        .with("shared", shared).with("edition", 1L).with("by", SavedTab.json(viewer.person())).with("view", content.view())
        .with("display", content.display()).withHers(viewer.person(), "place", place);
    return view(keep(tab), viewer);
  }

  /// Changes a tab. Refused with `NOT_PERMITTED` where another's tab would become private.
  public synchronized Changed change(int id, TabChange wanted, Viewer viewer) {
    SavedTab old = find(id, viewer);
    Person person = viewer.person();
    SavedTab tab = old;
    if (wanted.name() != null) {
      tab = tab.with("name", clean(wanted.name()));
    }
    if (wanted.isShared() != null) {
      if (!wanted.isShared() && old.isShared() && !old.isOf(person)) {
        throw new RefusedException(ErrorCode.NOT_PERMITTED, "only who made a shared tab can make it private");
      }
      tab = tab.with("shared", wanted.isShared());
    }
    if (wanted.view() != null) {
      tab = tab.with("view", wanted.view()).withHers(person, "draft", null);
    }
    if (wanted.display() != null) {
      tab = tab.with("display", wanted.display()).withHers(person, "draft", null);
    }
    if (wanted.draft() != null) {
      TabContent draft = wanted.draft().content();
      tab = tab.withHers(person, "draft", draft == null ? null : SavedTab.json(draft));
    }
    if (wanted.isOpen() != null) {
      tab = tab.withHers(person, "open", wanted.isOpen());
      if (wanted.isOpen() && !old.isShared() && !old.isOf(person)) {
        tab = tab.with("owner", SavedTab.json(person));
      }
    }
    Who overtook = null;
    if (wanted.concernsAll()) {
      overtook = wanted.edition() == null || wanted.edition() >= old.edition() ? null : old.by();
      tab = tab.with("edition", old.edition() + 1).with("by", SavedTab.json(person));
    }
    if (wanted.before() != null) {
      List<SavedTab> others = open(viewer, id);
      int at = place(others, wanted.before());
      tab = tab.withHers(person, "place", between(others, at < 0 ? others.size() : at, viewer));
    }
    return new Changed(view(keep(tab), viewer), overtook);
  }

  // ---- the strip of a person

  /// The tabs that somebody may see: those open in her strip, then the closed ones.
  private List<SavedTab> strip(Viewer viewer) {
    Comparator<SavedTab> closedLast = Comparator.comparingInt(tab -> tab.isOpen(viewer.person()) ? 0 : 1);
    Comparator<SavedTab> byPlace = Comparator.comparingDouble(tab -> tab.place(viewer.person()));
    return all().values().stream().filter(tab -> sees(tab, viewer)).sorted(closedLast.thenComparing(byPlace).thenComparingInt(SavedTab::id))
        .toList();
  }

  /// The open tabs of a strip without one of them.
  private List<SavedTab> open(Viewer viewer, int without) {
    return strip(viewer).stream().filter(tab -> tab.isOpen(viewer.person()) && tab.id() != without).toList();
  }

  private static int place(List<SavedTab> strip, int id) {
    return strip.stream().map(SavedTab::id).toList().indexOf(id);
  }

  /// Returns a place before the tab at an index of open tabs; where there is no room left between two, makes room.
  private double between(List<SavedTab> open, int index, Viewer viewer) {
    Person person = viewer.person();
    if (open.isEmpty()) {
      return 1;
    }
    if (index == open.size()) {
      return open.getLast().place(person) + 1;
    }
    double high = open.get(index).place(person);
    double low = index == 0 ? high - 2 : open.get(index - 1).place(person);
    if (high - low < CLOSEST) {
      for (int i = 0; i < open.size(); i++) {
        keep(open.get(i).withHers(person, "place", i + 1.0));
      }
      return index + 0.5;
    }
    return (low + high) / 2;
  }

  private static boolean sees(SavedTab tab, Viewer viewer) {
    return tab.isShared() || tab.isOf(viewer.person()) || !viewer.worksHere().test(tab.owner().key());
  }

  private static TabView view(SavedTab tab, Viewer viewer) {
    Person person = viewer.person();
    return new TabView(tab.id(), tab.name(), tab.owner(), tab.isOf(person), tab.isShared(), tab.isOpen(person), tab.edition(), tab.by(),
        tab.content(),
        tab.draft(person));
  }

  private SavedTab find(int id, Viewer viewer) {
    return Optional.ofNullable(all().get(id)).filter(tab -> sees(tab, viewer))
        .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no such tab, or it is somebody else's"));
  }

  private Map<Integer, SavedTab> all() {
    Map<Integer, SavedTab> known = loaded;
    if (known == null) {
      known = new TreeMap<>();
      for (Map.Entry<Integer, Map<String, @Nullable Object>> tab : store.load().entrySet()) {
        known.put(tab.getKey(), new SavedTab(tab.getKey(), tab.getValue()));
      }
      loaded = known;
    }
    return known;
  }

  private SavedTab keep(SavedTab tab) {
    SavedTab dated = tab.with("at", clock.instant().toString());
    store.keep(tab.id(), dated.document());
    all().put(tab.id(), dated);
    return dated;
  }

  private static String clean(String name) {
    String clean = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    if (clean.isEmpty() || clean.length() > MOST_NAME || clean.chars().anyMatch(Character::isISOControl)) {
      throw new RefusedException(ErrorCode.INVALID, "the name of a tab has 1 to " + MOST_NAME + " characters, in one line");
    }
    return clean;
  }
}
