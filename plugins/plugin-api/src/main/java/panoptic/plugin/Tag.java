package panoptic.plugin;

import java.util.List;

/// A named answer of a property of tags. `parents` are ids of tags of the same property; `color` is 0..11, or -1 to let the project choose.
public record Tag(int id, int propertyId, String value, List<Integer> parents, int color) {
  public Tag {
    parents = List.copyOf(parents);
  }
}
