package panoptic.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Tag;
import panoptic.project.ProjectState;

/// Tells in which groups of a level of tags rows stand: in those of their tags and of the tags above them, or of the topmost alone.
///
/// Each tag has its number before anybody asks; those without a tag come last.
final class TagKeys implements Membership {
  private final ProjectState state;
  private final Property property;
  private final TagLists lists;
  /// By the place of a tag: the places of the tags in whose groups its bearers stand.
  private final int[][] reached;
  private final List<GroupKey> keys = new ArrayList<>();

  TagKeys(StateReader reader, GroupBy by, TagLists lists) {
    this.lists = lists;
    state = reader.state();
    property = reader.property(by.propertyId());
    TagTree tree = reader.tags(property.id());
    Map<Integer, Integer> placeOf = HashMap.newHashMap(lists.tags().size());
    for (Tag t : lists.tags()) {
      placeOf.put(t.id(), placeOf.size());
      keys.add(GroupKey.named(t.id(), t.name(), reader.texts()));
    }
    keys.add(GroupKey.NONE);
    reached = new int[lists.tags().size()][];
    for (int i = 0; i < reached.length; i++) {
      int id = lists.tags().get(i).id();
      Collection<Integer> above = by.by() == GroupBy.By.TOP ? tree.tops(id) : tree.withAncestors(id);
      reached[i] = above.stream().mapToInt(placeOf::get).distinct().toArray();
    }
  }

  @Override
  public List<GroupKey> keys() {
    return keys;
  }

  @Override
  public int size() {
    return keys.size();
  }

  @Override
  public Reader reader() {
    Cells images = property.mode() == PropertyMode.IMAGE ? new Cells(state.imageRowsOfInstances(), state.instanceRows()) : null;
    int[] last = new int[keys.size()];
    int[] turn = {0};
    return (rows, from, to, into) -> {
      into.clear();
      for (int i = from; i < to; i++) {
        int owner = images == null ? rows[i] : images.narrow(rows[i]);
        int at = lists.start(owner);
        int end = lists.start(owner + 1);
        if (at == end) {
          into.add(reached.length);
        } else if (at + 1 == end) {
          for (int tag : reached[lists.tag(at)]) {
            into.add(tag);
          }
        } else {
          turn[0]++;
          several(at, end, last, turn[0], into);
        }
        into.endRow();
      }
    };
  }

  /// Adds what several tags reach, each group once.
  private void several(int from, int to, int[] last, int turn, Entries into) {
    for (int at = from; at < to; at++) {
      for (int tag : reached[lists.tag(at)]) {
        if (last[tag] != turn) {
          last[tag] = turn;
          into.add(tag);
        }
      }
    }
  }
}
