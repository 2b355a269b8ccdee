package panoptic.pluginrunner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import panoptic.plugin.CommitApplied;
import panoptic.plugin.DbCommit;
import panoptic.plugin.DeleteFolderConfirm;
import panoptic.plugin.Folder;
import panoptic.plugin.Ids;
import panoptic.plugin.ImageMap;
import panoptic.plugin.ImageProperty;
import panoptic.plugin.Instance;
import panoptic.plugin.InstanceProperty;
import panoptic.plugin.Match;
import panoptic.plugin.Notif;
import panoptic.plugin.PluginProjectInterface;
import panoptic.plugin.Property;
import panoptic.plugin.PropertyGroup;
import panoptic.plugin.PropertyMode;
import panoptic.plugin.PropertyType;
import panoptic.plugin.Tag;
import panoptic.plugin.Task;
import panoptic.plugin.Vector;
import panoptic.plugin.VectorType;
import panoptic.pluginprotocol.CommitTree;
import panoptic.pluginprotocol.Connection;
import panoptic.pluginprotocol.DataJson;
import panoptic.pluginprotocol.Fields;
import panoptic.pluginprotocol.InstanceColumns;
import panoptic.pluginprotocol.Methods;
import panoptic.pluginprotocol.RemoteException;
import panoptic.pluginprotocol.ResultJson;
import panoptic.pluginprotocol.Sha1s;
import panoptic.pluginprotocol.Tree;

/// The project as the plugin sees it: each method asks the host. What is long comes some thousand at a time.
final class RemoteProject implements PluginProjectInterface {
  private static final int PAGE = 20_000;
  /// For work of the processor: as many threads as there are processors.
  private static final ExecutorService WORK = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(),
      Thread.ofPlatform().daemon().name("work-", 0).factory());

  private final Connection host;
  private final String plugin;
  private final Path basePath;
  private final Path dataPath;
  private final PluginEvents events;
  private final PluginTasks tasks;
  private final AtomicInteger lastNew = new AtomicInteger();
  private volatile @Nullable List<VectorType> vectorTypes;

  RemoteProject(Connection host, Tree params) {
    this.host = host;
    plugin = params.get("name").text();
    basePath = Path.of(params.get("basePath").text());
    dataPath = Path.of(params.get("dataPath").text());
    events = new PluginEvents(listens -> host.tell(Methods.LISTENS, listens));
    tasks = new PluginTasks(this::ask, host);
  }

  PluginEvents events() {
    return events;
  }

  PluginTasks tasks() {
    return tasks;
  }

  void forgetVectorTypes() {
    vectorTypes = null;
  }

  private Tree ask(String method, Map<String, ?> params) {
    Long run = CurrentRun.get();
    var signed = new LinkedHashMap<String, @Nullable Object>(params);
    if (run != null) {
      signed.put("run", run);
    }
    try {
      return host.call(method, signed);
    } catch (RemoteException e) {
      throw Refusals.unchecked(e);
    } catch (InterruptedException e) {
      throw Refusals.interrupted(e);
    }
  }

  @Override
  public Path basePath() {
    return basePath;
  }

  @Override
  public Path dataPath() {
    return dataPath;
  }

  // ---- reading

  @Override
  public List<Folder> getFolders() {
    return ask(Methods.FOLDERS, Map.of()).list().stream().map(DataJson::folder).toList();
  }

  @Override
  public List<Instance> getInstances() {
    return getInstances(List.of(), List.of(), Match.ANY);
  }

  @Override
  public List<Instance> getInstances(Collection<Integer> ids) {
    return getInstances(ids, List.of(), Match.ANY);
  }

  @Override
  public List<Instance> getInstances(Collection<Integer> ids, Collection<String> sha1s) {
    return getInstances(ids, sha1s, Match.ANY);
  }

  @Override
  public List<Instance> getInstances(Collection<Integer> ids, Collection<String> sha1s, Match match) {
    return all(Methods.INSTANCES, owners(ids, sha1s, match), InstanceColumns::read);
  }

  @Override
  public Stream<Instance> streamInstances(Collection<Integer> ids) {
    return stream(Methods.INSTANCES, owners(ids, List.of(), Match.ANY), InstanceColumns::read);
  }

  private static Fields owners(Collection<Integer> ids, Collection<String> sha1s, Match match) {
    return Fields.of("ids", Ids.of(ids).toIntArray()).and("sha1s", Sha1s.bytes(sha1s)).and("match", match);
  }

  @Override
  public List<Property> getProperties(Collection<Integer> ids, boolean computed) {
    return ask(Methods.PROPERTIES, Fields.of("ids", Ids.of(ids).toIntArray()).and("computed", computed).tree()).list().stream()
        .map(DataJson::property).toList();
  }

  @Override
  public List<Tag> getTags(Collection<Integer> ids, Collection<Integer> propertyIds) {
    return getTags(ids, propertyIds, Match.ANY);
  }

  @Override
  public List<Tag> getTags(Collection<Integer> ids, Collection<Integer> propertyIds, Match match) {
    return ask(Methods.TAGS, Fields.of("ids", Ids.of(ids).toIntArray()).and("propertyIds", Ids.of(propertyIds).toIntArray())
        .and("match", match).tree()).list().stream().map(DataJson::tag).toList();
  }

  @Override
  public List<InstanceProperty> getInstancePropertyValues(Collection<Integer> propertyIds, Collection<Integer> instanceIds) {
    return getInstancePropertyValues(propertyIds, instanceIds, Match.ANY);
  }

  @Override
  public List<InstanceProperty> getInstancePropertyValues(Collection<Integer> propertyIds, Collection<Integer> instanceIds, Match match) {
    return all(Methods.INSTANCE_VALUES, instanceValues(propertyIds, instanceIds, match), RemoteProject::instanceValues);
  }

  @Override
  public Stream<InstanceProperty> streamInstancePropertyValues(Collection<Integer> propertyIds, Collection<Integer> instanceIds,
      Match match) {
    return stream(Methods.INSTANCE_VALUES, instanceValues(propertyIds, instanceIds, match), RemoteProject::instanceValues);
  }

  private static Fields instanceValues(Collection<Integer> propertyIds, Collection<Integer> instanceIds, Match match) {
    return Fields.of("propertyIds", Ids.of(propertyIds).toIntArray()).and("ids", Ids.of(instanceIds).toIntArray()).and("match", match);
  }

  private static List<InstanceProperty> instanceValues(Tree page) {
    return page.get("values").list().stream().map(DataJson::instanceProperty).toList();
  }

  @Override
  public List<ImageProperty> getImagePropertyValues(Collection<Integer> propertyIds, Collection<String> sha1s) {
    return getImagePropertyValues(propertyIds, sha1s, Match.ANY);
  }

  @Override
  public List<ImageProperty> getImagePropertyValues(Collection<Integer> propertyIds, Collection<String> sha1s, Match match) {
    return all(Methods.IMAGE_VALUES, imageValues(propertyIds, sha1s, match), RemoteProject::imageValues);
  }

  @Override
  public Stream<ImageProperty> streamImagePropertyValues(Collection<Integer> propertyIds, Collection<String> sha1s, Match match) {
    return stream(Methods.IMAGE_VALUES, imageValues(propertyIds, sha1s, match), RemoteProject::imageValues);
  }

  private static Fields imageValues(Collection<Integer> propertyIds, Collection<String> sha1s, Match match) {
    return Fields.of("propertyIds", Ids.of(propertyIds).toIntArray()).and("sha1s", Sha1s.bytes(sha1s)).and("match", match);
  }

  private static List<ImageProperty> imageValues(Tree page) {
    return page.get("values").list().stream().map(DataJson::imageProperty).toList();
  }

  @Override
  public List<Vector> getVectors(int typeId, Collection<String> sha1s) {
    return all(Methods.VECTORS, vectors(typeId, sha1s), page -> vectors(typeId, page));
  }

  @Override
  public Stream<Vector> streamVectors(int typeId, Collection<String> sha1s) {
    return stream(Methods.VECTORS, vectors(typeId, sha1s), page -> vectors(typeId, page));
  }

  private static Fields vectors(int typeId, Collection<String> sha1s) {
    return Fields.of("typeId", typeId).and("sha1s", Sha1s.bytes(sha1s));
  }

  private static List<Vector> vectors(int typeId, Tree page) {
    List<String> sha1s = Sha1s.read(page.get("sha1s"));
    float[] data = page.get("data").floats();
    int length = sha1s.isEmpty() ? 0 : data.length / sha1s.size();
    var out = new ArrayList<Vector>(sha1s.size());
    for (int i = 0; i < sha1s.size(); i++) {
      out.add(new Vector(typeId, sha1s.get(i), java.util.Arrays.copyOfRange(data, i * length, (i + 1) * length)));
    }
    return out;
  }

  @Override
  public boolean vectorExist(int typeId, String sha1) {
    return ask(Methods.VECTOR_EXIST, Map.of("typeId", typeId, "sha1", sha1)).flag();
  }

  @Override
  public List<VectorType> getVectorTypes(@Nullable String source) {
    List<VectorType> all = vectorTypes;
    if (all == null) {
      all = ask(Methods.VECTOR_TYPES, Map.of()).list().stream().map(DataJson::vectorType).toList();
      vectorTypes = all;
    }
    return source == null ? all : all.stream().filter(t -> t.source().equals(source)).toList();
  }

  @Override
  public Ids getViewIds(String view) {
    return Ids.of(ask(Methods.VIEW_IDS, Map.of("view", view)).ints());
  }

  // ---- making

  private int newId() {
    return lastNew.decrementAndGet();
  }

  @Override
  public Instance createInstance(int folderId, String name, String extension, String sha1, String url, int width, int height,
      String ahash) {
    return new Instance(newId(), folderId, name, extension, sha1, url, height, width, ahash);
  }

  @Override
  public Property createProperty(String name, PropertyType type, PropertyMode mode) {
    return new Property(newId(), name, type, mode, 0, false);
  }

  @Override
  public PropertyGroup createPropertyGroup(String name) {
    return new PropertyGroup(newId(), name);
  }

  @Override
  public Tag createTag(int propertyId, String value, List<Integer> parentIds, int color) {
    return new Tag(newId(), propertyId, value, parentIds, color);
  }

  @Override
  public Property getOrCreateProperty(String name, PropertyType type, PropertyMode mode) {
    return getProperties(List.of(), false).stream().filter(p -> p.name().equals(name) && p.type() == type && p.mode() == mode).findFirst()
        .orElseGet(() -> createProperty(name, type, mode));
  }

  @Override
  public VectorType createVectorType(Map<String, ?> params) {
    return new VectorType(newId(), plugin, params);
  }

  @Override
  public ImageMap createMap(String name, String key, String[] sha1s, float[] xy) {
    if (xy.length != 2 * sha1s.length) {
      throw new IllegalArgumentException("a map of " + sha1s.length + " images has " + 2 * sha1s.length + " numbers, not " + xy.length);
    }
    return new ImageMap(newId(), plugin, name, key, sha1s.length, sha1s, xy);
  }

  // ---- writing

  @Override
  public DbCommit applyCommit(DbCommit commit) {
    return commit(commit, false);
  }

  @Override
  public DbCommit doCommit(DbCommit commit) {
    return commit(commit, true);
  }

  private DbCommit commit(DbCommit commit, boolean remember) {
    return CommitTree.stored(ask(Methods.COMMIT, Map.of("commit", CommitTree.tree(commit), "remember", remember)));
  }

  @Override
  public boolean undo() {
    return ask(Methods.UNDO, Map.of()).flag();
  }

  @Override
  public boolean redo() {
    return ask(Methods.REDO, Map.of()).flag();
  }

  @Override
  public VectorType addVectorType(VectorType type) {
    VectorType stored = DataJson.vectorType(ask(Methods.ADD_VECTOR_TYPE, DataJson.tree(type)));
    forgetVectorTypes();
    return stored;
  }

  @Override
  public Vector addVector(Vector vector) {
    addVectors(List.of(vector));
    return vector;
  }

  @Override
  public void addVectors(Collection<Vector> vectors) {
    var byType = new LinkedHashMap<Integer, List<Vector>>();
    vectors.forEach(v -> byType.computeIfAbsent(v.typeId(), t -> new ArrayList<>()).add(v));
    byType.forEach((type, of) -> {
      for (int from = 0; from < of.size(); from += PAGE) {
        addPage(type, of.subList(from, Math.min(from + PAGE, of.size())));
      }
    });
  }

  private void addPage(int type, List<Vector> vectors) {
    int length = vectors.getFirst().data().length;
    var data = new float[length * vectors.size()];
    for (int i = 0; i < vectors.size(); i++) {
      float[] one = vectors.get(i).data();
      if (one.length != length) {
        throw new IllegalArgumentException("vectors of one type have one length: that of " + vectors.get(i).sha1() + " has " + one.length
            + ", that of " + vectors.getFirst().sha1() + " " + length);
      }
      System.arraycopy(one, 0, data, i * length, length);
    }
    ask(Methods.ADD_VECTORS,
        Fields.of("typeId", type).and("sha1s", Sha1s.bytes(vectors.stream().map(Vector::sha1).toList())).and("data", data).tree());
  }

  @Override
  public ImageMap addMap(ImageMap map) {
    int id = ask(Methods.ADD_MAP, DataJson.tree(map)).get("id").id();
    return new ImageMap(id, map.source(), map.name(), map.key(), map.count(), map.sha1s(), map.xy());
  }

  @Override
  public Optional<ImageMap> getMap(int id) {
    Tree t = ask(Methods.GET_MAP, Map.of("id", id));
    return t.isNull() ? Optional.empty() : Optional.of(DataJson.imageMap(t));
  }

  @Override
  public List<ImageMap> listMaps() {
    return ask(Methods.LIST_MAPS, Map.of()).list().stream().map(DataJson::imageMap).toList();
  }

  @Override
  public void deleteMap(int id) {
    var ignored = ask(Methods.DELETE_MAP, Map.of("id", id));
  }

  // ---- events

  @Override
  public void onInstanceImport(Consumer<Instance> callback) {
    events.onImport(instances -> instances.forEach(callback));
  }

  @Override
  public void onInstancesImport(Consumer<List<Instance>> callback) {
    events.onImport(callback);
  }

  @Override
  public void onFolderDelete(Consumer<DeleteFolderConfirm> callback) {
    events.onDeletion(callback);
  }

  @Override
  public void onCommit(Consumer<CommitApplied> callback) {
    events.onCommit(callback);
  }

  @Override
  public void replayMissedEvents() {
    events.replayMissed();
  }

  // ---- work

  @Override
  public <T> T runAsync(Callable<T> function) throws Exception {
    Long run = CurrentRun.get();
    Future<T> running = WORK.submit(() -> {
      CurrentRun.set(run);
      return function.call();
    });
    try {
      return running.get();
    } catch (InterruptedException e) {
      running.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Override
  public void addTask(Task task) {
    tasks.add(task);
  }

  // ---- what people see

  @Override
  public void notify(Notif notif) {
    host.tell(Methods.NOTIFY, ResultJson.tree(notif));
  }

  // ---- pages

  private <T> List<T> all(String method, Fields params, Function<Tree, List<T>> read) {
    var out = new ArrayList<T>();
    var pages = new Pages<>(method, params, read);
    while (pages.hasNext()) {
      out.addAll(pages.next());
    }
    return out;
  }

  private <T> Stream<T> stream(String method, Fields params, Function<Tree, List<T>> read) {
    var pages = new Pages<>(method, params, read);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, 0), false).onClose(pages::end).flatMap(List::stream);
  }

  /// A long answer: its first page says under which number the next may be asked for. All pages are of one state.
  private final class Pages<T> implements Iterator<List<T>> {
    private final Function<Tree, List<T>> read;
    private final Supplier<Tree> first;
    private boolean begun;
    private @Nullable Object cursor;
    /// Asked for while the plugin is at the page before.
    private Connection.@Nullable Asked ahead;

    Pages(String method, Fields params, Function<Tree, List<T>> read) {
      this.read = read;
      first = () -> ask(method, params.and("limit", PAGE).tree());
    }

    @Override
    public boolean hasNext() {
      return !begun || cursor != null;
    }

    @Override
    public List<T> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Tree page = begun ? awaitAhead() : first.get();
      begun = true;
      cursor = page.get("next").value();
      if (cursor != null) {
        try {
          ahead = host.ask(Methods.NEXT, Fields.of("cursor", cursor).tree());
        } catch (RemoteException e) {
          throw Refusals.unchecked(e);
        }
      }
      return read.apply(page);
    }

    private Tree awaitAhead() {
      try {
        return Objects.requireNonNull(ahead).await();
      } catch (RemoteException e) {
        throw Refusals.unchecked(e);
      } catch (InterruptedException e) {
        throw Refusals.interrupted(e);
      }
    }

    void end() {
      if (cursor != null) {
        var last = awaitAhead();
        cursor = last.get("next").value();
      }
      if (cursor != null) {
        var ignored = ask(Methods.END, Fields.of("cursor", cursor).tree());
        cursor = null;
      }
    }
  }
}
