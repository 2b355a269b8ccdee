package panoptic.project;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.Container;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.RoaringBitmap;

/// A set of rows: the uses of a tag, the visible instances. Immutable; one Roaring container per 65,536 rows.
///
/// Its stamps tell which commit put each row in or out last.
public final class Bits {
  static final Bits EMPTY = new Bits(new Container[0], Stamps.NONE);

  private final @Nullable Container[] pages;
  private final Stamps stamps;

  Bits(@Nullable Container[] pages, Stamps stamps) {
    this.pages = pages;
    this.stamps = stamps;
  }

  public boolean contains(int row) {
    int p = row >>> Blocks.PAGE_BITS;
    if (p >= pages.length) {
      return false;
    }
    Container c = pages[p];
    return c != null && c.contains((char) row);
  }

  /// Returns how many rows are in the set.
  public int count() {
    int n = 0;
    for (Container c : pages) {
      n += c == null ? 0 : c.getCardinality();
    }
    return n;
  }

  public Stamps stamps() {
    return stamps;
  }

  /// Returns the rows as a bitmap. It shares its containers with the state: read it, never change it in place.
  public RoaringBitmap rows() {
    var out = new RoaringBitmap();
    for (int p = 0; p < pages.length; p++) {
      Container c = pages[p];
      if (c != null && !c.isEmpty()) {
        out.append((char) p, c);
      }
    }
    return out;
  }

  @Nullable Container[] pages() {
    return pages;
  }

  /// Returns this set with rows put in and rows taken out by a commit; sequence 0 leaves no stamp.
  Bits with(RoaringBitmap added, RoaringBitmap removed, int sequence) {
    int last = Math.max(added.isEmpty() ? -1 : added.last(), removed.isEmpty() ? -1 : removed.last());
    if (last < 0) {
      return this;
    }
    @Nullable Container[] next = Arrays.copyOf(pages, Math.max(pages.length, (last >>> Blocks.PAGE_BITS) + 1));
    for (ContainerPointer p = added.getContainerPointer(); p.getContainer() != null; p.advance()) {
      Container now = next[p.key()];
      next[p.key()] = now == null ? p.getContainer().clone() : now.or(p.getContainer());
    }
    for (ContainerPointer p = removed.getContainerPointer(); p.getContainer() != null; p.advance()) {
      Container now = next[p.key()];
      if (now != null) {
        next[p.key()] = now.andNot(p.getContainer());
      }
    }
    return new Bits(next, sequence == 0 ? stamps : stamps.with(added, sequence).with(removed, sequence));
  }
}
