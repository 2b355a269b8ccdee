package panoptic.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Commit;
import panoptic.model.Edit;
import panoptic.model.ErrorCode;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.model.ValueFormat;

/// The part of a commit that says something of instances and images.
///
/// Tags change by rows added and rows removed only: a whole list is the difference from what its author had read, so that a tag that
/// somebody else has put on since stays.
final class ValuePlanner {
  private final Plan plan;
  private final CommitPlanner commit;
  private final FilePlanner files;
  private final long readAt;

  ValuePlanner(Plan plan, CommitPlanner commit, FilePlanner files, long readAt) {
    this.plan = plan;
    this.commit = commit;
    this.files = files;
    this.readAt = readAt;
  }

  /// Values of one property in the order they came: rows of its table, what JSON says, and the place of each in the commit.
  private static final class Batch {
    final Property property;
    long[] keys = new long[16]; // row << 32 | place in `values`
    final List<@Nullable Object> values = new ArrayList<>();
    final List<Integer> places = new ArrayList<>();

    Batch(Property property) {
      this.property = property;
    }

    void add(int row, @Nullable Object value, int place) {
      if (values.size() == keys.length) {
        keys = Arrays.copyOf(keys, 2 * keys.length);
      }
      keys[values.size()] = (long) row << 32 | values.size();
      values.add(value);
      places.add(place);
    }

    /// Returns the keys by row; of several for one row the last.
    long[] sorted() {
      long[] all = Arrays.copyOf(keys, values.size());
      Arrays.sort(all);
      int n = 0;
      for (int i = 0; i < all.length; i++) {
        if (i + 1 == all.length || all[i] >>> 32 != all[i + 1] >>> 32) {
          all[n++] = all[i];
        }
      }
      return Arrays.copyOf(all, n);
    }
  }

  void instanceValues(List<Commit.InstanceValue> values) {
    var batches = new LinkedHashMap<Integer, Batch>();
    for (int i = 0; i < values.size(); i++) {
      Commit.InstanceValue v = values.get(i);
      batch(batches, v.propertyId(), PropertyMode.INSTANCE, "instanceValues", i).add(instance(v.instanceId(), i), v.value(), i);
    }
    batches.values().forEach(b -> set(b, "instanceValues"));
  }

  private int instance(int id, int i) {
    int row = id > 0 ? plan.state().instanceRow(id) : -1;
    return row >= 0 && plan.state().instances().contains(row) ? row : files.instanceRow(id, "instanceValues[" + i + "]");
  }

  void imageValues(List<Commit.ImageValue> values) {
    var batches = new LinkedHashMap<Integer, Batch>();
    for (int i = 0; i < values.size(); i++) {
      Commit.ImageValue v = values.get(i);
      int row = plan.state().imageRow(v.sha1());
      if (row < 0 || !plan.state().images().contains(row)) {
        throw CommitPlanner.refuse(ErrorCode.UNKNOWN, "imageValues[" + i + "]", "there is no image " + v.sha1());
      }
      batch(batches, v.propertyId(), PropertyMode.IMAGE, "imageValues", i).add(row, v.value(), i);
    }
    batches.values().forEach(b -> set(b, "imageValues"));
  }

  private Batch batch(Map<Integer, Batch> batches, int propertyId, PropertyMode mode, String field, int i) {
    Batch known = batches.get(propertyId);
    if (known == null) {
      String place = field + "[" + i + "]";
      Property p = commit.property(propertyId, place);
      if (p.mode() != mode) {
        throw CommitPlanner.refuse(ErrorCode.INVALID, place,
            "the property \"" + p.name() + "\" is of mode " + p.mode().json() + "; its values go into "
                + (p.mode() == PropertyMode.IMAGE ? "imageValues" : "instanceValues"));
      }
      known = new Batch(p);
      batches.put(propertyId, known);
    }
    return known;
  }

  private void set(Batch batch, String field) {
    long[] keys = batch.sorted();
    var rows = RoaringBitmap.bitmapOf(Arrays.stream(keys).mapToInt(k -> (int) (k >>> 32)).toArray());
    Property p = batch.property;
    if (p.type().isTags()) {
      setTags(batch, field, keys, rows);
      return;
    }
    var cells = new long[keys.length];
    for (int k = 0; k < keys.length; k++) {
      int i = (int) keys[k];
      try {
        cells[k] = cell(p, batch.values.get(i));
      } catch (RefusedException e) {
        throw CommitPlanner.refuse(e.code(), field + "[" + batch.places.get(i) + "]", e.getMessage());
      }
    }
    plan.flushTexts(p.id());
    plan.setCells(p.id(), rows, Longs.of(cells));
  }

  private void setTags(Batch batch, String field, long[] keys, RoaringBitmap rows) {
    var wanted = new TreeMap<Integer, RoaringBitmap>();
    for (long key : keys) {
      int i = (int) key;
      for (int tag : tags(batch.property, batch.values.get(i), field + "[" + batch.places.get(i) + "]", false)) {
        wanted.computeIfAbsent(tag, _ -> new RoaringBitmap()).add((int) (key >>> 32));
      }
    }
    replaceTags(batch.property, rows, wanted, readAt);
  }

  /// Gives rows exactly the wanted tags, but leaves alone what was put on or off after `read`.
  private void replaceTags(Property p, RoaringBitmap rows, Map<Integer, RoaringBitmap> wanted, long read) {
    boolean single = p.type() == PropertyType.TAG;
    for (Tag t : single ? plan.state().everyTag(p.id()) : plan.state().tags(p.id())) {
      RoaringBitmap want = wanted.getOrDefault(t.id(), new RoaringBitmap());
      Bits uses = plan.state().uses(t.id());
      RoaringBitmap now = RoaringBitmap.and(uses.rows(), rows);
      RoaringBitmap add = RoaringBitmap.andNot(want, now);
      RoaringBitmap remove = RoaringBitmap.andNot(now, want);
      if (read > 0 && !single) {
        add.andNot(uses.stamps().after(Math.toIntExact(read), add));
        remove.andNot(uses.stamps().after(Math.toIntExact(read), remove));
      }
      plan.setBits(t.id(), add, remove);
    }
  }

  void edits(List<Edit> edits) {
    for (int i = 0; i < edits.size(); i++) {
      edit(edits.get(i), "edits[" + i + "]");
    }
  }

  private void edit(Edit e, String place) {
    Property p = commit.property(e.propertyId(), place);
    RoaringBitmap rows = rows(p, e.on(), place);
    boolean tags = p.type().isTags();
    if (!tags && (e.verb() == Edit.Verb.ADD || e.verb() == Edit.Verb.REMOVE)) {
      throw CommitPlanner.refuse(ErrorCode.INVALID, place,
          "only tags are added and removed; \"" + p.name() + "\" is of type " + p.type().json());
    }
    if (!tags) {
      long cell = e.verb() == Edit.Verb.CLEAR ? Column.NONE : CommitPlanner.at(place, () -> cell(p, e.value()));
      plan.flushTexts(p.id());
      plan.setCells(p.id(), rows, new Longs.Same(cell));
      return;
    }
    List<Integer> named = e.verb() == Edit.Verb.CLEAR ? List.of() : tags(p, e.value(), place, e.verb() == Edit.Verb.REMOVE);
    switch (e.verb()) {
      case SET, CLEAR -> {
        long read = e.on() instanceof Edit.Rows r ? r.sequence() : readAt;
        replaceTags(p, rows, all(named, rows), e.verb() == Edit.Verb.CLEAR ? 0 : read);
      }
      case ADD -> {
        if (p.type() == PropertyType.TAG) {
          replaceTags(p, rows, all(named, rows), 0);
        } else {
          named.forEach(t -> plan.setBits(t, rows, new RoaringBitmap()));
        }
      }
      case REMOVE -> named.forEach(t -> plan.setBits(t, new RoaringBitmap(), rows));
    }
  }

  private static Map<Integer, RoaringBitmap> all(List<Integer> tags, RoaringBitmap rows) {
    var out = new TreeMap<Integer, RoaringBitmap>();
    tags.forEach(t -> out.put(t, rows));
    return out;
  }

  /// Returns whom an edit is about, as rows of the property's table.
  private RoaringBitmap rows(Property p, Edit.Target on, String place) {
    ProjectState state = plan.state();
    var instances = new RoaringBitmap();
    var images = new RoaringBitmap();
    switch (on) {
      case Edit.Instances i -> i.ids().forEach(id -> instances.add(files.instanceRow(id, place + ".on")));
      case Edit.Rows r -> instances.or(RoaringBitmap.and(BitSetUtil.bitmapOf(r.rows()), state.instances().rows()));
      case Edit.Bearers b -> {
        int tag = commit.id(Kind.TAG, b.tagId(), "tag", place + ".on");
        if (((Tag) commit.thing(Kind.TAG, tag)).propertyId() != p.id()) {
          throw CommitPlanner.refuse(ErrorCode.INVALID, place + ".on",
              "the tag " + b.tagId() + " belongs to another property than \"" + p.name() + "\"");
        }
        Bits owners = p.mode() == PropertyMode.IMAGE ? state.images() : state.instances();
        return RoaringBitmap.and(state.uses(tag).rows(), owners.rows());
      }
      case Edit.Images i -> {
        for (Sha1 sha1 : i.sha1s()) {
          int row = state.imageRow(sha1);
          if (row < 0 || !state.images().contains(row)) {
            throw CommitPlanner.refuse(ErrorCode.UNKNOWN, place + ".on", "there is no image " + sha1);
          }
          images.add(row);
        }
      }
    }
    if (p.mode() == PropertyMode.IMAGE) {
      Column image = state.fact(Fact.IMAGE);
      instances.forEach((org.roaringbitmap.IntConsumer) row -> images.add((int) image.get(row)));
      return images;
    }
    if (!images.isEmpty()) { // all instances of some images: found by a look at every instance
      Column image = state.fact(Fact.IMAGE);
      state.instances().rows().forEach((org.roaringbitmap.IntConsumer) row -> {
        if (images.contains((int) image.get(row))) {
          instances.add(row);
        }
      });
    }
    return instances;
  }

  private long cell(Property p, @Nullable Object json) {
    Value v = ValueFormat.parse(p.type(), json);
    if (v == null) {
      return Column.NONE;
    }
    return v instanceof Value.Text t ? plan.code(p.id(), t.text()) : Cells.cell(v);
  }

  /// Reads tags, by id or name; a single one may stand without a list.
  private List<Integer> tags(Property p, @Nullable Object json, String place, boolean several) {
    if (json == null || ValueFormat.isNone(json)) {
      return List.of();
    }
    List<?> list = json instanceof List<?> l ? l : List.of(json);
    if (p.type() == PropertyType.TAG && list.size() > 1 && !several) {
      throw CommitPlanner.refuse(ErrorCode.INVALID, place, "the property \"" + p.name() + "\" takes one tag, not " + list.size());
    }
    return list.stream().map(t -> tag(p, t, place)).distinct().toList();
  }

  private Integer tag(Property p, @Nullable Object json, String place) {
    if (json instanceof String name) {
      return plan.state().tag(p.id(), Names.clean(name)).map(Tag::id)
          .orElseThrow(
              () -> CommitPlanner.refuse(ErrorCode.UNKNOWN, place, "the property \"" + p.name() + "\" has no tag \"" + name + "\""));
    }
    if (!(json instanceof Number n) || n.doubleValue() != n.intValue()) {
      throw CommitPlanner.refuse(ErrorCode.INVALID, place, "a property of type " + p.type().json() + " takes tags, not " + json);
    }
    int id = commit.id(Kind.TAG, n.intValue(), "tag", place);
    if (((Tag) commit.thing(Kind.TAG, id)).propertyId() != p.id()) {
      throw CommitPlanner.refuse(ErrorCode.INVALID, place, "the tag " + id + " belongs to another property than \"" + p.name() + "\"");
    }
    return id;
  }
}
