package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Property;
import panoptic.model.PropertyMode;

/// Counts what a view matches by the groups of all its levels, without putting a row anywhere: some thousand rows are looked at together, by as many threads as there
/// are processors, and only numbers are kept.
final class Tally {
  /// Where fewer rows than one in so many are asked about, the tags of these alone are looked up.
  private static final int FEW = 8;
  /// The copies of so many images are looked at by several threads.
  private static final int MANY_IMAGES = 1 << 13;

  private final StateReader reader;
  private final View view;
  private final Matched matched;
  private final List<Membership> members = new ArrayList<>();
  private final List<Pairs> pairs = new ArrayList<>();
  private List<Standings> standings = List.of();

  Tally(StateReader reader, View view, Matched matched, Optional<SortedColumns> kept) {
    this.reader = reader;
    this.view = view;
    this.matched = matched;
    for (GroupBy by : view.group()) {
      boolean isOfTags = by.by() == GroupBy.By.TAG || by.by() == GroupBy.By.TOP;
      members.add(isOfTags ? new TagKeys(reader, by, lists(reader.property(by.propertyId()), kept)) : new GroupKeys(reader, by, kept));
      pairs.add(new Pairs());
    }
    pairs.removeLast();
  }

  private TagLists lists(Property p, Optional<SortedColumns> kept) {
    boolean isFew = matched.rows().length < reader.state().instanceRows() / FEW;
    if (kept.isPresent() && (!isFew || kept.get().hasTagLists(reader.state(), p))) {
      return kept.get().tagLists(reader.state(), p);
    }
    var only = new RoaringBitmap();
    if (isFew && p.mode() == PropertyMode.IMAGE) {
      only.add(Gather.ints(reader.state().imageRowsOfInstances(), matched.rows()));
    }
    return TagLists.of(reader.state(), p, isFew ? Optional.of(p.mode() == PropertyMode.IMAGE ? only : matched.bitmap()) : Optional.empty());
  }

  /// Returns a walk over the groups of rows that are matched. After [#levels], no group comes that has no number yet.
  Walk walk() {
    return new Walk(members, pairs);
  }

  /// Returns all levels, the outermost first.
  List<Level> levels() {
    int[] rows = matched.rows();
    Counted[] counted = Split.over(rows.length, Counted[]::new, (from, to) -> counted(rows, from, to));
    standings = Arrays.stream(counted).map(Counted::standings).toList();
    int[][] counts = sums(Arrays.stream(counted).map(Counted::counts).toArray(int[][][]::new));
    var levels = new ArrayList<Level>();
    for (int level = 0; level < members.size(); level++) {
      levels.add(level(level, counts[level]));
    }
    int[][] more = sums(Split.over(matched.several(), MANY_IMAGES, int[][][]::new, (from, to) -> repeated(levels, from, to)));
    for (int level = 0; level < members.size(); level++) {
      Level of = levels.get(level);
      int[] repeated = more[level];
      int[] ownRepeated = more[members.size() + level];
      Arrays.setAll(of.images, number -> of.instances[number] - at(repeated, number));
      Arrays.setAll(of.ownImages, number -> of.ownInstances[number] - at(ownRepeated, number));
    }
    return levels;
  }

  /// Returns where the rows stand in the innermost level, part by part, once [#levels] has counted them.
  List<Standings> standings() {
    return standings;
  }

  private static int at(int[] counts, int number) {
    return number < counts.length ? counts[number] : 0;
  }

  private static int[][] sums(int[][][] parts) {
    int[][] out = parts[0];
    for (int p = 1; p < parts.length; p++) {
      for (int level = 0; level < out.length; level++) {
        int[] part = parts[p][level];
        int[] sum = out[level].length < part.length ? Arrays.copyOf(out[level], part.length) : out[level];
        for (int i = 0; i < part.length; i++) {
          sum[i] += part[i];
        }
        out[level] = sum;
      }
    }
    return out;
  }

  /// Where some rows stand, and how many in each group of each level.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Counted(int[][] counts, Standings standings) {
  }

  private Counted counted(int[] rows, int from, int to) {
    Walk walk = walk();
    var stand = new Standings(from, to);
    int[][] counts = new int[members.size()][64];
    for (int begin = from; begin < to; begin += Walk.BLOCK) {
      walk.read(rows, begin, Math.min(to, begin + Walk.BLOCK));
      for (int level = 0; level < counts.length; level++) {
        Entries entries = walk.at(level);
        int[] of = roomy(counts[level], size(level));
        counts[level] = of;
        int[] numbers = entries.numbers();
        for (int i = 0; i < entries.size(); i++) {
          of[numbers[i]]++;
        }
      }
      stand.add(walk.innermost());
    }
    return new Counted(counts, stand);
  }

  private int size(int level) {
    return level == 0 ? members.getFirst().size() : pairs.get(level - 1).size();
  }

  private static int[] roomy(int[] counts, int size) {
    return counts.length < size ? Arrays.copyOf(counts, Math.max(size, 2 * counts.length)) : counts;
  }

  // ---- levels

  private Level level(int level, int[] counts) {
    GroupBy by = view.group().get(level);
    List<GroupKey> keys = members.get(level).keys();
    int size = size(level);
    int[] outer = level == 0 ? new int[size] : IntStream.range(0, size).map(pairs.get(level - 1)::outer).toArray();
    int[] key = level == 0 ? IntStream.range(0, size).toArray() : IntStream.range(0, size).map(pairs.get(level - 1)::key).toArray();
    Level made;
    if (by.by() == GroupBy.By.TREE) {
      made = new FolderTree(reader, keys, outer, key, counts).level(by);
    } else {
      int[] up = new int[size];
      Arrays.fill(up, Level.OUTERMOST);
      made = new Level(by, keys, outer, key, up);
    }
    for (int number = 0; number < size; number++) {
      made.ownInstances[number] = at(counts, number);
      for (int at = number; at != Level.OUTERMOST; at = made.up[at]) {
        made.instances[at] += at(counts, number);
      }
    }
    return made;
  }

  // ---- images

  /// Returns by level and number how many copies stand in a group beside another of their image; and last the same without folders within.
  private int[][] repeated(List<Level> levels, int fromImage, int toImage) {
    int[][] out = new int[2 * levels.size()][];
    for (int level = 0; level < levels.size(); level++) {
      out[level] = new int[levels.get(level).outer.length];
      out[levels.size() + level] = new int[levels.get(level).outer.length];
    }
    var seen = new Repeats();
    int[] ranks = matched.ranks();
    for (int image = fromImage; image < toImage; image++) {
      for (int level = 0; level < levels.size(); level++) {
        seen.clear();
        for (int at = matched.start(image); at < matched.start(image + 1); at++) {
          addGroups(levels, level, matched.place(matched.copies()[at], ranks), seen);
        }
        seen.count(out[levels.size() + level]);
        if (levels.get(level).by.by() == GroupBy.By.TREE) {
          seen.addAbove(levels.get(level).up);
        }
        seen.count(out[level]);
      }
    }
    return out;
  }

  /// Adds the groups of a level in which the row at a place stands, each once. In the innermost level those of one outer group stand beside each other.
  private void addGroups(List<Level> levels, int level, int place, Repeats into) {
    int part = 0;
    while (!standings.get(part).has(place)) {
      part++;
    }
    Standings of = standings.get(part);
    int last = -1;
    int end = of.from(place + 1);
    for (int at = of.from(place); at < end; at++) {
      int number = of.number(at);
      for (int inner = levels.size() - 1; inner > level; inner--) {
        number = levels.get(inner).outer[number];
      }
      if (number != last) {
        into.add(number);
        last = number;
      }
    }
  }

  /// Numbers of which some came more than once.
  private static final class Repeats {
    private int[] numbers = new int[16];
    private int size;

    void clear() {
      size = 0;
    }

    void add(int number) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
    }

    /// Adds the groups around those that came.
    void addAbove(int[] up) {
      int own = size;
      for (int i = 0; i < own; i++) {
        for (int at = up[numbers[i]]; at != Level.OUTERMOST; at = up[at]) {
          add(at);
        }
      }
    }

    /// Adds one to each number for every time it came again.
    void count(int[] into) {
      if (size == 2) {
        into[numbers[0]] += numbers[0] == numbers[1] ? 1 : 0;
        return;
      }
      Arrays.sort(numbers, 0, size);
      for (int i = 1; i < size; i++) {
        into[numbers[i]] += numbers[i] == numbers[i - 1] ? 1 : 0;
      }
    }
  }

  /// The folders of a level of which rows lie in, and those above them.
  private static final class FolderTree {
    private final StateReader reader;
    private final List<GroupKey> keys = new ArrayList<>();
    private final Map<Integer, Integer> keyOf = new HashMap<>();
    private final Map<Long, Integer> numbers = new HashMap<>();
    private int[] outer;
    private int[] key;
    private int[] up;
    private int size;

    /// Puts the folders above those of some rows behind them.
    FolderTree(StateReader reader, List<GroupKey> folders, int[] outer, int[] key, int[] counts) {
      this.reader = reader;
      this.outer = outer;
      this.key = new int[outer.length];
      up = new int[outer.length];
      size = outer.length;
      for (int number = 0; number < outer.length; number++) {
        this.key[number] = key(folder(folders.get(key[number])));
        numbers.put((long) outer[number] << 32 | this.key[number], number);
      }
      for (int number = 0; number < key.length; number++) {
        int above = at(counts, number) == 0 ? Level.OUTERMOST : up(outer[number], folder(folders.get(key[number])));
        up[number] = above;
      }
    }

    Level level(GroupBy by) {
      return new Level(by, keys, Arrays.copyOf(outer, size), Arrays.copyOf(key, size), Arrays.copyOf(up, size));
    }

    private static int folder(GroupKey key) {
      return (int) Objects.requireNonNull(key.value);
    }

    /// The key of a folder among the folders beside it.
    private int key(int folder) {
      return keyOf.computeIfAbsent(folder, _ -> {
        String name = reader.folderName(folder);
        keys.add(GroupKey.named(folder, name.substring(name.lastIndexOf('/') + 1), reader.texts()));
        return keys.size() - 1;
      });
    }

    /// Returns the number of the folder that a folder lies in, which gets one where it has none.
    private int up(int outerGroup, int folder) {
      int above = reader.folder(folder).parentId();
      if (above == 0) {
        return Level.OUTERMOST;
      }
      int aboveKey = key(above);
      Integer known = numbers.get((long) outerGroup << 32 | aboveKey);
      if (known != null) {
        return known;
      }
      if (size == outer.length) {
        outer = Arrays.copyOf(outer, 2 * size);
        key = Arrays.copyOf(key, 2 * size);
        up = Arrays.copyOf(up, 2 * size);
      }
      int number = size++;
      numbers.put((long) outerGroup << 32 | aboveKey, number);
      outer[number] = outerGroup;
      key[number] = aboveKey;
      int next = up(outerGroup, above); // which may make the arrays anew
      up[number] = next;
      return number;
    }
  }
}
