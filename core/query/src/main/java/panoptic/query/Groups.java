package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The groups of an order as displayed, by index: parents before children. Immutable.
public final class Groups {
  static final Groups NONE = new Maker().made();

  private final int size;
  private final int[] depth;
  private final int[] parent;
  private final int[] end;
  private final int[] property;
  private final @Nullable GroupKey[] key;
  private final int[] instances;
  private final int[] images;
  private final int[] first;
  private final int[] count;
  private final int[] own;

  private Groups(Maker made) {
    size = made.size;
    depth = Arrays.copyOf(made.depth, size);
    parent = Arrays.copyOf(made.parent, size);
    end = Arrays.copyOf(made.end, size);
    property = Arrays.copyOf(made.property, size);
    key = Arrays.copyOf(made.key, size);
    instances = Arrays.copyOf(made.instances, size);
    images = Arrays.copyOf(made.images, size);
    first = Arrays.copyOf(made.first, size);
    count = Arrays.copyOf(made.count, size);
    own = Arrays.copyOf(made.own, size);
  }

  public int size() {
    return size;
  }

  /// Returns the group of an index below [#size].
  public ShownGroup get(int index) {
    GroupKey of = Objects.requireNonNull(key[index]);
    return new ShownGroup(index, depth[index], parent[index], end[index], property[index], of.value, of.name, instances[index],
        images[index],
        first[index], count[index], own[index]);
  }

  /// Returns some groups from an index on, fewer where there are no more.
  public List<ShownGroup> window(int from, int count) {
    return IntStream.range(Math.min(from, size), (int) Math.min(size, (long) from + count)).mapToObj(this::get).toList();
  }

  /// Returns how many places the groups have: a picture that stands in two groups has two.
  int places() {
    int n = 0;
    for (int index = 0; index < size; index = end[index]) {
      n += count[index];
    }
    return n;
  }

  /// Returns the groups as a tree, with the rows that stand at their places.
  List<Group> tree(int[] order) {
    return tree(0, size, order);
  }

  private List<Group> tree(int from, int to, int[] order) {
    var out = new ArrayList<Group>();
    for (int index = from; index < to; index = end[index]) {
      GroupKey of = Objects.requireNonNull(key[index]);
      out.add(new Group(property[index], of.value, of.name, instances[index], images[index],
          Arrays.copyOfRange(order, first[index], first[index] + own[index]), tree(index + 1, end[index], order)));
    }
    return out;
  }

  /// Groups being made, one after the other in the order of their index.
  static final class Maker {
    private int size;
    private int places;
    private int[] depth = new int[64];
    private int[] parent = new int[64];
    private int[] end = new int[64];
    private int[] property = new int[64];
    private @Nullable GroupKey[] key = new GroupKey[64];
    private int[] instances = new int[64];
    private int[] images = new int[64];
    private int[] first = new int[64];
    private int[] count = new int[64];
    private int[] own = new int[64];

    /// Begins a group within a group, -1 for none; what begins before its [#end] lies in it. Returns its index.
    int begin(int within, int propertyId, GroupKey of, int ofInstances, int ofImages, int ownPlaces) {
      if (size == depth.length) {
        grow();
      }
      int index = size++;
      depth[index] = within < 0 ? 0 : depth[within] + 1;
      parent[index] = within;
      property[index] = propertyId;
      key[index] = of;
      instances[index] = ofInstances;
      images[index] = ofImages;
      first[index] = places;
      own[index] = ownPlaces;
      places += ownPlaces;
      return index;
    }

    /// Ends the group of an index.
    void end(int index) {
      end[index] = size;
      count[index] = places - first[index];
    }

    /// Returns the place where the group of an index begins.
    int first(int index) {
      return first[index];
    }

    private void grow() {
      int more = 2 * size;
      depth = Arrays.copyOf(depth, more);
      parent = Arrays.copyOf(parent, more);
      end = Arrays.copyOf(end, more);
      property = Arrays.copyOf(property, more);
      key = Arrays.copyOf(key, more);
      instances = Arrays.copyOf(instances, more);
      images = Arrays.copyOf(images, more);
      first = Arrays.copyOf(first, more);
      count = Arrays.copyOf(count, more);
      own = Arrays.copyOf(own, more);
    }

    Groups made() {
      return new Groups(this);
    }
  }
}
