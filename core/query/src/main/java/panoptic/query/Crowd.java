package panoptic.query;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;
import org.roaringbitmap.BatchIterator;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// Pictures that are counted together: some instances, each for itself, or their images where copies pile up. Any thread may ask.
///
/// An image of which several instances are here stands under each value that one of them has, once.
final class Crowd {
  private static final int BATCH = 4_096;

  private final boolean isPiled;
  private final RoaringBitmap instances;
  private final RoaringBitmap images;
  private final Column imageOf;
  /// How many instances of each image are here.
  private final int[] ofImage;
  /// The images of which several instances are here.
  private final RoaringBitmap several;
  /// Where copies pile up: the instances whose image has several here, those of one image beside each other; else none.
  private final int[] copies;
  private final RoaringBitmap copied;
  private final RoaringBitmap alone;

  Crowd(ProjectState state, View.Mode mode, RoaringBitmap instances) {
    this.instances = instances;
    isPiled = mode == View.Mode.IMAGES;
    imageOf = state.imageRowsOfInstances();
    ofImage = new int[state.imageRows()];
    each(instances, row -> ofImage[imageOf.getInt(row)]++);
    images = imagesOf(1);
    several = imagesOf(2);
    if (isPiled && !several.isEmpty()) {
      copied = RoaringBitmap.and(instances, state.instancesOf(several));
      alone = RoaringBitmap.andNot(instances, copied);
      var all = new Images(state);
      int[] rows = copied.toArray();
      copies = all.withCopies(all.firstOfEach(rows), rows);
    } else {
      copied = new RoaringBitmap();
      alone = instances;
      copies = new int[0];
    }
  }

  private RoaringBitmap imagesOf(int atLeast) {
    var out = new BitSet(ofImage.length);
    for (int image = 0; image < ofImage.length; image++) {
      if (ofImage[image] >= atLeast) {
        out.set(image);
      }
    }
    return BitSetUtil.bitmapOf(out);
  }

  int instances() {
    return instances.getCardinality();
  }

  int images() {
    return images.getCardinality();
  }

  private static void each(RoaringBitmap rows, java.util.function.IntConsumer to) {
    int[] batch = new int[BATCH];
    for (BatchIterator i = rows.getBatchIterator(); i.hasNext();) {
      int n = i.nextBatch(batch);
      for (int k = 0; k < n; k++) {
        to.accept(batch[k]);
      }
    }
  }

  /// Returns the rows, of a property's own table, that are here.
  RoaringBitmap owners(Property p) {
    return p.mode() == PropertyMode.IMAGE ? images : instances;
  }

  /// Tells the cell of each owner that is here and has a value.
  void cells(Property p, Column column, LongConsumer to) {
    each(owners(p), row -> {
      long cell = column.get(row);
      if (cell != Column.NONE) {
        to.accept(cell);
      }
    });
  }

  /// Returns how many pictures there are of each class of a property's cells, and last how many have no value.
  int[] count(Property p, Column column, Classes classes) {
    int[] counts = new int[classes.size() + 1];
    if (p.mode() == PropertyMode.IMAGE) {
      each(images, image -> counts[classOf(column.get(image), classes)] += isPiled ? 1 : ofImage[image]);
      return counts;
    }
    each(alone, row -> counts[classOf(column.get(row), classes)]++);
    int[] seen = new int[16];
    for (int from = 0; from < copies.length;) {
      int n = ofImage[imageOf.getInt(copies[from])];
      seen = seen.length < n ? new int[2 * n] : seen;
      for (int k = 0; k < n; k++) {
        seen[k] = classOf(column.get(copies[from + k]), classes);
      }
      Arrays.sort(seen, 0, n);
      for (int k = 0; k < n; k++) {
        counts[seen[k]] += k > 0 && seen[k] == seen[k - 1] ? 0 : 1;
      }
      from += n;
    }
    return counts;
  }

  private static int classOf(long cell, Classes classes) {
    return cell == Column.NONE ? classes.size() : classes.of(cell);
  }

  /// Returns how many pictures lie in each of a project's folders or below it, by the folder's id. One above comes first in `folders`.
  int[] inFolders(Column folderOf, List<Folder> folders) {
    int[] parents = new int[1 + folders.stream().mapToInt(Folder::id).max().orElse(0)];
    int[] counts = new int[parents.length];
    folders.forEach(f -> parents[f.id()] = f.parentId());
    each(alone, row -> counts[(int) folderOf.get(row)]++);
    folders.reversed().forEach(f -> counts[f.parentId()] += counts[f.id()]);
    int[] countedFor = new int[parents.length];
    for (int from = 0, image = 1; from < copies.length; image++) {
      int end = from + ofImage[imageOf.getInt(copies[from])];
      for (; from < end; from++) {
        for (int at = (int) folderOf.get(copies[from]); at != 0 && countedFor[at] != image; at = parents[at]) {
          countedFor[at] = image;
          counts[at]++;
        }
      }
    }
    return counts;
  }

  /// Returns how many pictures have an owner among some rows of a property's own table.
  int count(Property p, RoaringBitmap owners) {
    if (p.mode() == PropertyMode.IMAGE) {
      int n = RoaringBitmap.andCardinality(owners, images);
      if (isPiled || several.isEmpty()) {
        return n;
      }
      int[] more = {0};
      RoaringBitmap.and(owners, several).forEach((IntConsumer) image -> more[0] += ofImage[image] - 1);
      return n + more[0];
    }
    int n = RoaringBitmap.andCardinality(owners, alone);
    if (copies.length == 0) {
      return n;
    }
    var found = new BitSet();
    RoaringBitmap.and(owners, copied).forEach((IntConsumer) row -> found.set(imageOf.getInt(row)));
    return n + found.cardinality();
  }
}
