package panoptic.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BatchIterator;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// What many instances have in common by one property: counted by bitmaps and columns, in one pass.
///
/// `owners` counts instances, or images where the property's mode is sha1; `empty` those of them without a value; `distinct` the different values, of tags the
/// tags. `values` are the [#MOST] most frequent as JSON has them, each tag by itself. `low` and `high` are the least and greatest number or date as JSON has them, else null.
public record Summary(int propertyId, int owners, int empty, int distinct, List<Frequent> values, @Nullable Object low,
    @Nullable Object high) {
  public static final int MOST = 20;

  /// A value and how many owners have it.
  public record Frequent(Object value, int count) {
  }

  public Summary {
    values = List.copyOf(values);
  }

  /// Sums up one property of some rows of instances; `images` are the rows of their images.
  public static Summary of(ProjectState state, Property property, RoaringBitmap instances, RoaringBitmap images) {
    RoaringBitmap rows = property.mode() == PropertyMode.IMAGE ? images : instances;
    if (property.type().isTags()) {
      return tags(state, property, rows);
    }
    return switch (property.id()) {
      case Computed.ID, Computed.SHA1, Computed.PATH ->
        new Summary(property.id(), rows.getCardinality(), 0, rows.getCardinality(), List.of(),
            null, null); // each has its own
      case Computed.EXTENSION -> new CellSummary(state, property, rows, CellSource.cells(state, property).orElseThrow()).extensions();
      default -> new CellSummary(state, property, rows, state.cells(property).orElseThrow()).values();
    };
  }

  /// Returns the rows of the images of some instances.
  public static RoaringBitmap images(ProjectState state, RoaringBitmap instances) {
    var seen = new java.util.BitSet(state.imageRows());
    Column image = state.imageRowsOfInstances();
    instances.forEach((IntConsumer) row -> seen.set(image.getInt(row)));
    return org.roaringbitmap.BitSetUtil.bitmapOf(seen);
  }

  private static Summary tags(ProjectState state, Property property, RoaringBitmap rows) {
    var counts = new ArrayList<Frequent>();
    var valued = new RoaringBitmap();
    for (Tag t : state.tags(property.id())) {
      RoaringBitmap uses = state.uses(t.id()).rows();
      int count = RoaringBitmap.andCardinality(uses, rows);
      if (count > 0) {
        counts.add(new Frequent(t.id(), count));
        valued.or(RoaringBitmap.and(uses, rows));
      }
    }
    counts.sort(Comparator.comparingInt(Frequent::count).reversed());
    int owners = rows.getCardinality();
    return new Summary(property.id(), owners, owners - valued.getCardinality(), counts.size(),
        counts.subList(0, Math.min(MOST, counts.size())),
        null, null);
  }

  /// Counts the cells of a column.
  private static final class CellSummary {
    /// Up to here numbers are counted by their place in an array.
    private static final int SMALL = 1 << 12;
    private static final int BATCH = 4_096;
    private static final int MASK = (1 << Column.BLOCK_BITS) - 1;
    private final ProjectState state;
    private final Property property;
    private final CellCounts counts;
    private final int owners;
    private int empty;

    CellSummary(ProjectState state, Property property, RoaringBitmap rows, Column column) {
      this.state = state;
      this.property = property;
      owners = rows.getCardinality();
      counts = column.isWide() ? sorted(column, rows) : counted(column, rows);
    }

    private CellCounts sorted(Column column, RoaringBitmap rows) {
      long[] found = new long[owners];
      int n = 0;
      long @Nullable [] cells = null;
      int block = -1;
      int[] batch = new int[BATCH];
      for (BatchIterator i = rows.getBatchIterator(); i.hasNext();) {
        int asked = i.nextBatch(batch);
        for (int k = 0; k < asked; k++) {
          int row = batch[k];
          if (row >>> Column.BLOCK_BITS != block) {
            block = row >>> Column.BLOCK_BITS;
            cells = column.longs(block);
          }
          long cell = cells == null ? Column.NONE : cells[row & MASK];
          found[n] = cell;
          n += cell == Column.NONE ? 0 : 1;
          empty += cell == Column.NONE ? 1 : 0;
        }
      }
      return new SortedCells(found, n);
    }

    private CellCounts counted(Column column, RoaringBitmap rows) {
      var of = new LongCounts(Math.max(SMALL, codes()));
      int @Nullable [] cells = null;
      int block = -1;
      int[] batch = new int[BATCH];
      for (BatchIterator i = rows.getBatchIterator(); i.hasNext();) {
        int asked = i.nextBatch(batch);
        for (int k = 0; k < asked; k++) {
          int row = batch[k];
          if (row >>> Column.BLOCK_BITS != block) {
            block = row >>> Column.BLOCK_BITS;
            cells = column.ints(block);
          }
          int cell = cells == null ? Column.NONE_INT : cells[row & MASK];
          if (cell == Column.NONE_INT) {
            empty++;
          } else {
            of.add(cell, 1);
          }
        }
      }
      return of;
    }

    /// Returns how many codes the cells have, where they are codes of texts.
    private int codes() {
      return switch (property.type()) {
        case TEXT, URL, PATH, IMAGE_LINK -> CellSource.texts(state, property).size();
        default -> 0;
      };
    }

    Summary values() {
      var values = new ArrayList<Frequent>();
      CellCounts.Top top = counts.top(MOST);
      for (int i = 0; i < top.size(); i++) {
        values.add(new Frequent(json(top.cells()[i]), top.counts()[i]));
      }
      boolean measured = switch (property.type()) {
        case NUMBER, SIZE, DATE -> counts.size() > 0;
        default -> false;
      };
      return new Summary(property.id(), owners, empty, counts.size(), values, measured ? json(extreme(true)) : null,
          measured ? json(extreme(false)) : null);
    }

    private long extreme(boolean low) {
      long[] best = {0};
      double[] measure = {low ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY};
      counts.forEach((cell, _) -> {
        double m = measure(cell);
        if (low ? m < measure[0] : m > measure[0]) {
          measure[0] = m;
          best[0] = cell;
        }
      });
      return best[0];
    }

    private double measure(long cell) {
      return property.id() == Computed.FILE_TIME
          ? cell
          : property.type() == PropertyType.DATE
              ? PartialDate.ofBits(cell).start()
              : CellSource.areDoubles(property)
                  ? Double.longBitsToDouble(cell)
                  : cell;
    }

    private Object json(long cell) {
      return ValueFormat.json(Objects.requireNonNull(state.valueOf(property, cell)));
    }

    /// Sums up what stands after the last dot of names.
    Summary extensions() {
      var names = new java.util.HashMap<String, Integer>();
      int[] none = {empty};
      counts.forEach((code, count) -> {
        Value v = state.extension((int) code);
        if (v == null) {
          none[0] += count;
        } else {
          names.merge(ValueFormat.text(v), count, Integer::sum);
        }
      });
      List<Frequent> values = names.entrySet().stream().map(e -> new Frequent(e.getKey(), e.getValue()))
          .sorted(Comparator.comparingInt(Frequent::count).reversed()).limit(MOST).toList();
      return new Summary(property.id(), owners, none[0], names.size(), values, null, null);
    }
  }
}
