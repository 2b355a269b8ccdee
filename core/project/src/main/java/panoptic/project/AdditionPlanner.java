package panoptic.project;

import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.ErrorCode;
import panoptic.model.ImageMap;
import panoptic.model.Result;
import panoptic.model.Sha1s;
import panoptic.model.VectorType;

/// Turns an addition into changes, or refuses it naming the element: `vectors[0]: …`.
///
/// The order within: types, vectors, maps, results; then deletions.
final class AdditionPlanner {
  private static final int LONGEST_NAME = 1_000;
  private static final int LONGEST_JSON = 1 << 20;

  private final Plan plan;
  private final CommitPlanner ids;

  /// `ids` keeps which real ids the negative ones get.
  AdditionPlanner(Plan plan, CommitPlanner ids) {
    this.plan = plan;
    this.ids = ids;
  }

  /// The images of an addition as rows, in the order of its `vectors` and `emptyVectors`. Rows of images never change, so any recent state may tell them.
  record Rows(List<RoaringBitmap> added, List<RoaringBitmap> removed) {
    static Rows of(ProjectState state, Additions a) {
      return new Rows(rows(state, a.vectors(), "vectors"), rows(state, a.emptyVectors(), "emptyVectors"));
    }

    private static List<RoaringBitmap> rows(ProjectState state, List<Additions.Vectors> all, String field) {
      var out = new ArrayList<RoaringBitmap>();
      for (int i = 0; i < all.size(); i++) {
        Sha1s sha1s = all.get(i).sha1s();
        int[] rows = new int[sha1s.size()];
        for (int k = 0; k < rows.length; k++) {
          rows[k] = state.imageRow(sha1s.get(k));
          if (rows[k] < 0) {
            throw CommitPlanner.refuse(ErrorCode.UNKNOWN, field + "[" + i + "]", "there is no image " + sha1s.get(k));
          }
        }
        out.add(RoaringBitmap.bitmapOfUnordered(rows));
      }
      return out;
    }
  }

  void plan(Additions a, Rows rows) {
    for (int i = 0; i < a.types().size(); i++) {
      VectorType t = a.types().get(i);
      String place = "vectorTypes[" + i + "]";
      name(t.source(), place, "source");
      json(t.params(), place, "params");
      int id = ids.claim(Kind.VECTOR_TYPE, t.id(), "vector type", place);
      plan.put(Kind.VECTOR_TYPE, id, new VectorType(id, t.source(), t.params()));
      ids.map(Kind.VECTOR_TYPE, t.id(), id);
    }
    vectors(a.vectors(), rows.added(), "vectors", true);
    for (int i = 0; i < a.maps().size(); i++) {
      ImageMap m = a.maps().get(i);
      String place = "maps[" + i + "]";
      name(m.source(), place, "source");
      name(m.name(), place, "name");
      content(m.content(), place);
      int id = ids.claim(Kind.MAP, m.id(), "map", place);
      if (m.id() > 0) {
        same(((ImageMap) ids.thing(Kind.MAP, id)).content(), m.content(), place);
      }
      plan.put(Kind.MAP, id, new ImageMap(id, m.source(), m.name(), m.key(), m.count(), m.content()));
      ids.map(Kind.MAP, m.id(), id);
    }
    for (int i = 0; i < a.results().size(); i++) {
      result(a.results().get(i), "results[" + i + "]");
    }
    vectors(a.emptyVectors(), rows.removed(), "emptyVectors", false);
    hide(Kind.VECTOR_TYPE, a.emptyTypes(), "emptyVectorTypes", "vector type");
    hide(Kind.MAP, a.emptyMaps(), "emptyMaps", "map");
    hide(Kind.RESULT, a.emptyResults(), "emptyResults", "result");
  }

  private void result(Result r, String place) {
    name(r.function(), place, "function");
    json(r.inputs(), place, "inputs");
    content(r.content(), place);
    int id = ids.claim(Kind.RESULT, r.id(), "result", place);
    if (r.id() > 0) {
      same(((Result) ids.thing(Kind.RESULT, id)).content(), r.content(), place);
    }
    long sequence = r.id() < 0 ? plan.edit().sequence() : ((Result) ids.thing(Kind.RESULT, id)).sequence();
    plan.put(Kind.RESULT, id, new Result(id, r.function(), r.label(), r.inputs(), r.groups(), r.count(), r.content(), sequence));
    ids.map(Kind.RESULT, r.id(), id);
  }

  private void vectors(List<Additions.Vectors> all, List<RoaringBitmap> rows, String field, boolean add) {
    for (int i = 0; i < all.size(); i++) {
      int type = ids.id(Kind.VECTOR_TYPE, all.get(i).typeId(), "vector type", field + "[" + i + "]");
      var none = new RoaringBitmap();
      plan.setBits(Change.vectors(type), add ? rows.get(i) : none, add ? none : rows.get(i));
    }
  }

  private void hide(Kind kind, List<Integer> gone, String field, String what) {
    for (int i = 0; i < gone.size(); i++) {
      plan.hide(kind, ids.id(kind, gone.get(i), what, field + "[" + i + "]"));
    }
  }

  private static void name(String name, String place, String what) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw CommitPlanner.refuse(ErrorCode.INVALID, place,
          "its " + what + " has 1 to " + LONGEST_NAME + " characters, not " + name.length());
    }
  }

  private static void json(String json, String place, String what) {
    if (json.length() > LONGEST_JSON || !json.startsWith("{")) {
      throw CommitPlanner.refuse(ErrorCode.INVALID, place,
          "its " + what + " are a JSON object of at most " + LONGEST_JSON + " characters, not these " + json.length());
    }
  }

  /* Undo would name a file that nothing in the state names meanwhile. */
  private static void same(String before, String after, String place) {
    if (!before.equals(after)) {
      throw CommitPlanner.refuse(ErrorCode.INVALID, place, "what it holds cannot be changed; add another and delete this one");
    }
  }

  private static void content(String content, String place) {
    if (!content.matches("[0-9a-f]{32,128}")) {
      throw CommitPlanner.refuse(ErrorCode.INVALID, place, "\"" + content + "\" is not the name of a kept file");
    }
  }
}
