package panoptic.project;

import java.util.Collection;
import java.util.List;
import panoptic.model.ImageMap;
import panoptic.model.Result;
import panoptic.model.Sha1;
import panoptic.model.Sha1s;
import panoptic.model.VectorType;

/// What plugins add to a project besides commits: vector types, the fact that images have vectors, maps and results; and deletions of each.
///
/// A negative id is new, and may be referred to within the same addition; a positive one changes what is there. The bytes of vectors, maps and results lie in
/// `media`, synced before the addition that names them.
public record Additions(List<VectorType> types, List<Vectors> vectors, List<ImageMap> maps, List<Result> results,
    List<Vectors> emptyVectors,
    List<Integer> emptyTypes, List<Integer> emptyMaps, List<Integer> emptyResults) {
  public static final Additions NONE = new Additions(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
      List.of());

  /// Images that have a vector of a type (or, in `emptyVectors`, have none any more).
  public record Vectors(int typeId, Sha1s sha1s) {
    public static Vectors of(int typeId, Collection<Sha1> sha1s) {
      return new Vectors(typeId, Sha1s.copyOf(sha1s));
    }
  }

  public Additions {
    types = List.copyOf(types);
    vectors = List.copyOf(vectors);
    maps = List.copyOf(maps);
    results = List.copyOf(results);
    emptyVectors = List.copyOf(emptyVectors);
    emptyTypes = List.copyOf(emptyTypes);
    emptyMaps = List.copyOf(emptyMaps);
    emptyResults = List.copyOf(emptyResults);
  }

  public static Additions type(VectorType type) {
    return new Additions(List.of(type), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public static Additions vectors(int typeId, Collection<Sha1> sha1s) {
    return new Additions(List.of(), List.of(Vectors.of(typeId, sha1s)), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public static Additions map(ImageMap map) {
    return new Additions(List.of(), List.of(), List.of(map), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public static Additions result(Result result) {
    return new Additions(List.of(), List.of(), List.of(), List.of(result), List.of(), List.of(), List.of(), List.of());
  }

  public static Additions deletion(List<Integer> types, List<Integer> maps, List<Integer> results) {
    return new Additions(List.of(), List.of(), List.of(), List.of(), List.of(), types, maps, results);
  }
}
