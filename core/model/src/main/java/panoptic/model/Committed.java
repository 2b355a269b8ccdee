package panoptic.model;

import java.util.List;

/// What became of a commit: its sequence and the objects it made or changed, with their real ids, in the order they were sent.
///
/// `conflicts` lists at most [#LISTED] of the `conflictCount` things that an undo left alone.
public record Committed(long sequence, List<PropertyGroup> propertyGroups, List<Property> properties, List<Tag> tags, List<Folder> folders,
    List<Root> roots, List<Integer> instances, List<Conflict> conflicts, long conflictCount) {
  public static final int LISTED = 1_000;

  public Committed {
    propertyGroups = List.copyOf(propertyGroups);
    properties = List.copyOf(properties);
    tags = List.copyOf(tags);
    folders = List.copyOf(folders);
    roots = List.copyOf(roots);
    instances = List.copyOf(instances);
    conflicts = List.copyOf(conflicts);
  }
}
