package panoptic.transfer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.RefusedException;
import panoptic.project.Column;
import panoptic.project.Dictionary;
import panoptic.project.ProjectState;

/// Finds instances by what a file of values calls them: an id, a whole path, or the end of one from some folder on. For one thread.
///
/// Instances lie sorted by file name and folder; folders are found by each end of their path. So a path costs the same whatever the number of pictures, unless many
/// folders end alike.
final class InstanceKeys {
  static final int NONE = -1;
  private static final int SEVERAL = 0;
  /// Of several pictures that one path may mean, so many are told.
  private static final int TOLD = 3;

  private final ProjectState state;
  private final boolean byPath;
  private Dictionary names;
  private int[] starts = {};
  private long[] places = {};
  private final Map<String, Integer> whole = new HashMap<>();
  private final Map<String, Integer> fromRoot = new HashMap<>();
  private final Map<Long, Integer> byEnd = new HashMap<>();
  private final Map<Integer, String> paths = new HashMap<>();

  InstanceKeys(ProjectState state, boolean byPath) {
    this.state = state;
    this.byPath = byPath;
    names = state.texts(Computed.NAME);
    if (byPath) {
      sortInstances();
      for (Folder f : state.folders()) {
        String path = Places.whole(state, f);
        paths.put(f.id(), path);
        whole.merge(path, f.id(), (_, _) -> SEVERAL);
        fromRoot.merge(Places.folder(state, f.id()), f.id(), (_, _) -> SEVERAL);
        String[] parts = path.split("/", -1);
        long end = 0;
        for (int i = parts.length - 1; i >= 0; i--) {
          end = further(end, parts[i]);
          byEnd.merge(end, f.id(), (_, _) -> SEVERAL);
        }
      }
    }
  }

  private static long further(long end, String part) {
    long h = end * 0x9E3779B97F4A7C15L + part.hashCode();
    return (h ^ h >>> 29) * 0xBF58476D1CE4E5B9L + part.length();
  }

  /// Sorts the instances in sight by the code of their file's name, then by folder.
  private void sortInstances() {
    Column codes = state.cells(state.property(Computed.NAME).orElseThrow()).orElseThrow();
    int[] rows = state.instances().rows().toArray();
    starts = new int[names.size() + 1];
    for (int row : rows) {
      starts[codes.getInt(row) + 1]++;
    }
    for (int code = 0; code < names.size(); code++) {
      starts[code + 1] += starts[code];
    }
    int[] next = Arrays.copyOf(starts, starts.length);
    places = new long[rows.length];
    for (int row : rows) {
      places[next[codes.getInt(row)]++] = (long) state.folderOf(row) << 32 | row;
    }
    for (int code = 0; code < names.size(); code++) {
      Arrays.sort(places, starts[code], starts[code + 1]);
    }
  }

  /// Returns the row of the instance that a key names, or [#NONE]. Refuses what is no key, and a path that several pictures end in.
  int find(String key) {
    if (!byPath) {
      return byId(key.strip());
    }
    int found = byPath(key);
    if (found == NONE && key.indexOf('\\') >= 0) {
      found = byPath(key.replace('\\', '/'));
    }
    return found == NONE && !key.equals(key.strip()) ? find(key.strip()) : found;
  }

  private int byId(String text) {
    int id;
    try {
      id = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new RefusedException(ErrorCode.INVALID, "an id is a whole number, not \"" + text + "\"", e);
    }
    int row = state.instanceRow(id);
    return row >= 0 && state.instances().contains(row) ? row : NONE;
  }

  private int byPath(String key) {
    int slash = key.lastIndexOf('/');
    String folder = slash < 0 ? "" : key.substring(0, slash).replaceFirst("^(\\./)+", "").replaceFirst("^\\.$", "");
    int code = names.find(key.substring(slash + 1));
    if (code < 0 || starts[code] == starts[code + 1]) {
      return NONE;
    }
    if (key.startsWith("/") || key.matches("(?s)[A-Za-z]:/.*")) {
      return in(code, whole.get(folder), folder, key);
    }
    int exact = in(code, fromRoot.get(folder), folder, key);
    if (exact != NONE) {
      return exact;
    }
    if (folder.isEmpty()) {
      return only(code, "", key);
    }
    long end = 0;
    String[] parts = folder.split("/", -1);
    for (int i = parts.length - 1; i >= 0; i--) {
      end = further(end, parts[i]);
    }
    Integer named = byEnd.get(end);
    return named == null ? NONE : named == SEVERAL ? only(code, "/" + folder, key) : in(code, named, folder, key);
  }

  /// Returns the instance of a name in a folder that was found by its path, or by the end of it.
  private int in(int code, @Nullable Integer folder, String path, String key) {
    if (folder == null) {
      return NONE;
    }
    if (folder == SEVERAL) {
      return only(code, path, key);
    }
    int at = Arrays.binarySearch(places, starts[code], starts[code + 1], (long) folder << 32);
    int place = at >= 0 ? at : -at - 1;
    if (place >= starts[code + 1] || (int) (places[place] >>> 32) != folder) {
      return NONE;
    }
    int after = place + 1;
    while (after < starts[code + 1] && (int) (places[after] >>> 32) == folder) {
      after++;
    }
    return one(IntStream.range(place, after).map(i -> (int) places[i]).toArray(), key);
  }

  /// Returns the one instance of a name whose folder ends in a path.
  private int only(int code, String end, String key) {
    return one(IntStream.range(starts[code], starts[code + 1])
        .filter(i -> paths.getOrDefault((int) (places[i] >>> 32), "").endsWith(end)).map(i -> (int) places[i]).toArray(), key);
  }

  /// Returns the one row, or [#NONE] of none; refuses several, saying between which the key does not tell.
  private int one(int[] rows, String key) {
    if (rows.length <= 1) {
      return rows.length == 0 ? NONE : rows[0];
    }
    String told = Arrays.stream(rows).limit(TOLD).mapToObj(row -> state.path(row) + " (id " + state.instanceId(row) + ")")
        .collect(Collectors.joining(", "));
    throw new RefusedException(ErrorCode.INVALID, rows.length + " pictures are called \"" + key + "\": " + told
        + (rows.length > TOLD ? ", ..." : "") + "; write more of the path, or the id");
  }
}
