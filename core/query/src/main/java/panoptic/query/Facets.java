package panoptic.query;

import java.lang.ref.SoftReference;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.model.Tag;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// Counts the values of properties in views of one project. What it counted of the whole project is kept until a commit touches it. Any thread may use it.
///
/// Facets of which the view asks nothing count one set of pictures; each of the others its own, without what the view asks of it.
public final class Facets {
  private final Map<Object, SoftReference<Kept<?>>> kept = new ConcurrentHashMap<>();

  /// What was made of parts of a state; it holds as long as these are the same objects.
  private record Kept<T>(List<Object> parts, T result) {
  }

  /// How the cells of a property divide, and how many pictures of the whole project are of each class.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Whole(Classes classes, int[] counts) {
  }

  /// The counts of a view, and of each facet that was asked for, in that order.
  public record Answer(long sequence, int instances, int images, List<Facet> facets) {
    public Answer {
      facets = List.copyOf(facets);
    }
  }

  /// Tells whether the values of a property are counted one by one: not where each picture has its own, nor folders, of which there are counts for those named.
  public static boolean areOf(Property p) {
    return FacetColumn.areOf(p);
  }

  /// Counts facets of a view. Refuses with UNKNOWN a property that is not there, with INVALID one that has no facets.
  public Answer of(ProjectState state, View view, List<Facet.Wish> wishes, InstantSource clock) {
    var reader = new StateReader(state);
    Map<View, Crowd> crowds = new HashMap<>();
    Crowd shown = crowd(reader, view, view.folders(), view.filter(), clock, crowds);
    Crowd all = everything(state, view.mode());
    var counts = new ArrayList<Supplier<Facet>>();
    for (Facet.Wish wish : wishes) {
      Property p = reader.property(wish.propertyId());
      boolean isOfFolders = p.type() == PropertyType.FOLDER;
      if (!areOf(p) && !isOfFolders) {
        throw new RefusedException(ErrorCode.INVALID, "there are no facets of \"" + p.name() + "\"");
      }
      Crowd here = crowd(reader, view, isOfFolders ? List.of() : view.folders(), OwnConditions.without(view.filter(), p.id()), clock,
          crowds);
      counts.add(() -> isOfFolders
          ? folders(state, p, wish, here, all)
          : p.type().isTags() ? tags(state, p, wish, here, all) : cells(state, p, wish, here, all, view.mode()));
    }
    return new Answer(state.sequence(), shown.instances(), shown.images(), counts.parallelStream().map(Supplier::get).toList());
  }

  private Crowd crowd(StateReader reader, View view, List<Integer> folders, Filter filter, InstantSource clock, Map<View, Crowd> known) {
    return known.computeIfAbsent(new View(view.mode(), folders, view.text(), filter, List.of(), List.of()), wanted -> {
      ProjectState state = reader.state();
      return Views.isConditional(wanted)
          ? new Crowd(state, view.mode(), Views.matching(reader, wanted, clock, state.instances().rows()))
          : everything(state, view.mode());
    });
  }

  private Crowd everything(ProjectState state, View.Mode mode) {
    return keep(mode, List.of(state.instances(), state.imageRowsOfInstances()), () -> new Crowd(state, mode, state.instances().rows()));
  }

  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // the same object is what tells that nothing changed
  private <T> T keep(Object key, List<Object> parts, Supplier<T> make) {
    Kept<?> known = known(kept.get(key));
    if (known == null || !IntStream.range(0, parts.size()).allMatch(i -> known.parts.get(i) == parts.get(i))) {
      T made = make.get();
      kept.put(key, new SoftReference<>(new Kept<>(parts, made)));
      return made;
    }
    return (T) known.result;
  }

  private static @Nullable Kept<?> known(@Nullable SoftReference<Kept<?>> reference) {
    return reference == null ? null : reference.get();
  }

  // ---- tags

  private static Facet tags(ProjectState state, Property p, Facet.Wish wish, Crowd here, Crowd all) {
    var tree = new TagTree(state, p.id());
    var bearers = new RoaringBitmap();
    tree.all().forEach(t -> bearers.or(state.uses(t.id()).rows()));
    var rows = new ArrayList<Facet.Row>();
    String searched = Folding.fold(wish.search());
    List<Tag> found = tree.all().stream().filter(t -> Folding.fold(t.name()).contains(searched)).toList();
    if (wish.most() > 0) {
      found.forEach(t -> rows.add(row(state, p, tree, t.id(), here, all)));
      rows.sort(Comparator.comparingInt((Facet.Row r) -> -r.count().here()).thenComparingInt(r -> -r.count().all())
          .thenComparingInt(r -> (Integer) r.value()));
      rows.subList(Math.min(wish.most(), rows.size()), rows.size()).clear();
    }
    List<Object> listed = rows.stream().map(Facet.Row::value).toList();
    for (Object named : new LinkedHashSet<>(wish.named())) {
      if (named instanceof Integer id && !tree.withDescendants(id).isEmpty() && !listed.contains(id)) {
        rows.add(row(state, p, tree, id, here, all));
      }
    }
    var empty = new Facet.Count(here.count(p, RoaringBitmap.andNot(here.owners(p), bearers)),
        all.count(p, RoaringBitmap.andNot(all.owners(p), bearers)));
    return new Facet(p.id(), empty, found.size(), rows, Optional.empty());
  }

  private static Facet.Row row(ProjectState state, Property p, TagTree tree, int tag, Crowd here, Crowd all) {
    RoaringBitmap bearers = new RoaringBitmap();
    tree.withDescendants(tag).forEach(t -> bearers.or(state.uses(t).rows()));
    return new Facet.Row(tag, new Facet.Count(here.count(p, bearers), all.count(p, bearers)));
  }

  // ---- folders

  private static Facet folders(ProjectState state, Property p, Facet.Wish wish, Crowd here, Crowd all) {
    Column cells = state.cells(p).orElseThrow();
    List<Folder> folders = state.folders();
    int[] inAll = all.inFolders(cells, folders);
    int[] inHere = here == all ? inAll : here.inFolders(cells, folders);
    Set<Object> named = Set.copyOf(wish.named());
    List<Facet.Row> rows = folders.stream().filter(f -> named.contains(f.id()))
        .map(f -> new Facet.Row(f.id(), new Facet.Count(inHere[f.id()], inAll[f.id()]))).toList();
    return new Facet(p.id(), new Facet.Count(0, 0), folders.size(), rows, Optional.empty());
  }

  // ---- all else

  private record WholeOf(int propertyId, View.Mode mode) {
  }

  private Facet cells(ProjectState state, Property p, Facet.Wish wish, Crowd here, Crowd all, View.Mode mode) {
    var column = new FacetColumn(state, p);
    List<Object> parts = Stream.concat(Stream.of(all), column.parts().stream()).toList();
    Whole whole = keep(new WholeOf(p.id(), mode), parts, () -> {
      Classes classes = column.isMeasured() ? Stretches.of(p, column.cells(), all).orElse(null) : column.classes(this::textClasses);
      Classes of = classes == null ? TextClasses.NONE : classes;
      return new Whole(of, all.count(p, column.cells(), of));
    });
    Classes classes = whole.classes;
    int[] inAll = whole.counts;
    int[] inHere = here == all ? inAll : here.count(p, column.cells(), classes);
    var empty = new Facet.Count(inHere[classes.size()], inAll[classes.size()]);
    if (column.isMeasured()) {
      return new Facet(p.id(), empty, 0, List.of(), classes instanceof Stretches s ? Optional.of(s.bars(inHere, inAll)) : Optional.empty());
    }
    BitSet found = found(column, classes, inAll, Folding.fold(wish.search()));
    var listed = new LinkedHashSet<>(most(found, wish.most(), inHere, inAll));
    wish.named().forEach(v -> column.classOf(v, classes).ifPresent(listed::add));
    List<Facet.Row> rows = listed.stream()
        .map(c -> new Facet.Row(column.value(c, classes), new Facet.Count(inHere[c], inAll[c]))).toList();
    return new Facet(p.id(), empty, found.cardinality(), rows, Optional.empty());
  }

  private record TextsOf(int propertyId) {
  }

  /// Keeps the classes of texts from one dictionary to the next larger one.
  private TextClasses textClasses(int propertyId, UnaryOperator<TextClasses> grow) {
    Kept<?> before = known(kept.get(new TextsOf(propertyId)));
    TextClasses grown = grow.apply(before == null ? TextClasses.NONE : (TextClasses) before.result);
    kept.put(new TextsOf(propertyId), new SoftReference<>(new Kept<>(List.of(), grown)));
    return grown;
  }

  /// Returns the classes that anybody has and that contain a folded text.
  private static BitSet found(FacetColumn column, Classes classes, int[] inAll, String searched) {
    IntPredicate test = c -> inAll[c] > 0 && (searched.isEmpty() || Folding.fold(column.text(c, classes)).contains(searched));
    IntStream all = IntStream.range(0, classes.size());
    var out = new BitSet(classes.size());
    if (searched.isEmpty()) {
      all.filter(test).forEach(out::set);
    } else {
      for (int c : all.parallel().filter(test).toArray()) {
        out.set(c);
      }
    }
    return out;
  }

  /// Returns the classes that most of a view have, then those that most of all have.
  private static List<Integer> most(BitSet found, int most, int[] inHere, int[] inAll) {
    Comparator<Integer> better = (a, b) -> {
      int c = Integer.compare(inHere[b], inHere[a]);
      c = c != 0 ? c : Integer.compare(inAll[b], inAll[a]);
      return c != 0 ? c : Integer.compare(a, b);
    };
    var best = new PriorityQueue<>(better.reversed());
    for (int c = found.nextSetBit(0); c >= 0 && most > 0; c = found.nextSetBit(c + 1)) {
      if (best.size() == most) {
        int worst = best.peek();
        if (inHere[c] < inHere[worst] || inHere[c] == inHere[worst] && inAll[c] <= inAll[worst]) {
          continue;
        }
        best.poll();
      }
      best.add(c);
    }
    return best.stream().sorted(better).toList();
  }
}
