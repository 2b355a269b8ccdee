package panoptic.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BatchIterator;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Tag;
import panoptic.project.Bits;
import panoptic.project.ProjectState;

/// The tags of each owner of a property, without those above them: the sets of rows of its tags the other way round. Immutable.
final class TagLists {
  private static final int BATCH = 1_024;

  private final List<Tag> tags;
  private final int[] starts;
  private final int[] borne;

  private TagLists(List<Tag> tags, int[] starts, int[] borne) {
    this.tags = tags;
    this.starts = starts;
    this.borne = borne;
  }

  /// Returns the lists of all owners, or of those alone that are asked about, in rows of the property's own table.
  static TagLists of(ProjectState state, Property p, Optional<RoaringBitmap> only) {
    List<Tag> tags = state.tags(p.id());
    List<RoaringBitmap> bearers = tags.stream().map(t -> state.uses(t.id()).rows())
        .map(rows -> only.isPresent() ? RoaringBitmap.and(rows, only.get()) : rows).toList();
    int owners = owners(state, p);
    int[] starts = new int[owners + 1];
    each(owners, bearers, (owner, _) -> starts[owner + 1]++);
    for (int owner = 0; owner < owners; owner++) {
      starts[owner + 1] += starts[owner];
    }
    int[] next = starts.clone();
    int[] borne = new int[starts[owners]];
    each(owners, bearers, (owner, tag) -> borne[next[owner]++] = tag);
    return new TagLists(tags, starts, borne);
  }

  private static int owners(ProjectState state, Property p) {
    return p.mode() == PropertyMode.IMAGE ? state.imageRows() : state.instanceRows();
  }

  private interface Use {
    void of(int owner, int tag);
  }

  /// Tells all uses of tags, those of one owner by one thread and by rising tag.
  private static void each(int owners, List<RoaringBitmap> bearers, Use use) {
    Split.over(owners, Object[]::new, (from, to) -> {
      int[] batch = new int[BATCH];
      for (int tag = 0; tag < bearers.size(); tag++) {
        BatchIterator i = bearers.get(tag).getBatchIterator();
        i.advanceIfNeeded(from);
        boolean isWithin = true;
        while (isWithin && i.hasNext()) {
          int n = i.nextBatch(batch);
          while (n > 0 && batch[n - 1] >= to) {
            n--;
            isWithin = false;
          }
          for (int k = 0; k < n; k++) {
            use.of(batch[k], tag);
          }
        }
      }
      return bearers;
    });
  }

  /// Returns the tags that are spoken of by their place here.
  List<Tag> tags() {
    return tags;
  }

  /// Returns where the tags of an owner begin; they end where those of the next begin.
  int start(int owner) {
    return starts[owner];
  }

  /// Returns the tag at a place, as its place in [#tags].
  int tag(int at) {
    return borne[at];
  }

  /// Keeps the lists of one project's properties while their tags stay on the same rows. Any thread may use it.
  static final class Kept {
    private final Map<Integer, Of> kept = new HashMap<>();

    private static final class Of {
      private @Nullable TagLists lists;
      private List<Bits> uses = List.of();

      boolean isOf(ProjectState state, Property p) {
        TagLists known = lists;
        List<Tag> tags = state.tags(p.id());
        return known != null && known.starts.length == owners(state, p) + 1 && known.tags.equals(tags)
            && areSame(uses, uses(state, tags));
      }
    }

    /// Returns the lists of all owners of a property.
    TagLists of(ProjectState state, Property p) {
      Of of = kept(p);
      synchronized (of) {
        TagLists known = of.lists;
        if (known == null || !of.isOf(state, p)) {
          known = TagLists.of(state, p, Optional.empty());
          of.lists = known;
          of.uses = uses(state, known.tags);
        }
        return known;
      }
    }

    /// Tells whether the lists of a property are known as they are in a state.
    boolean has(ProjectState state, Property p) {
      Of of = kept(p);
      synchronized (of) {
        return of.isOf(state, p);
      }
    }

    private Of kept(Property p) {
      synchronized (kept) {
        return kept.computeIfAbsent(p.id(), _ -> new Of());
      }
    }

    private static List<Bits> uses(ProjectState state, List<Tag> tags) {
      return tags.stream().map(t -> state.uses(t.id())).toList();
    }

    @SuppressWarnings("ReferenceEquality") // the same object is what tells that nothing changed
    private static boolean areSame(List<Bits> some, List<Bits> others) {
      boolean same = some.size() == others.size();
      for (int i = 0; same && i < some.size(); i++) {
        same = some.get(i) == others.get(i);
      }
      return same;
    }
  }
}
