package panoptic.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Root;
import panoptic.project.ProjectState;

/// Which roots an import can reach, and which of the project's instances lie there.
final class Reach {
  private final ProjectState state;
  private final KnownFiles known;
  private final Map<Integer, RootReach> seen = new HashMap<>();

  Reach(ProjectState state, KnownFiles known) {
    this.state = state;
    this.known = known;
  }

  /// Looks whether a root is there; the answer is kept.
  boolean check(Root root) {
    return seen.computeIfAbsent(root.id(), _ -> look(root)).isReachable();
  }

  /// Returns the visible instances in a folder and below that lie in roots which can be reached.
  RoaringBitmap within(String folder) {
    RoaringBitmap rows = known.within(folder);
    for (Root r : state.roots()) {
      if (FileNames.isWithin(folder, r.path()) && !r.path().equals(folder) && !check(r)) {
        rows.andNot(known.within(r.path()));
      }
    }
    return rows;
  }

  /// Returns the instances in the roots that were reachable and still are.
  RoaringBitmap stillReachable() {
    var rows = state.instances().rows().clone();
    for (Root r : state.roots()) {
      if (seen.containsKey(r.id())) {
        RootReach now = look(r);
        if (!now.isReachable()) {
          seen.put(r.id(), now);
          rows.andNot(known.within(r.path()));
        }
      }
    }
    return rows;
  }

  List<RootReach> unreachable() {
    var out = new ArrayList<RootReach>();
    seen.values().stream().filter(r -> !r.isReachable()).forEach(out::add);
    out.sort((a, b) -> Integer.compare(a.root().id(), b.root().id()));
    return out;
  }

  /// Returns the real path of a folder that was there a moment ago.
  Path real(String folder) {
    try {
      return FileNames.path(folder).toRealPath();
    } catch (IOException e) {
      return FileNames.path(folder);
    }
  }

  RootReach look(Root root) {
    RoaringBitmap files = known.within(root.path());
    files.andNot(state.missing().rows());
    return RootReach.of(root, !files.isEmpty());
  }
}
