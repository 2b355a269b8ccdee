package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Tag;
import panoptic.project.ProjectState;

/// Tells in which groups of a level of tags rows stand: in those of their tags and of the tags above them, or of the topmost alone.
final class TagKeys implements Membership {
  /// Where fewer owners than one in so many are asked about, each tag's rows are cut to them first.
  private static final int SPARSE = 8;

  private final ProjectState state;
  private final Property property;
  private final List<Tag> tags;
  /// By the index of a tag: the indices of the tags in whose groups its bearers stand.
  private final int[][] reached;
  private final List<GroupKey> keys = new ArrayList<>();
  private final int[] placeOfTag;

  TagKeys(StateReader reader, GroupBy by) {
    state = reader.state();
    property = reader.property(by.propertyId());
    TagTree tree = reader.tags(property.id());
    tags = List.copyOf(tree.all());
    Map<Integer, Integer> indexOf = HashMap.newHashMap(tags.size());
    for (Tag t : tags) {
      indexOf.put(t.id(), indexOf.size());
    }
    reached = new int[tags.size()][];
    for (int i = 0; i < reached.length; i++) {
      int id = tags.get(i).id();
      Collection<Integer> above = by.by() == GroupBy.By.TOP ? tree.tops(id) : tree.withAncestors(id);
      reached[i] = above.stream().mapToInt(indexOf::get).distinct().toArray();
    }
    placeOfTag = new int[tags.size()];
    Arrays.fill(placeOfTag, -1);
  }

  @Override
  public List<GroupKey> keys() {
    return keys;
  }

  @Override
  public Standing stand(int[] rows) {
    int[] owners = property.mode() == PropertyMode.IMAGE ? Gather.ints(state.imageRowsOfInstances(), rows) : rows;
    int end = property.mode() == PropertyMode.IMAGE ? state.imageRows() : state.instanceRows();
    int[] starts = new int[end + 1];
    int[] borne = borne(owners, starts);
    int none = -1;
    int[] entries = new int[rows.length];
    int[] places = new int[rows.length];
    int n = 0;
    int[] last = new int[tags.size()];
    for (int i = 0; i < owners.length; i++) {
      int from = starts[owners[i]];
      int to = starts[owners[i] + 1];
      if (from == to) {
        if (none < 0) {
          none = keys.size();
          keys.add(GroupKey.NONE);
        }
        if (n == entries.length) {
          entries = Arrays.copyOf(entries, 2 * n + 16);
          places = Arrays.copyOf(places, entries.length);
        }
        entries[n] = i;
        places[n++] = none;
      }
      for (int at = from; at < to; at++) {
        int[] of = reached[borne[at]];
        if (n + of.length > entries.length) {
          entries = Arrays.copyOf(entries, 2 * entries.length + of.length);
          places = Arrays.copyOf(places, entries.length);
        }
        for (int tag : of) {
          if (last[tag] != i + 1) {
            last[tag] = i + 1;
            entries[n] = i;
            places[n++] = place(tag);
          }
        }
      }
    }
    return new Standing(Arrays.copyOf(entries, n), Arrays.copyOf(places, n));
  }

  private int place(int tag) {
    if (placeOfTag[tag] < 0) {
      placeOfTag[tag] = keys.size();
      keys.add(GroupKey.named(tags.get(tag).id(), tags.get(tag).name()));
    }
    return placeOfTag[tag];
  }

  /// Returns the tags of some owners, one owner's after the other's; fills in where each owner's start.
  private int[] borne(int[] owners, int[] starts) {
    long[] wanted = new long[starts.length + 63 >>> 6];
    for (int owner : owners) {
      wanted[owner >>> 6] |= 1L << owner;
    }
    List<RoaringBitmap> bearers = new ArrayList<>(tags.size());
    RoaringBitmap few = owners.length < starts.length / SPARSE ? BitSetUtil.bitmapOf(wanted) : null;
    for (Tag t : tags) {
      RoaringBitmap rows = state.uses(t.id()).rows();
      bearers.add(few == null ? rows : RoaringBitmap.and(rows, few));
    }
    for (RoaringBitmap rows : bearers) {
      rows.forEach((IntConsumer) owner -> starts[owner + 1] += (int) (wanted[owner >>> 6] >>> owner & 1));
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] next = starts.clone();
    int[] borne = new int[starts[starts.length - 1]];
    for (int tag = 0; tag < bearers.size(); tag++) {
      int index = tag;
      bearers.get(tag).forEach((IntConsumer) owner -> {
        if ((wanted[owner >>> 6] >>> owner & 1) != 0) {
          borne[next[owner]++] = index;
        }
      });
    }
    return borne;
  }
}
