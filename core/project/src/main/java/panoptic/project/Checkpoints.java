package panoptic.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.project.StatePages.PageKey;
import panoptic.project.spi.CheckpointStore;

/// Writes and reads checkpoints of one project. It remembers the last one, so that only the pages that changed since are written.
final class Checkpoints {
  private final CheckpointStore store;
  private @Nullable ProjectState last;
  private Map<PageKey, String> names = new HashMap<>();

  Checkpoints(CheckpointStore store) {
    this.store = store;
  }

  /// Reads the newest checkpoint that is sound; a sentence per damaged one goes to `damage`.
  synchronized ProjectState load(List<String> damage) {
    long before = Long.MAX_VALUE;
    while (true) {
      Optional<CheckpointStore.Checkpoint> found = store.newest(before);
      if (found.isEmpty()) {
        return ProjectState.empty();
      }
      CheckpointStore.Checkpoint c = found.get();
      try {
        ProjectState state = StatePages.read(c.manifest(), c.pages());
        List<PageKey> keys = StatePages.pageKeys(c.manifest());
        for (int i = 0; i < keys.size(); i++) {
          names.put(keys.get(i), c.names().get(i));
        }
        last = state;
        return state;
      } catch (IllegalArgumentException e) {
        damage.add("the checkpoint of commit " + c.sequence() + " holds nonsense (" + e.getMessage() + ")");
      } catch (RefusedException e) {
        if (e.code() != ErrorCode.DAMAGED) {
          throw e;
        }
        damage.add("the checkpoint of commit " + c.sequence() + " is damaged (" + e.getMessage() + ")");
      }
      before = c.sequence();
    }
  }

  /// Writes a checkpoint of a state, unless the last one is of it.
  synchronized void write(ProjectState state) {
    if (last != null && last.sequence() == state.sequence()) {
      return;
    }
    var next = new HashMap<PageKey, String>();
    var keys = new ArrayList<PageKey>();
    var order = new ArrayList<String>();
    StatePages.pages(state, last, names.keySet()).forEach((key, page) -> {
      String name = page == null ? java.util.Objects.requireNonNull(names.get(key)) : store.keep(page);
      next.put(key, name);
      keys.add(key);
      order.add(name);
    });
    store.complete(state.sequence(), StatePages.manifest(state, keys), order);
    names = next;
    last = state;
  }
}
