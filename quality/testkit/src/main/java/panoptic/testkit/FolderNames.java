package panoptic.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The names in one folder of a [ForgetfulDisk]: as they are now, and as of the folder's last sync.
///
/// What a name leads to is a [FileContent] or a [FolderNames].
final class FolderNames {

  /// Names that changed together: a creation, a removal, or a rename within the folder. A name of null leads nowhere.
  /// A removal that belongs to a move into another folder cannot be durable before the name there is (`first`).
  static final class Change {
    private final Map<String, @Nullable Object> names;
    private final @Nullable Change first;
    private boolean durable;

    Change(Map<String, @Nullable Object> names, @Nullable Change first) {
      this.names = names;
      this.first = first;
    }

    private boolean isRipe() {
      return first == null || first.durable;
    }
  }

  private final Map<String, Object> now = new TreeMap<>();
  private final Map<String, Object> durable = new TreeMap<>();
  private final List<Change> unsynced = new ArrayList<>();

  @Nullable Object find(String name) {
    return now.get(name);
  }

  List<String> names() {
    return List.copyOf(now.keySet());
  }

  Iterable<Object> content() {
    return now.values();
  }

  Change change(Map<String, @Nullable Object> names, @Nullable Change first) {
    var change = new Change(names, first);
    apply(change, now);
    unsynced.add(change);
    return change;
  }

  void sync() {
    for (var i = unsynced.iterator(); i.hasNext();) {
      Change c = i.next();
      if (!c.isRipe()) {
        break;
      }
      apply(c, durable);
      c.durable = true;
      i.remove();
    }
  }

  /// Lets some of the changes survive that were not synced: none, all, the first ones, or any; then only what survived is here.
  void lose(RandomGenerator random) {
    int fate = random.nextInt(4);
    int kept = random.nextInt(unsynced.size() + 1);
    for (int i = 0; i < unsynced.size(); i++) {
      boolean survives = switch (fate) {
        case 0 -> false;
        case 1 -> true;
        case 2 -> i < kept;
        default -> random.nextBoolean();
      };
      Change c = unsynced.get(i);
      if (survives && c.isRipe()) {
        apply(c, durable);
        c.durable = true;
      }
    }
    unsynced.clear();
    now.clear();
    now.putAll(durable);
  }

  private static void apply(Change change, Map<String, Object> to) {
    change.names.forEach((name, content) -> {
      if (content == null) {
        to.remove(name);
      } else {
        to.put(name, content);
      }
    });
  }
}
