package panoptic.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Edit;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Sha1;
import panoptic.model.Tag;
import panoptic.model.ValueFormat;
import panoptic.project.Admission;
import panoptic.project.AdmittedFile;
import panoptic.project.Bits;
import panoptic.project.ProjectState;

/// The values of a project, worked out a second time in the plainest way: maps, one cell at a time, one commit after the other.
///
/// It knows the rules of undo for values on its own; of files, folders and the catalog it asks the state. A cell is a property's answer for one
/// owner, or a tag on one owner.
final class ValueModel {

  /// `key` is a property's id, or a tag's id below 0; `owner` an instance's id or an image's sha1.
  record Cell(int key, Object owner) {
  }

  private record Was(@Nullable Object before, @Nullable Object after) {
  }

  private record Done(long sequence, String author, boolean inverse, long step, Map<Cell, Was> changes) {
  }

  private record Now(@Nullable Object value, long stamp) {
  }

  private static final Now NEVER = new Now(null, 0);
  private static final Boolean ON = true;

  private final Map<Cell, Now> cells = new HashMap<>();
  private final Map<Integer, Property> properties = new TreeMap<>();
  private final Map<Integer, Integer> propertyOfTag = new TreeMap<>();
  private final List<Done> log = new ArrayList<>();
  private LinkedHashMap<Cell, Was> changes = new LinkedHashMap<>();
  private long sequence;

  /// Follows a commit that was accepted: `pre` and `post` are the states around it.
  void commit(ProjectState pre, ProjectState post, Commit c, Admission a, Committed answer, String author, long step) {
    begin(post);
    new Commitment(pre, post, c, a, answer).apply();
    log.add(new Done(sequence, author, false, step == 0 ? sequence : step, net()));
  }

  /// Follows an addition, which changes no values.
  void addition(ProjectState post, String author, long step) {
    begin(post);
    log.add(new Done(sequence, author, false, step == 0 ? sequence : step, net()));
  }

  private void begin(ProjectState post) {
    sequence = post.sequence();
    changes = new LinkedHashMap<>();
    for (Property p : post.properties()) {
      properties.put(p.id(), p);
    }
  }

  private Map<Cell, Was> net() {
    changes.values().removeIf(w -> Objects.equals(w.before(), w.after()));
    return changes;
  }

  private void set(Cell cell, @Nullable Object value) {
    Now now = cells.getOrDefault(cell, NEVER);
    if (Objects.equals(now.value(), value)) {
      return;
    }
    cells.put(cell, new Now(value, sequence));
    Was was = changes.get(cell);
    changes.put(cell, new Was(was == null ? now.value() : was.before(), value));
  }

  private @Nullable Object get(Cell cell) {
    return cells.getOrDefault(cell, NEVER).value();
  }

  private long stamp(Cell cell) {
    return cells.getOrDefault(cell, NEVER).stamp();
  }

  /// Follows the undo, redo or revert of a step; returns the cells that must be told as conflicts.
  Set<Cell> inverse(ProjectState post, long step, String author) {
    begin(post);
    var conflicts = new HashSet<Cell>();
    var stamps = new HashMap<Cell, Long>();
    List<Done> of = log.stream().filter(d -> d.step() == step).toList();
    of.forEach(d -> d.changes().keySet().forEach(c -> stamps.put(c, stamp(c))));
    for (Done d : of.reversed()) {
      var back = new ArrayList<Cell>();
      d.changes().forEach((cell, was) -> {
        boolean theirs = isForeign(Objects.requireNonNull(stamps.get(cell)), d);
        Object now = get(cell);
        if (Objects.equals(now, was.before())) {
          return;
        }
        if (!Objects.equals(now, was.after()) || theirs) {
          conflicts.add(cell);
        } else if (cell.key() < 0 && was.after() == null) {
          back.add(cell); // tags that come back find their place free only when others are off
        } else {
          set(cell, was.before());
        }
      });
      for (Cell cell : back) {
        if (isTaken(cell)) {
          conflicts.add(cell);
        } else {
          set(cell, ON);
        }
      }
    }
    log.add(new Done(sequence, author, true, sequence, net()));
    return conflicts;
  }

  private boolean isForeign(long stamp, Done done) {
    if (stamp <= done.sequence()) {
      return false;
    }
    Done by = log.get((int) stamp - 1);
    return !by.inverse() && !by.author().equals(done.author());
  }

  private boolean isTaken(Cell cell) {
    int property = Objects.requireNonNull(propertyOfTag.get(-cell.key()));
    if (property(property).type() != PropertyType.TAG) {
      return false;
    }
    return propertyOfTag.entrySet().stream().anyMatch(e -> e.getValue() == property && get(new Cell(-e.getKey(), cell.owner())) != null);
  }

  private Property property(int id) {
    return Objects.requireNonNull(properties.get(id));
  }

  /// Returns in what the state differs from this model, deleted properties and tags included.
  List<String> differences(ProjectState s) {
    var out = new ArrayList<String>();
    List<Object> images = IntStream.range(0, s.imageRows()).<Object>mapToObj(s::sha1).toList();
    List<Object> instances = IntStream.range(0, s.instanceRows()).<Object>mapToObj(s::instanceId).toList();
    for (Property p : properties.values()) {
      if (!p.type().isTags()) {
        compare(out, p.id(), p.mode() == PropertyMode.IMAGE ? images : instances, row -> s.value(p, row));
      }
    }
    propertyOfTag.forEach((tag, property) -> {
      Bits uses = s.uses(tag);
      compare(out, -tag, property(property).mode() == PropertyMode.IMAGE ? images : instances, row -> uses.contains(row) ? ON : null);
    });
    return out;
  }

  private interface Found {
    @Nullable Object at(int row);
  }

  private void compare(List<String> out, int key, List<Object> owners, Found found) {
    for (int row = 0; row < owners.size(); row++) {
      var cell = new Cell(key, owners.get(row));
      if (!Objects.equals(get(cell), found.at(row)) && out.size() < 10) {
        out.add(cell + " is " + found.at(row) + ", but should be " + get(cell));
      }
    }
  }

  /// One commit, read in the order that its rules tell: files, values, edits.
  private final class Commitment {
    private final ProjectState pre;
    private final ProjectState post;
    private final Commit commit;
    private final Admission admission;
    private final Map<Integer, Integer> newProperties = new HashMap<>();
    private final Map<Integer, Integer> newTags = new HashMap<>();
    private final Map<Integer, Integer> newInstances = new HashMap<>();
    private final Map<Integer, Set<Integer>> visibleTags = new HashMap<>();
    private final LinkedHashSet<Integer> visible = new LinkedHashSet<>();

    Commitment(ProjectState pre, ProjectState post, Commit commit, Admission admission, Committed answer) {
      this.pre = pre;
      this.post = post;
      this.commit = commit;
      this.admission = admission;
      for (int i = 0; i < answer.properties().size(); i++) {
        Property p = answer.properties().get(i);
        properties.put(p.id(), p);
        newProperties.put(commit.properties().get(i).id(), p.id());
      }
      for (Property p : pre.properties()) {
        visibleTags.put(p.id(), new LinkedHashSet<>(pre.tags(p.id()).stream().map(Tag::id).toList()));
      }
      carry();
      for (int i = 0; i < answer.tags().size(); i++) {
        Tag t = answer.tags().get(i);
        newTags.put(commit.tags().get(i).id(), t.id());
        propertyOfTag.put(t.id(), t.propertyId());
        visibleTags.computeIfAbsent(t.propertyId(), _ -> new LinkedHashSet<>()).add(t.id());
      }
      pre.instances().rows().forEach((org.roaringbitmap.IntConsumer) row -> visible.add(pre.instanceId(row)));
      for (int i = 0; i < answer.instances().size(); i++) {
        newInstances.put(admission.files().get(i).id(), answer.instances().get(i));
        visible.add(answer.instances().get(i));
      }
    }

    /// A changed file: its new content inherits what is said of the old one, where nothing is said of it.
    private void carry() {
      var from = new LinkedHashMap<Sha1, Sha1>();
      for (AdmittedFile f : admission.files()) {
        if (f.id() > 0) {
          Sha1 old = pre.sha1(pre.imageOf(pre.instanceRow(f.id())));
          if (!old.equals(f.sha1())) {
            from.putIfAbsent(f.sha1(), old);
          }
        }
      }
      for (Property p : pre.properties()) {
        if (p.mode() == PropertyMode.IMAGE) {
          Set<Integer> keys = new LinkedHashSet<>();
          if (p.type().isTags()) {
            visibleTags.getOrDefault(p.id(), Set.of()).forEach(t -> keys.add(-t));
          } else {
            keys.add(p.id());
          }
          var read = new HashMap<Cell, @Nullable Object>();
          from.values().forEach(old -> keys.forEach(k -> read.put(new Cell(k, old), get(new Cell(k, old)))));
          from.forEach((to, old) -> {
            if (keys.stream().allMatch(k -> get(new Cell(k, to)) == null)) {
              keys.stream().filter(k -> read.get(new Cell(k, old)) != null).forEach(k -> set(new Cell(k, to), read.get(new Cell(k, old))));
            }
          });
        }
      }
    }

    void apply() {
      var last = new LinkedHashMap<Cell, @Nullable Object>();
      for (Commit.InstanceValue v : commit.instanceValues()) {
        last.put(new Cell(propertyId(v.propertyId()), instance(v.instanceId())), v.value());
      }
      for (Commit.ImageValue v : commit.imageValues()) {
        last.put(new Cell(propertyId(v.propertyId()), v.sha1()), v.value());
      }
      last.forEach((cell, json) -> {
        Property p = property(cell.key());
        if (p.type().isTags()) {
          replace(p, cell.owner(), tags(p, json), commit.readAt());
        } else {
          set(cell, ValueFormat.parse(p.type(), json));
        }
      });
      commit.edits().forEach(this::edit);
    }

    private void edit(Edit e) {
      Property p = property(propertyId(e.propertyId()));
      List<Integer> named = p.type().isTags() && e.verb() != Edit.Verb.CLEAR ? tags(p, e.value()) : List.of();
      for (Object owner : owners(p, e.on())) {
        if (!p.type().isTags()) {
          set(new Cell(p.id(), owner), e.verb() == Edit.Verb.CLEAR ? null : ValueFormat.parse(p.type(), e.value()));
          continue;
        }
        switch (e.verb()) {
          case SET -> replace(p, owner, named, e.on() instanceof Edit.Rows r ? r.sequence() : commit.readAt());
          case CLEAR -> replace(p, owner, named, 0);
          case ADD -> {
            if (p.type() == PropertyType.TAG) {
              replace(p, owner, named, 0);
            } else {
              named.forEach(t -> set(new Cell(-t, owner), ON));
            }
          }
          case REMOVE -> named.forEach(t -> set(new Cell(-t, owner), null));
        }
      }
    }

    private void replace(Property p, Object owner, List<Integer> wanted, long read) {
      boolean single = p.type() == PropertyType.TAG;
      var candidates = new LinkedHashSet<Integer>();
      propertyOfTag.forEach((t, of) -> {
        if (of == p.id() && (single || visibleTags.getOrDefault(of, Set.of()).contains(t))) {
          candidates.add(t);
        }
      });
      for (int t : candidates) {
        var cell = new Cell(-t, owner);
        if (single || read == 0 || stamp(cell) <= read) {
          set(cell, wanted.contains(t) ? ON : null);
        }
      }
    }

    private Set<Object> owners(Property p, Edit.Target on) {
      var instances = new LinkedHashSet<Integer>();
      var images = new LinkedHashSet<Sha1>();
      switch (on) {
        case Edit.Instances i -> i.ids().forEach(id -> instances.add(instance(id)));
        case Edit.Images i -> images.addAll(i.sha1s());
        case Edit.Bearers b -> {
          java.util.stream.Stream<Object> owners = visible.stream().map(i -> p.mode() == PropertyMode.IMAGE ? image(i) : i);
          return owners.filter(owner -> get(new Cell(-b.tagId(), owner)) != null).collect(java.util.stream.Collectors.toSet());
        }
        case Edit.Rows r -> r.rows().stream().map(post::instanceId).filter(visible::contains).forEach(instances::add);
      }
      if (p.mode() == PropertyMode.IMAGE) {
        instances.forEach(i -> images.add(image(i)));
        return Set.copyOf(images);
      }
      visible.stream().filter(i -> images.contains(image(i))).forEach(instances::add);
      return Set.copyOf(instances);
    }

    private Sha1 image(int instance) {
      return post.sha1(post.imageOf(post.instanceRow(instance)));
    }

    private int propertyId(int id) {
      return id > 0 ? id : Objects.requireNonNull(newProperties.get(id));
    }

    private int instance(int id) {
      return id > 0 ? id : Objects.requireNonNull(newInstances.get(id));
    }

    private List<Integer> tags(Property p, @Nullable Object json) {
      if (json == null || ValueFormat.isNone(json)) {
        return List.of();
      }
      List<?> all = json instanceof List<?> l ? l : List.of(json);
      return all.stream().map(t -> switch (t) {
        case String name -> post.tag(p.id(), name).orElseThrow().id();
        case Integer id -> id > 0 ? id : Objects.requireNonNull(newTags.get(id));
        default -> throw new IllegalArgumentException("no tag: " + t);
      }).toList();
    }
  }
}
