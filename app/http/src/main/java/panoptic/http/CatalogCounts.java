package panoptic.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import panoptic.model.Computed;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.project.Bits;
import panoptic.project.ProjectState;

/// The counts of a project's catalog, kept from one state to the next: parts of a state that no commit touched are the same objects, and are not
/// counted again. So a commit costs what it touched, whatever the size of the project.
///
/// Any thread may ask.
final class CatalogCounts {
  /// A count, and the parts of the state that it was made of.
  private record Counted<T>(List<Object> parts, T count) {
    @SuppressWarnings("ReferenceEquality") // the same object is what tells that nothing changed
    boolean isOf(List<Object> others) {
      if (parts.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i) != others.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private final ConcurrentHashMap<Integer, Counted<Integer>> values = new ConcurrentHashMap<>();
  private volatile @Nullable Counted<Map<Integer, Integer>> folders;

  /// Returns how many owners in sight have a value of a property.
  int values(ProjectState state, Property p) {
    Bits visible = p.mode() == PropertyMode.IMAGE ? state.images() : state.instances();
    Stream<Object> cells = p.type().isTags()
        ? state.tags(p.id()).stream().map(t -> state.uses(t.id()))
        : state.cells(p).stream().map(c -> c);
    List<Object> parts = Stream.concat(Stream.<Object>of(visible), cells).toList();
    Counted<Integer> known = values.get(p.id());
    if (known == null || !known.isOf(parts)) {
      known = new Counted<>(parts, state.valued(p).getCardinality());
      values.put(p.id(), known);
    }
    return known.count();
  }

  /// Returns how many instances in sight lie in each folder itself.
  Map<Integer, Integer> inFolders(ProjectState state) {
    Property folder = state.property(Computed.FOLDER).orElseThrow();
    List<Object> parts = List.of(state.instances(), state.cells(folder).orElseThrow());
    Counted<Map<Integer, Integer>> known = folders;
    if (known == null || !known.isOf(parts)) {
      var counts = new HashMap<Integer, Integer>();
      PeekableIntIterator rows = state.instances().rows().getIntIterator();
      while (rows.hasNext()) {
        counts.merge(state.folderOf(rows.next()), 1, Integer::sum);
      }
      known = new Counted<>(parts, counts);
      folders = known;
    }
    return known.count();
  }

  /// Returns how many instances in sight lie in each folder and below it.
  Map<Integer, Integer> belowFolders(ProjectState state) {
    var parents = new HashMap<Integer, Integer>();
    for (Folder f : state.folders()) {
      parents.put(f.id(), f.parentId());
    }
    var counts = new HashMap<Integer, Integer>();
    inFolders(state).forEach((folder, count) -> {
      for (Integer at = folder; at != null && at != 0; at = parents.get(at)) {
        counts.merge(at, count, Integer::sum);
      }
    });
    return counts;
  }
}
