package panoptic.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Tag;
import panoptic.project.Bits;
import panoptic.project.ProjectState;

/// The counts of a project's catalog, [kept][Kept] from one state to the next. Any thread may ask.
final class CatalogCounts {
  private final ConcurrentHashMap<Integer, Kept<Integer>> values = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Kept<Integer>> bearers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Kept<Map<Integer, Integer>>> folders = new ConcurrentHashMap<>();

  /// Returns how many owners in sight have a value of a property.
  int values(ProjectState state, Property p) {
    Bits visible = visible(state, p);
    List<Object> parts = Stream.concat(Stream.of(visible), parts(state, p)).toList();
    return Kept.of(values, p.id(), parts, () -> state.valued(p).getCardinality());
  }

  /// Returns how many owners in sight bear a tag of a property.
  int bearers(ProjectState state, Property p, Tag tag) {
    Bits visible = visible(state, p);
    Bits uses = state.uses(tag.id());
    return Kept.of(bearers, tag.id(), List.of(visible, uses), () -> RoaringBitmap.andCardinality(uses.rows(), visible.rows()));
  }

  private static Bits visible(ProjectState state, Property p) {
    return p.mode() == PropertyMode.IMAGE ? state.images() : state.instances();
  }

  /// Returns what holds the values of a property: its column, or the uses of its tags; nothing where they are computed row by row.
  static Stream<Object> parts(ProjectState state, Property p) {
    return p.type().isTags() ? state.tags(p.id()).stream().map(t -> state.uses(t.id())) : state.cells(p).stream().map(c -> c);
  }

  /// Returns how many instances in sight lie in each folder itself.
  Map<Integer, Integer> inFolders(ProjectState state) {
    Property folder = state.property(Computed.FOLDER).orElseThrow();
    return Kept.of(folders, Computed.FOLDER, List.of(state.instances(), state.cells(folder).orElseThrow()), () -> {
      var counts = new HashMap<Integer, Integer>();
      PeekableIntIterator rows = state.instances().rows().getIntIterator();
      while (rows.hasNext()) {
        counts.merge(state.folderOf(rows.next()), 1, Integer::sum);
      }
      return counts;
    });
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
