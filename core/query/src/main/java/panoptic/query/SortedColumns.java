package panoptic.query;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// What is dear to find of one project's columns, kept from state to state: where the values of each stand in order. Any thread may use it.
///
/// A column is the same object in two states while nothing in it has changed, and so are its blocks: where some changed, only their rows are compared, and those with other
/// cells are put where they belong. Of the orders of all instances by a property that somebody sorted by, at most [#MOST_BYTES] are kept; what was asked for longest ago
/// goes first. Besides there are, without a bound of their own: the ranks (4 bytes, in each order that a
/// language of those who look has of them) and first letters (2 bytes) of each different text that was asked about; 4 bytes for
/// each owner and each use of a tag of a property; 4 bytes for each copy.
final class SortedColumns {
  /// How much the kept orders may take, at least; and a row of the project.
  static final long MOST_BYTES = 48L << 20;
  private static final long BYTES_PER_ROW = 64;
  /// Of fewer than a share of the rows the order is found without that of all.
  private static final int FEW = 8;
  /// Where more than a share of the rows changed, all are sorted anew.
  private static final int MANY = 8;

  private final TextRanks ranks = new TextRanks();
  private final Initials initials = new Initials();
  private final Copies.Kept copies = new Copies.Kept();
  private final TagLists.Kept tagLists = new TagLists.Kept();
  private final Map<Of, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  /// A property, and of texts the order they stand in.
  private record Of(int propertyId, Optional<TextOrder> texts) {
  }

  /// The order of a property's column, which several threads ask for and one finds.
  private static final class Kept {
    private volatile @Nullable Sorted newest;
  }

  private record Sorted(long sequence, Column cells, Column images, SortedRows rows) {
    boolean isOf(Column otherCells, Column otherImages, boolean ofImages) {
      return cells == otherCells && (!ofImages || images == otherImages);
    }
  }

  /// Returns the ranks of a property's texts where they are known, or worth finding for so many rows.
  Optional<int[]> ranks(StateReader reader, Property property, int asked) {
    ProjectState state = reader.state();
    if (!property.type().isText() || CellSource.cells(state, property).isEmpty()) {
      return Optional.empty();
    }
    Optional<int[]> known = ranks.known(state, property, reader.texts());
    return known.isPresent() || property.id() != Computed.EXTENSION && isFew(state, asked)
        ? known
        : Optional.of(ranks.of(state, property, reader.texts()));
  }

  /// Returns the first letters of a property's texts, by code, as [Initials#of].
  char[] initials(ProjectState state, Property property) {
    return initials.of(state, property);
  }

  /// Finds what any first page needs: the ranks of all texts in the order of a language, the tags of all owners, the copies.
  void warmUp(ProjectState state, Locale language) {
    var reader = new StateReader(state, language);
    copies(state);
    for (Property p : state.properties()) {
      if (p.type().isTags()) {
        tagLists(state, p);
      }
    }
    Stream.concat(Computed.ALL.stream(), state.properties().stream()).forEach(p -> ranks(reader, p, state.instanceRows()));
  }

  /// Returns the copies of the project's images.
  Copies copies(ProjectState state) {
    return copies.of(state);
  }

  /// Returns the tags of each owner of a property.
  TagLists tagLists(ProjectState state, Property property) {
    return tagLists.of(state, property);
  }

  /// Tells whether [#tagLists] has what it returns.
  boolean hasTagLists(ProjectState state, Property property) {
    return tagLists.has(state, property);
  }

  private static boolean isFew(ProjectState state, int asked) {
    return asked < state.instanceRows() / FEW;
  }

  /// Returns the instances in the order of a property; empty where it has no cells to sort by, or is asked for a few rows only.
  Optional<SortedRows> find(StateReader reader, Property property, int asked) {
    ProjectState state = reader.state();
    Optional<Column> cells = CellSource.cells(state, property);
    if (cells.isEmpty() || isFew(state, asked) || property.type() == PropertyType.FOLDER) { // folders are sorted by names, which may change beside the column
      return Optional.empty();
    }
    Kept of;
    synchronized (this) {
      of = kept.computeIfAbsent(new Of(property.id(), Optional.of(reader.texts()).filter(_ -> property.type().isText())), _ -> new Kept());
    }
    SortedRows rows;
    synchronized (of) {
      rows = sorted(reader, property, cells.get(), of);
    }
    drop(of, Math.max(MOST_BYTES, BYTES_PER_ROW * state.instanceRows()));
    return Optional.of(rows);
  }

  private SortedRows sorted(StateReader reader, Property property, Column cells, Kept of) {
    ProjectState state = reader.state();
    Column images = state.imageRowsOfInstances();
    Sorted known = of.newest;
    if (known != null && known.isOf(cells, images, property.mode() == PropertyMode.IMAGE)) {
      return known.rows;
    }
    CellOrder order = CellOrder.of(reader, property, ranks(reader, property, state.instanceRows())).orElseThrow();
    SortedRows rows = known == null ? order.all() : brought(state, property, order, known);
    if (known == null || known.sequence <= state.sequence()) {
      of.newest = new Sorted(state.sequence(), cells, images, rows);
    }
    return rows;
  }

  /// Brings what was sorted to another state.
  private static SortedRows brought(ProjectState state, Property property, CellOrder order, Sorted known) {
    BitSet changed = property.mode() == PropertyMode.IMAGE
        ? ofImages(state, order, known)
        : CellOrder.changed(known.cells, order.column(), end(state, known));
    return changed.cardinality() > state.instanceRows() / MANY ? order.all() : known.rows.with(changed, order.sorted(changed), order);
  }

  /// The state may be an older one, which has fewer rows.
  private static int end(ProjectState state, Sorted known) {
    return Math.max(state.instanceRows(), known.rows.end());
  }

  private static BitSet ofImages(ProjectState state, CellOrder order, Sorted known) {
    Column images = state.imageRowsOfInstances();
    BitSet changed = CellOrder.changed(known.images, images, end(state, known));
    BitSet ofImages = CellOrder.changed(known.cells, order.column(), state.imageRows());
    if (!ofImages.isEmpty()) {
      for (int row = 0; row < state.instanceRows(); row++) {
        int image = images.getInt(row);
        if (image >= 0 && ofImages.get(image)) {
          changed.set(row);
        }
      }
    }
    return changed;
  }

  /// Drops what was asked for longest ago until the rest is small enough; never what was just asked for.
  private synchronized void drop(Kept asked, long most) {
    long sum = 0;
    for (Kept k : kept.values()) {
      Sorted newest = k.newest;
      sum += newest == null ? 0 : newest.rows.bytes();
    }
    var oldest = kept.values().iterator();
    while (sum > most && oldest.hasNext()) {
      Kept k = oldest.next();
      Sorted newest = k.newest;
      if (k != asked && newest != null) {
        sum -= newest.rows.bytes();
        oldest.remove();
      }
    }
  }
}
