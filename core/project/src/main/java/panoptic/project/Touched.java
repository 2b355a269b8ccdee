package panoptic.project;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.Tag;

/// What a commit changed, so that whoever shows a part of a project knows whether to look again.
///
/// `values` has, by property (computed ones included), the rows of its own table whose values changed; rows that the commit made are left out. `tags` are those whose uses changed. `instances`
/// are those that came into sight or went out of it. `catalog` tells whether properties, groups, tags, folders, roots or people changed. `vectors` are
/// the vector types that changed, or that images got or lost vectors of; `maps` and `results` tell whether there are others. The bitmaps may be the
/// commit's own: do not change them.
public record Touched(Map<Integer, RoaringBitmap> values, RoaringBitmap instances, RoaringBitmap missing, Set<Integer> tags,
    boolean catalog, Set<Integer> vectors, boolean maps, boolean results) {

  static Touched of(ProjectState state, Iterable<Change> changes) {
    var values = new TreeMap<Integer, RoaringBitmap>();
    var instances = new RoaringBitmap();
    var missing = new RoaringBitmap();
    var tags = new TreeSet<Integer>();
    boolean catalog = false;
    var vectors = new TreeSet<Integer>();
    boolean maps = false;
    boolean results = false;
    int firstNew = Integer.MAX_VALUE;
    for (Change change : changes) {
      switch (change) {
        case Change.Rows r -> firstNew = r.table() == Table.INSTANCES ? r.first() : firstNew;
        case Change.SetCells c when c.key() > 0 -> values.merge(c.key(), c.rows(), Touched::both);
        case Change.SetCells c when Fact.of(c.key()).table == Table.INSTANCES ->
          facts(values, Fact.of(c.key()), before(c.rows(), firstNew));
        case Change.SetCells _, Change.AddTexts _ -> {
          // facts of images come with the images; texts with their cells
        }
        case Change.SetBits b when b.key() == Change.VISIBLE -> instances.or(RoaringBitmap.or(b.added(), b.removed()));
        case Change.SetBits b when b.key() == Change.MISSING -> missing.or(RoaringBitmap.or(b.added(), b.removed()));
        case Change.SetBits b when Change.isOfVectors(b.key()) -> vectors.add(Change.vectorType(b.key()));
        case Change.SetBits b -> {
          tags.add(b.key());
          int property = state.anyTag(b.key()).map(Tag::propertyId).orElse(0);
          values.merge(property, RoaringBitmap.or(b.added(), b.removed()), Touched::both);
        }
        case Change.SetEntry e -> {
          switch (e.kind()) {
            case VECTOR_TYPE -> vectors.add(e.id());
            case MAP -> maps = true;
            case RESULT -> results = true;
            case PERSON -> catalog |= e.before() == null;
            case ROOT, FOLDER, PROPERTY_GROUP, PROPERTY, TAG -> catalog = true;
          }
        }
      }
    }
    return new Touched(values, instances, missing, tags, catalog, vectors, maps, results);
  }

  private static RoaringBitmap both(RoaringBitmap a, RoaringBitmap b) {
    return RoaringBitmap.or(a, b);
  }

  private static RoaringBitmap before(RoaringBitmap rows, int firstNew) {
    if (rows.isEmpty() || rows.last() < firstNew) {
      return rows;
    }
    RoaringBitmap out = rows.clone();
    out.remove((long) firstNew, 1L << 32);
    return out;
  }

  private static void facts(Map<Integer, RoaringBitmap> values, Fact fact, RoaringBitmap rows) {
    if (rows.isEmpty()) {
      return;
    }
    switch (fact) {
      case FOLDER, NAME -> {
        values.merge(fact.key, rows, Touched::both);
        values.merge(Computed.PATH, rows, Touched::both);
      }
      case IMAGE -> values.merge(Computed.SHA1, rows, Touched::both);
      case FILE_TIME -> values.merge(fact.key, rows, Touched::both);
      default -> {
        // the file system's number is shown to nobody
      }
    }
  }

  /// Tells whether pictures, their order or their number may look different anywhere.
  public boolean isEmpty() {
    return values.isEmpty() && instances.isEmpty() && missing.isEmpty() && !catalog;
  }
}
