package panoptic.query;

import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.project.Applied;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import panoptic.project.Touched;

/// Which instances a view matches now, kept up to date by looking again only at what commits touched. Any thread may use it.
final class Matches {
  /// Above so many touched rows, all are looked at again.
  private static final int FEW = 20_000;

  private final Project project;
  private final View view;
  private final InstantSource clock;
  private final boolean conditional;
  private final Set<Integer> asked = new HashSet<>();
  private final Set<Integer> ordering = new HashSet<>();
  private boolean texts;
  private long sequence;
  private long lastChange;
  private @Nullable BitSet rows;
  private int images = -1;

  /// Begins with what a view showed.
  Matches(Project project, View view, Shown shown, InstantSource clock) {
    this.project = project;
    this.view = view;
    this.clock = clock;
    conditional = Views.isConditional(view);
    sequence = shown.sequence();
    ask(new Filter.InView(view.folders(), view.text(), view.filter()));
    view.sort().forEach(s -> ordering.add(s.propertyId()));
    view.group().forEach(g -> ordering.add(g.propertyId()));
    if (conditional) {
      rows = BitSetUtil.bitsetOf(shown.rows());
    }
  }

  private void ask(Filter filter) {
    switch (filter) {
      case Filter.All all -> all.of().forEach(this::ask);
      case Filter.Any any -> any.of().forEach(this::ask);
      case Filter.Not not -> ask(not.of());
      case Filter.Condition c -> asked.add(c.propertyId());
      case Filter.InView inView -> {
        ask(inView.of());
        texts |= !inView.text().isBlank();
        if (!inView.folders().isEmpty()) {
          asked.add(Computed.FOLDER);
        }
      }
      case Filter.InSelection _ -> {
        // ids stay what they are
      }
    }
  }

  /// What a view counts by now; `changed` tells whether its order, or what matches, is another than at the sequence asked about.
  record Now(int instances, int images, boolean changed) {
  }

  synchronized Now now(long since) {
    ProjectState state = update();
    if (!conditional) {
      return new Now(state.instances().count(), state.images().count(), lastChange > since);
    }
    BitSet now = rows(state);
    if (images < 0) {
      var seen = new BitSet();
      now.stream().forEach(row -> seen.set(state.imageOf(row)));
      images = seen.cardinality();
    }
    return new Now(now.cardinality(), images, lastChange > since);
  }

  /// Returns the rows of the instances that match now. Never change it in place.
  synchronized RoaringBitmap bitmap() {
    ProjectState state = update();
    return conditional ? BitSetUtil.bitmapOf(rows(state)) : state.instances().rows();
  }

  /// Returns what tells of rows whether they match, as of now.
  synchronized IntPredicate test() {
    ProjectState state = update();
    if (!conditional) {
      return state.instances()::contains;
    }
    return rows(state)::get;
  }

  private BitSet rows(ProjectState state) {
    BitSet known = rows;
    if (known == null) {
      known = all(state);
      rows = known;
    }
    return known;
  }

  private BitSet all(ProjectState state) {
    return BitSetUtil.bitsetOf(Views.matching(new StateReader(state), view, clock, state.instances().rows()));
  }

  private ProjectState update() {
    ProjectState state = project.state();
    if (state.sequence() == sequence) {
      return state;
    }
    Optional<List<Applied>> since = project.after(sequence);
    var again = new RoaringBitmap();
    boolean everything = since.isEmpty();
    boolean reordered = since.isEmpty();
    for (Applied a : since.orElse(List.of())) {
      if (a.sequence() <= state.sequence()) {
        Touched touched = a.touched(state);
        again.or(touched.instances());
        everything |= touched.catalog() && conditional || texts && !touched.isEmpty();
        reordered |= touched.catalog() && !view.group().isEmpty();
        for (Map.Entry<Integer, RoaringBitmap> t : touched.values().entrySet()) {
          if (asked.contains(t.getKey())) {
            again.or(instances(state, t.getKey(), t.getValue()));
          }
          reordered |= ordering.contains(t.getKey());
        }
      }
    }
    boolean changed = conditional ? look(state, everything, again) : everything || !again.isEmpty();
    sequence = state.sequence();
    if (changed || reordered) {
      lastChange = sequence;
      images = -1;
    }
    return state;
  }

  /// Looks again at some rows, or all; tells whether what matches is another.
  private boolean look(ProjectState state, boolean everything, RoaringBitmap again) {
    BitSet before = rows;
    if (before == null || everything || again.getCardinality() > FEW) {
      rows = before == null ? null : all(state);
      return before == null || !before.equals(rows);
    }
    if (again.isEmpty()) {
      return false;
    }
    RoaringBitmap visible = RoaringBitmap.and(again, state.instances().rows());
    RoaringBitmap matching = Views.matching(new StateReader(state), view, clock, visible);
    var after = (BitSet) before.clone();
    again.forEach((IntConsumer) row -> after.set(row, matching.contains(row)));
    rows = after;
    return !before.equals(after);
  }

  private static RoaringBitmap instances(ProjectState state, int propertyId, RoaringBitmap rows) {
    boolean ofImages = state.property(propertyId).map(Property::mode).orElse(PropertyMode.INSTANCE) == PropertyMode.IMAGE;
    return ofImages && propertyId != Computed.SHA1 ? state.instancesOf(rows) : rows; // where the image itself is another, the rows are of instances
  }
}
