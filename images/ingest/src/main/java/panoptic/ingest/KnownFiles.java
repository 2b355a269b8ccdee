package panoptic.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import panoptic.project.ProjectState;

/// Finds the instance of a file by where it lies: a hash table of rows, 8 to 16 bytes an instance, and the texts of the folders.
///
/// Deleted instances are in it too, since their files may be imported again; a visible one at the same place goes before them. Folders count by
/// their text: one that was deleted and made anew is the same place. Made for one state; [#follow] adds the rows of later ones.
///
/// All methods may be called from any thread.
final class KnownFiles {
  private static final int NONE = -1;

  private final Map<String, Integer> slots = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  /// Slot + 1 by folder id.
  private int[] slotOfFolder = new int[64];
  /// Row + 1 by hash of slot and name, open addressing.
  private int[] table;
  private int entries;
  private int rows;
  private ProjectState state;

  KnownFiles(ProjectState state) {
    this.state = state;
    table = new int[Integer.highestOneBit(Math.max(64, state.instanceRows())) * 4];
    for (; rows < state.instanceRows(); rows++) {
      put(rows);
    }
  }

  /// Learns of the instances that came since.
  synchronized void follow(ProjectState newer) {
    state = newer;
    for (; rows < newer.instanceRows(); rows++) {
      put(rows);
    }
  }

  /// Learns that an instance lies elsewhere in the newest state than when it was put here.
  synchronized void moved(int row) {
    put(row);
  }

  /// Returns the number that stands here for a folder, -1 for one where no instance ever lay.
  synchronized int slot(String folder) {
    return slots.getOrDefault(folder, NONE);
  }

  /// Returns the row of the instance whose file lies in a folder: the visible one, else the one deleted last, else -1.
  synchronized int find(int slot, String name) {
    int best = NONE;
    if (slot < 0) {
      return best;
    }
    for (int h = hash(slot, name) & (table.length - 1); table[h] != 0; h = (h + 1) & (table.length - 1)) {
      int row = table[h] - 1;
      if (slotOf(row) == slot && state.fileName(row).equals(name)) {
        if (state.instances().contains(row)) {
          return row;
        }
        best = Math.max(best, row);
      }
    }
    return best;
  }

  /// Returns the visible instances in a folder and below.
  synchronized RoaringBitmap within(String folder) {
    var inside = new boolean[texts.size()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = FileNames.isWithin(folder, texts.get(i));
    }
    var out = new RoaringBitmap();
    var visible = state.instances().rows().getIntIterator();
    while (visible.hasNext()) {
      int row = visible.next();
      if (inside[slotOf(row)]) {
        out.add(row);
      }
    }
    return out;
  }

  /// Returns the text of the folder that an instance lies in.
  synchronized String folder(int row) {
    return texts.get(slotOf(row));
  }

  /// Returns the text of where an instance's file lies.
  synchronized String path(int row) {
    return FileNames.join(folder(row), state.fileName(row));
  }

  private int slotOf(int row) {
    int folder = state.folderOf(row);
    if (folder >= slotOfFolder.length) {
      slotOfFolder = Arrays.copyOf(slotOfFolder, Math.max(folder + 1, 2 * slotOfFolder.length));
    }
    int slot = slotOfFolder[folder] - 1;
    if (slot < 0) {
      String path = state.path(row);
      String text = path.substring(0, Math.max(1, path.length() - state.fileName(row).length() - 1));
      slot = slots.computeIfAbsent(text, t -> {
        texts.add(t);
        return texts.size() - 1;
      });
      slotOfFolder[folder] = slot + 1;
    }
    return slot;
  }

  private void put(int row) {
    if (2 * ++entries >= table.length) {
      int[] old = table;
      table = new int[2 * old.length];
      for (int entry : old) {
        if (entry != 0) {
          insert(entry);
        }
      }
    }
    insert(row + 1);
  }

  private void insert(int entry) {
    int h = hash(slotOf(entry - 1), state.fileName(entry - 1)) & (table.length - 1);
    while (table[h] != 0) {
      h = (h + 1) & (table.length - 1);
    }
    table[h] = entry;
  }

  private static int hash(int slot, String name) {
    int h = (slot * 0x9E3779B9) ^ (name.hashCode() * 0x85EBCA6B);
    return h ^ (h >>> 15);
  }
}
