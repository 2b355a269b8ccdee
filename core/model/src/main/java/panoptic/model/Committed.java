package panoptic.model;

import java.util.List;

/// What became of a commit: whether it changed anything, its sequence and the objects it made or changed, with their real ids, in the order they were sent.
///
/// Where `changed` is false no commit was made, and the sequence is that of the last one, whosever that is.
/// `conflicts` lists at most [#LISTED] of the `conflictCount` things that an undo left alone.
public record Committed(boolean changed, long sequence, List<PropertyGroup> propertyGroups, List<Property> properties, List<Tag> tags,
    List<Folder> folders,
    List<Root> roots, List<Integer> instances, List<Conflict> conflicts, long conflictCount,
    List<VectorType> vectorTypes, List<ImageMap> maps, List<Result> results) {
  public static final int LISTED = 1_000;

  public Committed {
    propertyGroups = List.copyOf(propertyGroups);
    properties = List.copyOf(properties);
    tags = List.copyOf(tags);
    folders = List.copyOf(folders);
    roots = List.copyOf(roots);
    instances = List.copyOf(instances);
    conflicts = List.copyOf(conflicts);
    vectorTypes = List.copyOf(vectorTypes);
    maps = List.copyOf(maps);
    results = List.copyOf(results);
  }
}
