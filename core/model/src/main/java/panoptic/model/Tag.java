package panoptic.model;

import java.util.List;

/// A named answer of a tag property. Tags of one property form a directed graph without cycles: a tag may have several parents.
///
/// `color` is 0..11, an index of the palette.
public record Tag(int id, int propertyId, String name, List<Integer> parents, int color, int order, String description) {
  public static final int COLORS = 12;

  public Tag {
    parents = List.copyOf(parents);
  }
}
