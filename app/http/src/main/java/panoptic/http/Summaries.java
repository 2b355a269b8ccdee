package panoptic.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.project.ProjectState;
import panoptic.query.Summary;

/// The summaries of a project that people look at, [kept][Kept] from one state to the next: after a commit only the properties that it touched are summed up
/// again. Any thread may ask.
final class Summaries {
  /// How many sets of instances are remembered; the one asked for longest ago goes first.
  private static final int SETS = 32;

  /// What is known of one set of instances.
  private static final class OfRows {
    final ConcurrentHashMap<Integer, Kept<RoaringBitmap>> images = new ConcurrentHashMap<>();
    final ConcurrentHashMap<Integer, Kept<Summary>> properties = new ConcurrentHashMap<>();
  }

  private final Map<RoaringBitmap, OfRows> sets = new LinkedHashMap<>(2 * SETS, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<RoaringBitmap, OfRows> eldest) {
      return size() > SETS;
    }
  };

  /// What some instances have in common.
  record Sums(RoaringBitmap images, List<Summary> properties) {
    Sums {
      properties = List.copyOf(properties);
    }
  }

  /// Sums up properties of instances of a state. `rows` belong to this object from now on.
  Sums of(ProjectState state, RoaringBitmap rows, List<Property> properties) {
    OfRows known = of(rows);
    RoaringBitmap images = Kept.of(known.images, 0, List.of(state.imageRowsOfInstances()), () -> Summary.images(state, rows));
    return new Sums(images, properties.parallelStream()
        .map(p -> Kept.of(known.properties, p.id(), parts(state, p, images), () -> Summary.of(state, p, rows, images))).toList());
  }

  private OfRows of(RoaringBitmap rows) {
    synchronized (sets) {
      return sets.computeIfAbsent(rows, _ -> new OfRows());
    }
  }

  private static List<Object> parts(ProjectState state, Property p, RoaringBitmap images) {
    Property from = p.id() == Computed.EXTENSION ? state.property(Computed.NAME).orElseThrow() : p;
    return Stream.concat(Stream.of(images), CatalogCounts.parts(state, from)).toList();
  }
}
