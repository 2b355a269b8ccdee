package panoptic.project;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.ImageMap;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyGroup;
import panoptic.model.PropertyMode;
import panoptic.model.RefusedException;
import panoptic.model.Result;
import panoptic.model.Root;
import panoptic.model.Sha1;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.model.VectorType;

/// A project at one sequence: everything it knows, in memory. Immutable, so a snapshot is a reference and costs nothing.
///
/// Instances and images have dense row numbers from 0, apart from their ids; rows of deleted instances stay, out of sight. What is deleted is not
/// returned by the methods here unless they say so. All methods may be called from any thread.
public final class ProjectState {
  /// So many images are looked up one by one.
  private static final int FEW = 16;

  /* The parts are immutable themselves; a change makes a new state that shares all parts but those it touches (see StateEdit). What is derived
     (uses of images, visible images, the lookup) is kept up to date by the same method that applies a change, so it needs no place in the log. */
  final Parts parts;

  static final class Parts implements Cloneable {
    long sequence;
    int instanceRows;
    int imageRows;
    Map<Kind, Shelf<Entry>> catalog = new EnumMap<>(Kind.class);
    Map<Fact, Column> facts = new EnumMap<>(Fact.class);
    Shelf<Column> values = Shelf.empty();
    Shelf<Bits> uses = Shelf.empty();
    Shelf<Bits> vectors = Shelf.empty();
    Bits visible = Bits.EMPTY;
    Bits missing = Bits.EMPTY;
    Map<Fact, Dictionary> factTexts = new EnumMap<>(Fact.class);
    Shelf<Dictionary> texts = Shelf.empty();
    Shelf<History> histories = Shelf.empty();
    Bits visibleImages = Bits.EMPTY;
    Column imageUses = Column.empty(false);
    Lookup lookup = new Lookup();

    @Override
    public Parts clone() {
      try {
        return (Parts) super.clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }
  }

  ProjectState(Parts parts) {
    this.parts = parts;
  }

  /// A project before its first commit.
  static ProjectState empty() {
    var parts = new Parts();
    for (Kind k : Kind.values()) {
      parts.catalog.put(k, Shelf.empty());
    }
    for (Fact f : Fact.values()) {
      parts.facts.put(f, Column.empty(f.wide));
    }
    for (Fact f : StateEdit.textFacts()) {
      parts.factTexts.put(f, Dictionary.empty());
    }
    return new ProjectState(parts);
  }

  /// Returns the number of the last commit in this state; 0 before the first.
  public long sequence() {
    return parts.sequence;
  }

  // ---- the catalog

  /// Returns the properties that people and plugins made, by their order.
  public List<Property> properties() {
    return visible(Kind.PROPERTY, Property.class).stream().map(this::shown)
        .sorted(java.util.Comparator.comparingInt(Property::order).thenComparingInt(Property::id)).toList();
  }

  /// Finds a property by id, computed ones included.
  public Optional<Property> property(int id) {
    if (id < 0) {
      return -id <= Computed.ALL.size() ? Optional.of(Computed.ALL.get(-id - 1)) : Optional.empty();
    }
    return find(Kind.PROPERTY, id).map(p -> shown((Property) p));
  }

  /// Finds a property by its name, computed ones after those that were made.
  public Optional<Property> property(String name) {
    return findByName(Kind.PROPERTY, 0, name).map(p -> shown((Property) p))
        .or(() -> Computed.ALL.stream().filter(p -> p.name().equals(name)).findFirst());
  }

  /// A property whose group was deleted stands outside any group, and is back in it when the deletion is undone.
  private Property shown(Property p) {
    return p.groupId() == 0 || propertyGroup(p.groupId()).isPresent()
        ? p
        : new Property(p.id(), p.name(), p.type(), p.mode(), 0, p.order(), p.description());
  }

  public List<PropertyGroup> propertyGroups() {
    return visible(Kind.PROPERTY_GROUP, PropertyGroup.class);
  }

  public Optional<PropertyGroup> propertyGroup(int id) {
    return find(Kind.PROPERTY_GROUP, id).map(PropertyGroup.class::cast);
  }

  /// Returns the tags of a property by rising id.
  public List<Tag> tags(int propertyId) {
    var out = new ArrayList<Tag>();
    for (int id : parts.lookup.tags(propertyId)) {
      tag(id).filter(t -> t.propertyId() == propertyId).ifPresent(out::add);
    }
    return out;
  }

  /// Finds a tag that is not deleted and whose property is not.
  public Optional<Tag> tag(int id) {
    return find(Kind.TAG, id).map(Tag.class::cast).filter(t -> property(t.propertyId()).isPresent());
  }

  /// Finds a tag by id, also one that was deleted.
  public Optional<Tag> anyTag(int id) {
    return Optional.ofNullable(entry(Kind.TAG, id)).map(e -> (Tag) e.thing());
  }

  public Optional<Tag> tag(int propertyId, String name) {
    return findByName(Kind.TAG, propertyId, name).map(Tag.class::cast);
  }

  /// Returns how many tags there are, of all properties.
  public int tagCount() {
    int n = 0;
    for (Property p : properties()) {
      n += p.type().isTags() ? tags(p.id()).size() : 0;
    }
    return n;
  }

  public List<Root> roots() {
    return visible(Kind.ROOT, Root.class);
  }

  public Optional<Root> root(int id) {
    return find(Kind.ROOT, id).map(Root.class::cast);
  }

  /// Returns all folders by rising id; a folder comes after the one above it.
  public List<Folder> folders() {
    return visible(Kind.FOLDER, Folder.class);
  }

  public Optional<Folder> folder(int id) {
    return find(Kind.FOLDER, id).map(Folder.class::cast);
  }

  /// Returns the people who have worked in this project.
  public List<Person> people() {
    return visible(Kind.PERSON, Person.class);
  }

  public Optional<Person> person(int id) {
    return find(Kind.PERSON, id).map(Person.class::cast);
  }

  // ---- what plugins added

  public List<VectorType> vectorTypes() {
    return visible(Kind.VECTOR_TYPE, VectorType.class);
  }

  public Optional<VectorType> vectorType(int id) {
    return find(Kind.VECTOR_TYPE, id).map(VectorType.class::cast);
  }

  /// Returns the images that have a vector of a type, those out of sight included, also where the type was deleted.
  public Bits vectors(int typeId) {
    Bits b = parts.vectors.get(typeId);
    return b == null ? Bits.EMPTY : b;
  }

  /// Returns how many images in sight have a vector of a type.
  public int vectorCount(int typeId) {
    return RoaringBitmap.andCardinality(vectors(typeId).rows(), images().rows());
  }

  public List<ImageMap> maps() {
    return visible(Kind.MAP, ImageMap.class);
  }

  public Optional<ImageMap> map(int id) {
    return find(Kind.MAP, id).map(ImageMap.class::cast);
  }

  public List<Result> results() {
    return visible(Kind.RESULT, Result.class);
  }

  public Optional<Result> result(int id) {
    return find(Kind.RESULT, id).map(Result.class::cast);
  }

  /// Returns the names of the kept files that maps and results have, deleted ones included, since undo may bring them back.
  public java.util.Set<String> contents() {
    var out = new java.util.HashSet<String>();
    shelf(Kind.MAP).all().forEach(e -> out.add(((ImageMap) e.thing()).content()));
    shelf(Kind.RESULT).all().forEach(e -> out.add(((Result) e.thing()).content()));
    return out;
  }

  // ---- rows

  /// Returns how many rows of instances there are, those of deleted ones included.
  public int instanceRows() {
    return parts.instanceRows;
  }

  public int imageRows() {
    return parts.imageRows;
  }

  /// Returns the instances that are not deleted.
  public Bits instances() {
    return parts.visible;
  }

  /// Returns the images that have an instance which is not deleted.
  public Bits images() {
    return parts.visibleImages;
  }

  /// Returns the instances whose file was not there at the last scan.
  public Bits missing() {
    return parts.missing;
  }

  /// Returns the row of an instance, deleted ones included, or -1.
  public int instanceRow(int id) {
    int low = 0;
    int high = parts.instanceRows - 1;
    if (id - 1 >= 0 && id - 1 <= high && instanceId(id - 1) == id) {
      return id - 1;
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = instanceId(middle);
      if (at == id) {
        return middle;
      }
      if (at < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  public int instanceId(int row) {
    return (int) cell(Fact.ID, row);
  }

  /// Returns the row of an image, also of one without a visible instance, or -1.
  public int imageRow(Sha1 sha1) {
    return parts.lookup.findImage(sha1, this);
  }

  /// Returns the row of an instance's image.
  public int imageOf(int instanceRow) {
    return (int) cell(Fact.IMAGE, instanceRow);
  }

  /// Returns the rows of the instances, deleted ones included, that show an image: by an index, whatever the size of the project.
  public RoaringBitmap instancesOf(int imageRow) {
    var out = new RoaringBitmap();
    parts.lookup.instances().addInstances(fact(Fact.IMAGE), parts.instanceRows, imageRow, out);
    return out;
  }

  /// Returns the rows of the instances, deleted ones included, that show some images.
  public RoaringBitmap instancesOf(RoaringBitmap imageRows) {
    if (imageRows.getLongCardinality() <= FEW) {
      var out = new RoaringBitmap();
      imageRows.forEach((org.roaringbitmap.IntConsumer) i -> out.or(instancesOf(i)));
      return out;
    }
    var out = new RoaringBitmap();
    var wanted = new java.util.BitSet(parts.imageRows);
    imageRows.forEach((org.roaringbitmap.IntConsumer) wanted::set);
    Column images = fact(Fact.IMAGE);
    for (int b = 0; b << Blocks.BITS < parts.instanceRows; b++) {
      int[] cells = images.ints(b);
      for (int i = 0; cells != null && i < cells.length; i++) {
        if (cells[i] >= 0 && wanted.get(cells[i])) {
          out.add((b << Blocks.BITS) + i);
        }
      }
    }
    return out;
  }

  public Sha1 sha1(int imageRow) {
    return new Sha1(cell(Fact.SHA1_HIGH, imageRow), cell(Fact.SHA1_MIDDLE, imageRow), (int) cell(Fact.SHA1_LOW, imageRow));
  }

  public int folderOf(int instanceRow) {
    return (int) cell(Fact.FOLDER, instanceRow);
  }

  public String fileName(int instanceRow) {
    return Objects.requireNonNull(parts.factTexts.get(Fact.NAME)).get((int) cell(Fact.NAME, instanceRow));
  }

  /// Returns the time of an instance's file, in milliseconds since 1970.
  public long fileTimeMillis(int instanceRow) {
    return cell(Fact.FILE_TIME, instanceRow);
  }

  /// Returns the file system's own number of an instance's file, or 0.
  public long fileId(int instanceRow) {
    return cell(Fact.FILE_ID, instanceRow);
  }

  /// Returns the size of an image's file in bytes.
  public long bytes(int imageRow) {
    return cell(Fact.SIZE, imageRow);
  }

  public int width(int imageRow) {
    return (int) cell(Fact.WIDTH, imageRow);
  }

  public int height(int imageRow) {
    return (int) cell(Fact.HEIGHT, imageRow);
  }

  /// Returns the average colour of an image as 0xRRGGBB.
  public int colour(int imageRow) {
    return (int) cell(Fact.COLOUR, imageRow);
  }

  /// Returns the path of a folder relative to its root, "" for the root's own.
  public String folderPath(Folder folder) {
    var names = new ArrayList<String>();
    Folder f = folder;
    while (f.parentId() != 0) {
      names.addFirst(f.name());
      f = anyFolder(f.parentId());
    }
    return String.join("/", names);
  }

  /// Returns where an instance's file lies: root, folders and name, joined by `/`.
  public String path(int instanceRow) {
    Folder folder = anyFolder(folderOf(instanceRow));
    String below = folderPath(folder);
    String root = ((Root) Objects.requireNonNull(entry(Kind.ROOT, folder.rootId())).thing()).path();
    return (root.endsWith("/") ? root : root + "/") + (below.isEmpty() ? "" : below + "/") + fileName(instanceRow);
  }

  // ---- values

  /// Returns what a property says of a row of its own table (instances, or images where its mode is `sha1`), computed ones included; null where it has no value.
  public @Nullable Value value(Property property, int row) {
    return Cells.value(this, property, row);
  }

  /// Returns what a cell of a property that has [#cells] means; null for none.
  public @Nullable Value valueOf(Property property, long cell) {
    return Cells.meaning(this, property, cell);
  }

  /// Returns the extension of the file name of a code, or null.
  public @Nullable Value extension(int nameCode) {
    return Cells.extension(texts(Fact.NAME).get(nameCode));
  }

  /// Returns the row that a property asks about an instance: the instance's own, or its image's.
  public int rowOf(Property property, int instanceRow) {
    return property.mode() == PropertyMode.IMAGE ? imageOf(instanceRow) : instanceRow;
  }

  /// Returns the sequence of the last commit that set a property on a row of its own table, or 0.
  public int stamp(Property property, int row) {
    if (property.id() < 0) {
      return 0;
    }
    if (!property.type().isTags()) {
      return column(property.id()).stamps().get(row);
    }
    int last = 0;
    for (Tag t : tags(property.id())) {
      last = Math.max(last, uses(t.id()).stamps().get(row));
    }
    return last;
  }

  /// Returns the cells of a property that is not of tags; what they mean is told by the property's type.
  public Column column(int propertyId) {
    Column c = parts.values.get(propertyId);
    return c != null ? c : Column.empty(property(propertyId).map(p -> Cells.isWide(p.type())).orElse(false));
  }

  /// Returns the rows that bear a tag itself, its descendants apart.
  public Bits uses(int tagId) {
    Bits b = parts.uses.get(tagId);
    return b == null ? Bits.EMPTY : b;
  }

  /// Finds the cells of a property, computed ones included; empty for tags and for what is computed row by row (sha1, path, extension).
  public Optional<Column> cells(Property property) {
    return switch (property.id()) {
      case Computed.PATH, Computed.SHA1, Computed.EXTENSION -> Optional.empty();
      default -> property.type().isTags()
          ? Optional.empty()
          : Optional.of(property.id() > 0 ? column(property.id()) : fact(Fact.of(property.id())));
    };
  }

  /// Returns the row of each instance's image.
  public Column imageRowsOfInstances() {
    return fact(Fact.IMAGE);
  }

  /// Returns the texts that a property's cells are codes of, computed ones (file name, camera) included.
  public Dictionary texts(int propertyId) {
    if (propertyId < 0) {
      return texts(Fact.of(propertyId));
    }
    Dictionary d = parts.texts.get(propertyId);
    return d == null ? Dictionary.empty() : d;
  }

  /// Returns the rows of a made property that have a value and are in sight.
  public RoaringBitmap valued(Property property) {
    RoaringBitmap rows;
    if (property.type().isTags()) {
      rows = new RoaringBitmap();
      for (Tag t : tags(property.id())) {
        rows.or(uses(t.id()).rows());
      }
    } else {
      rows = column(property.id()).rows();
    }
    return RoaringBitmap.and(rows, (property.mode() == PropertyMode.IMAGE ? images() : instances()).rows());
  }

  // ---- the log, as the state remembers it

  /// Returns the id of the person who made a commit.
  public int authorOf(long sequence) {
    return (int) cell(Fact.AUTHOR, Math.toIntExact(sequence));
  }

  /// Returns when a commit was made, in microseconds since 1970.
  public long timeOf(long sequence) {
    return cell(Fact.TIME, Math.toIntExact(sequence));
  }

  /// Returns the step of a commit: the sequence of its first one.
  public long stepOf(long sequence) {
    return cell(Fact.STEP, Math.toIntExact(sequence));
  }

  /// Tells whether a commit was an undo, redo or revert.
  public boolean isInverse(long sequence) {
    return cell(Fact.TARGET, Math.toIntExact(sequence)) != Column.NONE;
  }

  /// Tells whether a person has a step to undo.
  public boolean canUndo(Person person) {
    return history(personId(person)).undo() != null;
  }

  public boolean canRedo(Person person) {
    return history(personId(person)).redo() != null;
  }

  // ---- inside the module

  /// Returns the id that a person has in this project, known by the key; 0 for one who has not worked here.
  int personId(Person person) {
    return parts.lookup.find(Kind.PERSON, 0, person.key(), id -> {
      Entry e = entry(Kind.PERSON, id);
      return e != null && e.thing() instanceof Person p && p.key().equals(person.key());
    });
  }

  long cell(Fact fact, int row) {
    return fact(fact).get(row);
  }

  /// Returns a set of rows by the key of its changes.
  Bits set(int key) {
    return switch (key) {
      case Change.VISIBLE -> instances();
      case Change.MISSING -> missing();
      default -> Change.isOfVectors(key) ? vectors(Change.vectorType(key)) : uses(key);
    };
  }

  Column fact(Fact fact) {
    return Objects.requireNonNull(parts.facts.get(fact));
  }

  Dictionary texts(Fact fact) {
    return Objects.requireNonNull(parts.factTexts.get(fact));
  }

  Shelf<Entry> shelf(Kind kind) {
    return Objects.requireNonNull(parts.catalog.get(kind));
  }

  /// Returns an entry, also of something deleted.
  @Nullable Entry entry(Kind kind, int id) {
    return shelf(kind).get(id);
  }

  Folder anyFolder(int id) {
    return (Folder) Objects.requireNonNull(entry(Kind.FOLDER, id)).thing();
  }

  History history(int personId) {
    History h = parts.histories.get(personId);
    return h == null ? History.EMPTY : h;
  }

  /// Returns all tags of a property, deleted ones included.
  List<Tag> everyTag(int propertyId) {
    var out = new ArrayList<Tag>();
    for (int id : parts.lookup.tags(propertyId)) {
      Entry e = entry(Kind.TAG, id);
      if (e != null && e.thing() instanceof Tag t && t.propertyId() == propertyId) {
        out.add(t);
      }
    }
    return out;
  }

  static RefusedException unknown(String what, Object id) {
    return new RefusedException(ErrorCode.UNKNOWN, "there is no " + what + " " + id);
  }

  Optional<Object> findByName(Kind kind, int scope, String name) {
    int id = parts.lookup.find(kind, scope, name, i -> {
      Entry e = entry(kind, i);
      return e != null && e.isVisible() && named(e.thing(), scope, name);
    });
    return id == 0 ? Optional.empty() : find(kind, id);
  }

  private static boolean named(Object thing, int scope, String name) {
    return switch (thing) {
      case Property p -> p.name().equals(name);
      case PropertyGroup g -> g.name().equals(name);
      case Tag t -> t.propertyId() == scope && t.name().equals(name);
      case Folder f -> f.parentId() == scope && f.name().equals(name);
      case Person p -> p.key().equals(name);
      case Root r -> r.path().equals(name);
      default -> throw new IllegalArgumentException("no thing of a catalog: " + thing);
    };
  }

  private Optional<Object> find(Kind kind, int id) {
    Entry e = entry(kind, id);
    return e == null || !e.isVisible() ? Optional.empty() : Optional.of(e.thing());
  }

  private <T> List<T> visible(Kind kind, Class<T> type) {
    return shelf(kind).all().stream().filter(Entry::isVisible).map(e -> type.cast(e.thing())).toList();
  }
}
