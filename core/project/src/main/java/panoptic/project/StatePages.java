package panoptic.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.Container;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Tag;

/// A state as pages of bytes, and back: `docs/formats/checkpoint.md`. This class is that page's text in code.
///
/// A page holds 65,536 rows of a column or of the sets of one property's tags, 4,096 things of the catalog, up to 8,192 texts of a dictionary, or
/// what people may undo. The same content gives the same bytes. What is derived (uses of images, the lookup) is not in a page.
@SuppressWarnings("ReferenceEquality") // shared parts are the same content, and asking for it is the point
final class StatePages {
  /// Version 1 lacked what version 1 of [ChangeCodec] lacks; its pages are read as before.
  static final int VERSION = 2;
  private static final int ROWS = 1 << Blocks.PAGE_BITS;
  private static final int THINGS = 4096;
  private static final int TEXTS = 8192;
  private static final int TEXT_BYTES = 1 << 19;

  enum Form {
    COLUMN, BITS, CATALOG, TEXTS, HISTORY
  }

  /// Which page: `key` is a property's id or the key of a fact, or the number of a kind; `first` the first row, thing or text.
  record PageKey(Form form, int key, int first) {
  }

  private StatePages() {}

  // ---- writing

  /// Returns the pages of a state; one that is the same as in `since`, and had a page there (`written`), is null instead of made again.
  static Map<PageKey, byte @Nullable []> pages(ProjectState state, @Nullable ProjectState since, Set<PageKey> written) {
    var out = new Pages(written);
    for (Kind kind : Kind.values()) {
      catalog(out, kind, state, since);
    }
    for (Fact f : Fact.values()) {
      column(out, f.key, state.fact(f), since == null ? null : since.fact(f), rows(state, f.table));
    }
    for (Fact f : StateEdit.textFacts()) {
      texts(out, f.key, state.texts(f), since == null ? 0 : since.texts(f).size());
    }
    for (int id = 1; id < state.parts.values.size(); id++) {
      Column c = state.parts.values.get(id);
      if (c != null) {
        column(out, id, c, since == null ? null : since.parts.values.get(id), rows(state, id));
      }
    }
    for (int id = 1; id < state.parts.texts.size(); id++) {
      Dictionary d = state.parts.texts.get(id);
      if (d != null) {
        Dictionary old = since == null ? null : since.parts.texts.get(id);
        texts(out, id, d, old == null ? 0 : old.size());
      }
    }
    sets(out, state, since);
    out.put(new PageKey(Form.HISTORY, 0, 0), since != null && since.parts.histories == state.parts.histories,
        () -> histories(state.parts.histories));
    return out.pages;
  }

  /// The pages so far. One that had no page before is made even where nothing is in it: there would be no name for it.
  private record Pages(Set<PageKey> written, Map<PageKey, byte @Nullable []> pages) {
    Pages(Set<PageKey> written) {
      this(written, new LinkedHashMap<>());
    }

    void put(PageKey key, boolean same, java.util.function.Supplier<byte[]> page) {
      pages.put(key, same && written.contains(key) ? null : page.get());
    }
  }

  private static int rows(ProjectState state, Table table) {
    return switch (table) {
      case INSTANCES -> state.instanceRows();
      case IMAGES -> state.imageRows();
      case COMMITS -> Math.toIntExact(state.sequence() + 1);
    };
  }

  private static int rows(ProjectState state, int propertyId) {
    var property = (Property) Objects.requireNonNull(state.entry(Kind.PROPERTY, propertyId)).thing();
    return property.mode() == PropertyMode.IMAGE ? state.imageRows() : state.instanceRows();
  }

  private static void catalog(Pages out, Kind kind, ProjectState state, @Nullable ProjectState since) {
    Shelf<Entry> shelf = state.shelf(kind);
    for (int first = 0; first < shelf.size(); first += THINGS) {
      int from = first;
      int to = Math.min(shelf.size(), first + THINGS);
      out.put(new PageKey(Form.CATALOG, kind.ordinal(), first), since != null && shelf.sameAs(since.shelf(kind), first, to), () -> {
        var w = new ByteWriter();
        w.varint(to - from);
        for (int id = from; id < to; id++) {
          ChangeCodec.writeEntry(w, shelf.get(id));
        }
        return w.toBytes();
      });
    }
  }

  private static void column(Pages out, int key, Column c, @Nullable Column old, int rows) {
    for (int first = 0; first < rows; first += ROWS) {
      int from = first;
      int b = first >>> Blocks.BITS;
      boolean same = old != null && same(c.blocks(), old.blocks(), b) && same(c.stamps().blocks(), old.stamps().blocks(), b);
      out.put(new PageKey(Form.COLUMN, key, first), same, () -> {
        var cells = new long[Math.min(ROWS, rows - from)];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = c.get(from + i);
        }
        var w = new ByteWriter();
        w.varint(cells.length);
        LongsCodec.write(w, Longs.of(cells), cells.length);
        c.stamps().write(w, from, cells.length);
        return w.toBytes();
      });
    }
  }

  private static boolean same(@Nullable Object[] now, @Nullable Object[] old, int block) {
    for (int b = block; b < block + Blocks.PER_PAGE; b++) {
      Object x = b < now.length ? now[b] : null;
      Object y = b < old.length ? old[b] : null;
      if (x != y) {
        return false;
      }
    }
    return true;
  }

  /// Writes sets by property: tags of one property share pages, so that many small tags are not many files.
  private static void sets(Pages out, ProjectState state, @Nullable ProjectState since) {
    set(out, Change.VISIBLE, List.of(Change.VISIBLE), state.instanceRows(), state, since);
    set(out, Change.MISSING, List.of(Change.MISSING), state.instanceRows(), state, since);
    for (int type = 1; type < state.parts.vectors.size(); type++) {
      if (state.parts.vectors.get(type) != null) {
        int key = Change.vectors(type);
        set(out, key, List.of(key), state.imageRows(), state, since);
      }
    }
    var byProperty = new java.util.TreeMap<Integer, List<Integer>>();
    for (int id = 1; id < state.parts.uses.size(); id++) {
      if (state.parts.uses.get(id) != null) {
        var tag = (Tag) Objects.requireNonNull(state.entry(Kind.TAG, id)).thing();
        byProperty.computeIfAbsent(tag.propertyId(), _ -> new ArrayList<>()).add(id);
      }
    }
    byProperty.forEach((property, tags) -> set(out, property, tags, rows(state, property), state, since));
  }

  private static void set(Pages out, int key, List<Integer> sets, int rows, ProjectState state, @Nullable ProjectState since) {
    for (int first = 0; first < rows; first += ROWS) {
      int p = first >>> Blocks.PAGE_BITS;
      int n = Math.min(ROWS, rows - first);
      out.put(new PageKey(Form.BITS, key, first), since != null && same(sets, p, state, since), () -> bitsPage(sets, p, n, state));
    }
  }

  private static boolean same(List<Integer> sets, int p, ProjectState state, ProjectState since) {
    for (int s : sets) {
      Bits now = state.set(s);
      Bits old = since.set(s);
      Container x = p < now.pages().length ? now.pages()[p] : null;
      Container y = p < old.pages().length ? old.pages()[p] : null;
      if (x != y || !same(now.stamps().blocks(), old.stamps().blocks(), p * Blocks.PER_PAGE) || since.parts.uses.get(s) == null && s > 0) {
        return false;
      }
    }
    return true;
  }

  /// A page of sets: how many sets and rows, then of each set its key, its rows within the page, and the stamps of the rows.
  private static byte[] bitsPage(List<Integer> sets, int p, int n, ProjectState state) {
    var w = new ByteWriter();
    w.varint(sets.size()).varint(n);
    for (int s : sets) {
      Bits bits = state.set(s);
      var rows = new RoaringBitmap();
      Container c = p < bits.pages().length ? bits.pages()[p] : null;
      if (c != null && !c.isEmpty()) {
        rows.append((char) 0, c.clone());
        rows.removeRunCompression(); // so that the same rows are the same bytes, whatever way the set came about
        rows.runOptimize();
      }
      w.zigzag(s).bitmap(rows);
      bits.stamps().write(w, p << Blocks.PAGE_BITS, n);
    }
    return w.toBytes();
  }

  private static void texts(Pages out, int key, Dictionary d, int before) {
    for (int first = 0; first < d.size();) {
      int to = first;
      int bytes = 0;
      var w = new ByteWriter();
      while (to < d.size() && to - first < TEXTS && bytes < TEXT_BYTES) {
        byte[] text = d.utf8(to++);
        bytes += text.length;
        w.block(text);
      }
      boolean whole = to - first == TEXTS || bytes >= TEXT_BYTES;
      int n = to - first;
      out.put(new PageKey(Form.TEXTS, key, first), to <= before && (whole || before == d.size()),
          () -> new ByteWriter().varint(n).raw(w.toBytes()).toBytes());
      first = to;
    }
  }

  private static byte[] histories(Shelf<History> shelf) {
    var w = new ByteWriter();
    w.varint(shelf.size());
    for (int person = 0; person < shelf.size(); person++) {
      History h = shelf.get(person);
      steps(w, h == null ? null : h.undo());
      steps(w, h == null ? null : h.redo());
    }
    return w.toBytes();
  }

  /// A stack from the bottom up: how many, then each step less the one below.
  private static void steps(ByteWriter w, @Nullable Steps top) {
    var all = new ArrayList<Integer>();
    for (Steps s = top; s != null; s = s.below()) {
      all.add(s.step());
    }
    w.varint(all.size());
    int last = 0;
    for (int step : all.reversed()) {
      w.zigzag(step - last);
      last = step;
    }
  }

  /// The manifest: version, sequence, rows of instances and images, then the pages in the order of their names.
  static byte[] manifest(ProjectState state, List<PageKey> pages) {
    var w = new ByteWriter();
    w.varint(VERSION).varint(state.sequence()).varint(state.instanceRows()).varint(state.imageRows()).varint(pages.size());
    for (PageKey p : pages) {
      w.u8(p.form().ordinal()).zigzag(p.key()).varint(p.first());
    }
    return w.toBytes();
  }

  // ---- reading

  /// The pages a manifest names, in the order of their names.
  static List<PageKey> pageKeys(byte[] manifest) {
    var in = new ByteReader(manifest);
    int version = in.count();
    if (version < 1 || version > VERSION) {
      throw new IllegalArgumentException("a checkpoint of version " + version);
    }
    in.count();
    in.count();
    in.count();
    int n = in.many();
    var out = new ArrayList<PageKey>(n);
    for (int i = 0; i < n; i++) {
      out.add(new PageKey(Form.values()[in.u8()], Math.toIntExact(in.zigzag()), in.count()));
    }
    return out;
  }

  /// Reads a state from its manifest and pages; pages are asked for from several threads. Nonsense throws `IllegalArgumentException`.
  static ProjectState read(byte[] manifest, IntFunction<byte[]> pages) {
    List<PageKey> keys = pageKeys(manifest);
    var head = new ByteReader(manifest);
    head.count();
    ProjectState.Parts parts = ProjectState.empty().parts;
    parts.sequence = head.count();
    parts.instanceRows = head.count();
    parts.imageRows = head.count();
    IntFunction<ByteReader> reader = i -> new ByteReader(pages.apply(i));
    for (int i = 0; i < keys.size(); i++) { // small, and the rest needs to know the properties' types
      switch (keys.get(i).form()) {
        case CATALOG -> addEntries(parts, keys.get(i), reader.apply(i));
        case HISTORY -> parts.histories = decoded(keys.get(i), reader.apply(i), StatePages::histories);
        case COLUMN, BITS, TEXTS -> {
          // below
        }
      }
    }
    var columns = new LinkedHashMap<Integer, ColumnParts>();
    var texts = new LinkedHashMap<Integer, List<Integer>>();
    for (int i = 0; i < keys.size(); i++) {
      PageKey key = keys.get(i);
      if (key.form() == Form.COLUMN) {
        columns.computeIfAbsent(key.key(), k -> new ColumnParts(isWide(parts, k))).reserve(key.first());
      } else if (key.form() == Form.TEXTS) {
        texts.computeIfAbsent(key.key(), _ -> new ArrayList<>()).add(i);
      }
    }
    /* Each page goes where it stays as soon as it is decoded: the pages of a million images, all at once beside the state, would be as much again. */
    var dictionaries = new ConcurrentHashMap<Integer, Dictionary>();
    var sets = new ConcurrentHashMap<Integer, BitsPage>();
    texts.entrySet().parallelStream().forEach(e -> {
      Dictionary d = Dictionary.empty();
      for (int i : e.getValue()) {
        d = d.withUtf8(decoded(keys.get(i), reader.apply(i), StatePages::texts));
      }
      dictionaries.put(e.getKey(), d);
    });
    IntStream.range(0, keys.size()).parallel().forEach(i -> {
      PageKey key = keys.get(i);
      switch (key.form()) {
        case COLUMN -> decoded(key, reader.apply(i), in -> Objects.requireNonNull(columns.get(key.key())).add(key.first(), in));
        case BITS -> sets.put(i, decoded(key, reader.apply(i), StatePages::sets));
        case TEXTS, CATALOG, HISTORY -> {
          // above
        }
      }
    });
    dictionaries.forEach((key, d) -> {
      if (key > 0) {
        parts.texts = parts.texts.with(key, d);
      } else {
        parts.factTexts.put(Fact.of(key), d);
      }
    });
    columns.forEach((key, c) -> {
      if (key > 0) {
        parts.values = parts.values.with(key, c.column());
      } else {
        parts.facts.put(Fact.of(key), c.column());
      }
    });
    var bits = new LinkedHashMap<Integer, BitsParts>();
    sets.forEach(
        (i, page) -> page.sets().forEach(set -> bits.computeIfAbsent(set.key(), _ -> new BitsParts()).add(keys.get(i).first(), set)));
    bits.forEach((key, b) -> {
      switch (key) {
        case Change.VISIBLE -> parts.visible = b.bits();
        case Change.MISSING -> parts.missing = b.bits();
        default -> {
          if (Change.isOfVectors(key)) {
            parts.vectors = parts.vectors.with(Change.vectorType(key), b.bits());
          } else {
            parts.uses = parts.uses.with(key, b.bits());
          }
        }
      }
    });
    return StateEdit.derived(parts);
  }

  private static boolean isWide(ProjectState.Parts parts, int key) {
    if (key < 0) {
      return Fact.of(key).wide;
    }
    Entry property = Objects.requireNonNull(parts.catalog.get(Kind.PROPERTY)).get(key);
    if (property == null) {
      throw new IllegalArgumentException("there is no property " + key + " for its values");
    }
    return Cells.isWide(((Property) property.thing()).type());
  }

  private record SetPage(int key, RoaringBitmap rows, StampBlock[] stamps) {
  }

  private record BitsPage(List<SetPage> sets) {
  }

  /// Decodes a page, whose bytes may be nonsense.
  private static <T> T decoded(PageKey key, ByteReader in, Function<ByteReader, T> decode) {
    try {
      return decode.apply(in);
    } catch (IndexOutOfBoundsException | java.io.UncheckedIOException | NullPointerException | ArithmeticException e) {
      throw new IllegalArgumentException("the page " + key + " holds nonsense", e);
    }
  }

  private static BitsPage sets(ByteReader in) {
    var sets = new ArrayList<SetPage>();
    int count = in.many();
    int n = rowCount(in);
    for (int i = 0; i < count; i++) {
      sets.add(new SetPage(Math.toIntExact(in.zigzag()), in.bitmap(), Stamps.read(in, n)));
    }
    return new BitsPage(sets);
  }

  private static List<byte[]> texts(ByteReader in) {
    var texts = new ArrayList<byte[]>();
    for (int n = in.many(); n > 0; n--) {
      texts.add(in.block());
    }
    return texts;
  }

  private static void addEntries(ProjectState.Parts parts, PageKey key, ByteReader page) {
    Kind kind = Kind.values()[key.key()];
    parts.catalog.put(kind, decoded(key, page, in -> {
      Shelf<Entry> shelf = Objects.requireNonNull(parts.catalog.get(kind));
      int n = in.many();
      for (int k = 0; k < n; k++) {
        Entry e = ChangeCodec.readEntry(in, kind, key.first() + k);
        if (e != null) {
          shelf = shelf.with(key.first() + k, e);
        }
      }
      return shelf;
    }));
  }

  private static Shelf<History> histories(ByteReader in) {
    Shelf<History> shelf = Shelf.empty();
    int n = in.count();
    for (int person = 0; person < n; person++) {
      shelf = shelf.with(person, new History(steps(in), steps(in)));
    }
    return shelf;
  }

  private static @Nullable Steps steps(ByteReader in) {
    Steps top = null;
    int step = 0;
    for (int n = in.many(); n > 0; n--) {
      step += Math.toIntExact(in.zigzag());
      top = new Steps(step, top);
    }
    return top;
  }

  private static int rowCount(ByteReader in) {
    int n = in.count();
    if (n > ROWS) {
      throw new IllegalArgumentException("a page of " + n + " rows");
    }
    return n;
  }

  /// The blocks of a column as pages bring them; pages may come from several threads at once.
  private static final class ColumnParts {
    private final boolean wide;
    private int pages;
    private @Nullable Object @Nullable [] blocks;
    private @Nullable StampBlock @Nullable [] stamps;

    ColumnParts(boolean wide) {
      this.wide = wide;
    }

    /// Tells of a page before any is added.
    void reserve(int first) {
      pages = Math.max(pages, (first >>> Blocks.PAGE_BITS) + 1);
      blocks = new @Nullable Object[pages * Blocks.PER_PAGE];
      stamps = new @Nullable StampBlock[pages * Blocks.PER_PAGE];
    }

    /// Takes a page; returns how many rows it brings.
    int add(int first, ByteReader in) {
      int n = rowCount(in);
      Longs cells = LongsCodec.read(in, n);
      int at = (first >>> Blocks.PAGE_BITS) * Blocks.PER_PAGE;
      for (int b = 0; b < Blocks.PER_PAGE; b++) {
        Objects.requireNonNull(blocks)[at + b] = block(cells, n, b << Blocks.BITS);
      }
      System.arraycopy(Stamps.read(in, n), 0, Objects.requireNonNull(stamps), at, Blocks.PER_PAGE);
      return n;
    }

    Column column() {
      StampBlock[] all = Arrays.stream(Objects.requireNonNull(stamps)).map(s -> s == null ? Stamps.NEVER : s)
          .toArray(StampBlock[]::new);
      boolean stamped = Arrays.stream(all).anyMatch(s -> !s.equals(Stamps.NEVER));
      return Column.of(wide, Objects.requireNonNull(blocks), stamped ? new Stamps(all) : Stamps.NONE);
    }

    private @Nullable Object block(Longs cells, int rows, int from) {
      if (from >= rows || cells instanceof Longs.Same s && s.cell() == Column.NONE) {
        return null;
      }
      boolean any = false;
      var longs = new long[wide ? Blocks.SIZE : 0];
      var ints = new int[wide ? 0 : Blocks.SIZE];
      for (int i = 0; i < Blocks.SIZE; i++) {
        long cell = from + i < rows ? cells.get(from + i) : Column.NONE;
        any |= cell != Column.NONE;
        if (wide) {
          longs[i] = cell;
        } else {
          ints[i] = cell == Column.NONE ? Integer.MIN_VALUE : Math.toIntExact(cell);
        }
      }
      return !any ? null : wide ? longs : ints;
    }
  }

  /// A set as pages bring it.
  private static final class BitsParts {
    private final Map<Integer, SetPage> pages = new LinkedHashMap<>();

    void add(int first, SetPage page) {
      pages.put(first >>> Blocks.PAGE_BITS, page);
    }

    Bits bits() {
      int last = pages.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
      @Nullable Container[] containers = new @Nullable Container[last + 1];
      var stamps = new StampBlock[(last + 1) * Blocks.PER_PAGE];
      Arrays.fill(stamps, Stamps.NEVER);
      pages.forEach((p, page) -> {
        containers[p] = page.rows().isEmpty() ? null : page.rows().getContainerPointer().getContainer();
        System.arraycopy(page.stamps(), 0, stamps, p * Blocks.PER_PAGE, Blocks.PER_PAGE);
      });
      return new Bits(containers, new Stamps(stamps));
    }
  }
}
