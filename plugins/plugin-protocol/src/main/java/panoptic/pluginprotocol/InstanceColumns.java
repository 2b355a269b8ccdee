package panoptic.pluginprotocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.plugin.Instance;

/// Many instances as columns: `ids`, `folders`, `widths`, `heights` as i32; `sha1s` of 20 and `ahashes` of 8 bytes each; `names` as [Texts]; and
/// the absolute paths of the folders that occur, by `folderIds` and `folderPaths`. What a file's path and extension are follows from these.
public final class InstanceColumns {
  private final int[] ids;
  private final int[] folders;
  private final int[] widths;
  private final int[] heights;
  private final byte[] sha1s;
  private final byte[] ahashes;
  private final List<String> names;
  private final Map<Integer, String> paths = new HashMap<>();
  private int size;

  public InstanceColumns(int room) {
    ids = new int[room];
    folders = new int[room];
    widths = new int[room];
    heights = new int[room];
    sha1s = new byte[20 * room];
    ahashes = new byte[8 * room];
    names = new ArrayList<>(room);
  }

  /// Adds an instance; `sha1` has 20 bytes.
  public void add(int id, int folder, String name, byte[] sha1, int width, int height, long ahash) {
    ids[size] = id;
    folders[size] = folder;
    widths[size] = width;
    heights[size] = height;
    System.arraycopy(sha1, 0, sha1s, 20 * size, 20);
    for (int i = 0; i < 8; i++) {
      ahashes[8 * size + i] = (byte) (ahash >>> (56 - 8 * i));
    }
    names.add(name);
    size++;
  }

  /// Tells whether the path of a folder is still to be told.
  public boolean lacks(int folder) {
    return !paths.containsKey(folder);
  }

  public void path(int folder, String path) {
    paths.put(folder, path);
  }

  public int size() {
    return size;
  }

  public Map<String, @Nullable Object> tree() {
    var folderIds = paths.keySet().stream().mapToInt(Integer::intValue).toArray();
    return Fields.of("ids", java.util.Arrays.copyOf(ids, size)).and("folders", java.util.Arrays.copyOf(folders, size))
        .and("widths", java.util.Arrays.copyOf(widths, size)).and("heights", java.util.Arrays.copyOf(heights, size))
        .and("sha1s", java.util.Arrays.copyOf(sha1s, 20 * size)).and("ahashes", java.util.Arrays.copyOf(ahashes, 8 * size))
        .and("names", Texts.of(names)).and("folderIds", folderIds)
        .and("folderPaths", java.util.Arrays.stream(folderIds).mapToObj(paths::get).toList()).tree();
  }

  public static List<Instance> read(Tree t) {
    int[] ids = t.get("ids").ints();
    int[] folders = t.get("folders").ints();
    int[] widths = t.get("widths").ints();
    int[] heights = t.get("heights").ints();
    List<String> sha1s = Sha1s.read(t.get("sha1s"));
    byte[] ahashes = t.get("ahashes").bytes();
    List<String> names = t.get("names").texts();
    int[] folderIds = t.get("folderIds").ints();
    List<String> folderPaths = t.get("folderPaths").texts();
    var paths = new HashMap<Integer, String>();
    for (int i = 0; i < folderIds.length; i++) {
      paths.put(folderIds[i], folderPaths.get(i));
    }
    var out = new ArrayList<Instance>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      String name = names.get(i);
      String folder = paths.getOrDefault(folders[i], "");
      int dot = name.lastIndexOf('.');
      out.add(new Instance(ids[i], folders[i], name, dot < 0 ? "" : name.substring(dot), sha1s.get(i),
          folder.endsWith("/") ? folder + name : folder + "/" + name, heights[i], widths[i],
          HexFormat.of().formatHex(ahashes, 8 * i, 8 * i + 8)));
    }
    return out;
  }
}
