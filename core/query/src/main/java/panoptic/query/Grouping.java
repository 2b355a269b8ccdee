package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The tree of groups of a view, of which the places of rows are known by counting alone; and who stands at them.
final class Grouping {
  private final Tally tally;
  private final List<Level> levels;
  private final boolean isPiled;
  private final List<Level.Children> tops = new ArrayList<>();
  private final List<Level.Children> subFolders = new ArrayList<>();
  private final Groups.Maker maker = new Groups.Maker();
  private final Groups groups;
  /// By the number of a group of the innermost level: the place where its own rows begin.
  private final int[] firsts;

  /// `kept`: what is known of the project's columns.
  Grouping(StateReader reader, View view, Matched matched, Optional<SortedColumns> kept) {
    isPiled = view.mode() == View.Mode.IMAGES;
    tally = new Tally(reader, view, matched, kept);
    levels = tally.levels();
    int parents = 1;
    for (Level level : levels) {
      tops.add(level.within(parents, isPiled));
      boolean isTree = level.by.by() == GroupBy.By.TREE;
      subFolders.add(isTree ? level.inFolders(isPiled) : new Level.Children(new int[level.outer.length + 1], new int[0]));
      parents = level.outer.length;
    }
    firsts = new int[parents];
    make(0, tops.getFirst(), 0, -1);
    groups = maker.made();
  }

  private void make(int level, Level.Children children, int of, int parent) {
    for (int at = children.from(of); at < children.to(of); at++) {
      make(level, children.number(at), parent);
    }
  }

  private void make(int level, int number, int parent) {
    Level of = levels.get(level);
    boolean isLast = level + 1 == levels.size();
    int own = isLast ? isPiled ? of.ownImages[number] : of.ownInstances[number] : 0;
    int index = maker.begin(parent, of.by.propertyId(), of.keyOf(number), of.instances[number], of.images[number], own);
    if (isLast) {
      firsts[number] = maker.first(index);
    }
    make(level, subFolders.get(level), number, index);
    if (!isLast) {
      make(level + 1, tops.get(level + 1), number, index);
    }
    maker.end(index);
  }

  Groups groups() {
    return groups;
  }

  /// Returns what stands at all places, of rows that stand in the order of the view.
  int[] places(int[] rows) {
    int[] out = new int[groups.places()];
    int[] next = firsts.clone();
    Walk walk = tally.walk();
    for (int begin = 0; begin < rows.length; begin += Walk.BLOCK) {
      int end = Math.min(rows.length, begin + Walk.BLOCK);
      walk.read(rows, begin, end);
      Entries entries = walk.innermost();
      int[] numbers = entries.numbers();
      for (int row = begin; row < end; row++) {
        int to = entries.from(row - begin + 1);
        for (int e = entries.from(row - begin); e < to; e++) {
          out[next[numbers[e]]++] = rows[row];
        }
      }
    }
    return out;
  }

  /// As [#places], where copies pile up: of an image, the first row that lies in a group stands there. `rows` have the copies of one image beside each other;
  /// `imageOf` tells those by a number above 0, and 0 of rows without copies.
  int[] piled(int[] rows, int[] imageOf) {
    int[] out = new int[groups.places()];
    int[] next = firsts.clone();
    int[] last = new int[firsts.length];
    Walk walk = tally.walk();
    for (int begin = 0; begin < rows.length; begin += Walk.BLOCK) {
      int end = Math.min(rows.length, begin + Walk.BLOCK);
      walk.read(rows, begin, end);
      Entries entries = walk.innermost();
      int[] numbers = entries.numbers();
      for (int row = begin; row < end; row++) {
        int image = imageOf[rows[row]];
        int to = entries.from(row - begin + 1);
        for (int e = entries.from(row - begin); e < to; e++) {
          int number = numbers[e];
          if (image == 0 || last[number] != image) {
            last[number] = image;
            out[next[number]++] = rows[row];
          }
        }
      }
    }
    return out;
  }

  /// The rows that lie in one group of the innermost level, ascending.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Members(int first, int[] rows) {
  }

  /// Returns the groups that have the first places, in order, with all the rows that lie in each.
  List<Members> first(int places, Matched matched) {
    Level last = levels.getLast();
    int[] wanted = IntStream.range(0, firsts.length).filter(number -> last.ownInstances[number] > 0 && firsts[number] < places).boxed()
        .sorted(Comparator.comparingInt(number -> firsts[number])).mapToInt(number -> number).toArray();
    int[] slots = new int[firsts.length];
    Arrays.fill(slots, -1);
    for (int slot = 0; slot < wanted.length; slot++) {
      slots[wanted[slot]] = slot;
    }
    int[] rows = matched.rows();
    List<Found> found = tally.standings().parallelStream().map(part -> {
      var of = new Found(wanted.length);
      part.forEach((place, number) -> {
        if (slots[number] >= 0) {
          of.add(slots[number], rows[place]);
        }
      });
      return of;
    }).toList();
    var out = new ArrayList<Members>();
    for (int slot = 0; slot < wanted.length; slot++) {
      out.add(new Members(firsts[wanted[slot]], Found.together(found, slot)));
    }
    return out;
  }

  /// Rows by a number.
  private static final class Found {
    private final int[][] rows;
    private final int[] sizes;

    Found(int count) {
      rows = new int[count][4];
      sizes = new int[count];
    }

    void add(int slot, int row) {
      if (sizes[slot] == rows[slot].length) {
        rows[slot] = Arrays.copyOf(rows[slot], 2 * sizes[slot]);
      }
      rows[slot][sizes[slot]++] = row;
    }

    static int[] together(List<Found> parts, int slot) {
      int n = 0;
      for (Found part : parts) {
        n += part.sizes[slot];
      }
      int[] out = new int[n];
      int at = 0;
      for (Found part : parts) {
        System.arraycopy(part.rows[slot], 0, out, at, part.sizes[slot]);
        at += part.sizes[slot];
      }
      return out;
    }
  }
}
