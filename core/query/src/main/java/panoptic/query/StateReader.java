package panoptic.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.RefusedException;
import panoptic.model.Root;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.project.ProjectState;

/// What a view reads of a state, asked by rows of instances; what is dear to find is found once. For one thread.
final class StateReader {
  private final ProjectState state;
  private final TextOrder texts;
  private final Map<Integer, TagTree> trees = new HashMap<>();
  private final Map<Integer, @Nullable Value[]> tagValues = new HashMap<>();
  private final Map<Integer, String> relativePaths = new HashMap<>();
  private final Map<Integer, String> folderNames = new HashMap<>();
  private final Map<Integer, List<Integer>> ways = new HashMap<>();

  /// `language`: that of the one who looks.
  StateReader(ProjectState state, Locale language) {
    this.state = state;
    texts = TextOrder.of(language);
  }

  /// A reader for what has no order.
  StateReader(ProjectState state) {
    this(state, Locale.ROOT);
  }

  ProjectState state() {
    return state;
  }

  /// Returns the order of texts.
  TextOrder texts() {
    return texts;
  }

  /// Returns a property; refuses an id that is not, or no longer, there.
  Property property(int id) {
    return state.property(id).orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no property " + id));
  }

  TagTree tags(int propertyId) {
    return trees.computeIfAbsent(propertyId, p -> new TagTree(state, p));
  }

  /// Returns what a property says of an instance or of its image; null where it has no value.
  @Nullable Value value(Property p, int instanceRow) {
    int row = state.rowOf(p, instanceRow);
    if (!p.type().isTags()) {
      return state.value(p, row);
    }
    return tagValues.computeIfAbsent(p.id(), _ -> tagValues(p))[row];
  }

  /* Reading tags row by row would ask every tag about every row. This asks each tag for its rows once; equal sets become one object. */
  private @Nullable Value[] tagValues(Property p) {
    var byRow = new @Nullable Value[rows(p)];
    var sets = new HashMap<Value, Value>();
    for (Tag t : state.tags(p.id())) {
      var grown = new IdentityHashMap<@Nullable Value, Value>();
      state.uses(t.id()).rows().forEach((IntConsumer) row -> {
        if (row < byRow.length) {
          byRow[row] = grown.computeIfAbsent(byRow[row], now -> sets.computeIfAbsent(with(now, t.id()), v -> v));
        }
      });
    }
    return byRow;
  }

  private static Value with(@Nullable Value tags, int id) {
    if (tags == null) {
      return new Value.Tags(List.of(id));
    }
    var ids = new ArrayList<>(((Value.Tags) tags).ids());
    ids.add(id);
    return new Value.Tags(ids);
  }

  private int rows(Property p) {
    return p.mode() == PropertyMode.IMAGE ? state.imageRows() : state.instanceRows();
  }

  /// Returns where an instance's file lies below its root.
  String relativePath(int instanceRow) {
    String folder = relativePaths.computeIfAbsent(state.folderOf(instanceRow), id -> state.folderPath(folder(id)));
    return folder.isEmpty() ? state.fileName(instanceRow) : folder + "/" + state.fileName(instanceRow);
  }

  Folder folder(int id) {
    return state.folder(id).orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no folder " + id));
  }

  /// Returns the path of a folder from the name of its root on, such as `pictures/1968/may`.
  String folderName(int id) {
    return folderNames.computeIfAbsent(id, _ -> {
      Folder f = folder(id);
      String below = state.folderPath(f);
      String root = state.root(f.rootId()).map(Root::path).map(StateReader::lastName).orElse("");
      return below.isEmpty() ? root : (root.equals("/") ? "" : root) + "/" + below;
    });
  }

  /// Returns the folders from a root's own down to a folder, itself included.
  List<Integer> wayTo(int folderId) {
    return ways.computeIfAbsent(folderId, id -> {
      var way = new ArrayList<Integer>();
      for (int at = id; at != 0; at = folder(at).parentId()) {
        way.addFirst(at);
      }
      return way;
    });
  }

  private static String lastName(String path) {
    String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return trimmed.length() > 1 ? trimmed.substring(trimmed.lastIndexOf('/') + 1) : trimmed;
  }

  /// Returns some folders and all below them.
  Set<Integer> withSubfolders(List<Integer> ids) {
    var out = new HashSet<Integer>();
    for (int id : ids) {
      out.add(folder(id).id());
    }
    for (Folder f : state.folders()) { // one above comes first
      if (out.contains(f.parentId())) {
        out.add(f.id());
      }
    }
    return out;
  }
}
