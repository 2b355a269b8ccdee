package panoptic.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import panoptic.model.ImageMap;
import panoptic.model.Result;
import panoptic.model.Sha1;
import panoptic.model.VectorType;
import panoptic.project.Additions;
import panoptic.project.ProjectState;

/// What a plugin might add to a project, at random, of parts that fit a state; each part is counted by its name.
final class RandomAddition {
  /// The same images come up again and again, so that people get in each other's way.
  private static final int FEW = 16;

  private final RandomGenerator random;
  private final ProjectState state;
  private final Map<String, Integer> counts;
  private final List<VectorType> types = new ArrayList<>();
  private final List<Additions.Vectors> vectors = new ArrayList<>();
  private final List<Additions.Vectors> emptyVectors = new ArrayList<>();
  private final List<ImageMap> maps = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final List<Integer> emptyTypes = new ArrayList<>();
  private final List<Integer> emptyMaps = new ArrayList<>();
  private final List<Integer> emptyResults = new ArrayList<>();

  RandomAddition(RandomGenerator random, ProjectState state, Map<String, Integer> counts) {
    this.random = random;
    this.state = state;
    this.counts = counts;
  }

  Additions parts() {
    if (state.vectorTypes().size() < 3) {
      type();
    }
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      part(random.nextInt(12));
    }
    return new Additions(types, vectors, maps, results, emptyVectors, emptyTypes, emptyMaps, emptyResults);
  }

  private void part(int which) {
    switch (which) {
      case 0 -> type();
      case 1, 2, 3 -> {
        if (!state.vectorTypes().isEmpty()) {
          vectors.add(Additions.Vectors.of(typeInUse(), images()));
          count("vectors");
        }
      }
      case 4, 5 -> {
        if (!state.vectorTypes().isEmpty()) {
          emptyVectors.add(Additions.Vectors.of(typeInUse(), images()));
          count("emptyVectors");
        }
      }
      case 6, 7 -> {
        maps.add(new ImageMap(-1 - maps.size(), "plugin", "map " + random.nextInt(100), "key", random.nextInt(50), content()));
        count("map made");
      }
      case 8 -> {
        results.add(new Result(-1 - results.size(), "plugin.groups", "result", "{\"n\":" + random.nextInt(9) + "}", 3, 40, content(), 0));
        count("result made");
      }
      case 9 -> delete("emptyVectorTypes", emptyTypes, state.vectorTypes().stream().map(VectorType::id).toList());
      case 10 -> delete("emptyMaps", emptyMaps, state.maps().stream().map(ImageMap::id).toList());
      default -> delete("emptyResults", emptyResults, state.results().stream().map(Result::id).toList());
    }
  }

  private void type() {
    int id = -1 - types.size();
    types.add(new VectorType(id, "plugin", "{\"model\":" + random.nextInt(9) + "}"));
    vectors.add(Additions.Vectors.of(id, images()));
    count("vector type made");
  }

  private void delete(String name, List<Integer> into, List<Integer> ids) {
    if (ids.size() > 1 && into.isEmpty()) {
      into.add(ids.get(random.nextInt(ids.size())));
      count(name);
    }
  }

  private int typeInUse() {
    List<VectorType> all = state.vectorTypes();
    return (random.nextInt(3) == 0 ? all.getLast() : all.getFirst()).id();
  }

  private List<Sha1> images() {
    return IntStream.range(0, random.nextInt(20)).mapToObj(_ -> state.sha1(random.nextInt(Math.min(FEW, state.imageRows())))).toList();
  }

  private String content() {
    return String.format(java.util.Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }
}
