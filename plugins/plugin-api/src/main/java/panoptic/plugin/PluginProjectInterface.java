package panoptic.plugin;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The open project, as a plugin reads and changes it. All methods may be called from any thread, and wait for their answer.
///
/// Filters: an empty list, like none, is no filter. Of several filters what passes any is returned ([Match#ANY]); [Match#ALL] asks for what passes
/// all of them. What is deleted is not returned; unknown ids and hashes are passed over. Where the project refuses, [RefusedByProject] is thrown
/// and nothing was changed.
@HostImplements
public interface PluginProjectInterface {

  /// Returns the project's folder.
  Path basePath();

  /// Returns the plugin's own folder in the project.
  Path dataPath();

  // ---- reading

  List<Folder> getFolders();

  /// Returns all instances.
  List<Instance> getInstances();

  List<Instance> getInstances(Collection<Integer> ids);

  /// Returns the instances that have one of the ids or show one of the images.
  List<Instance> getInstances(Collection<Integer> ids, Collection<String> sha1s);

  List<Instance> getInstances(Collection<Integer> ids, Collection<String> sha1s, Match match);

  /// Returns instances a few thousand at a time, for projects that are larger than memory likes. To be closed.
  Stream<Instance> streamInstances(Collection<Integer> ids);

  /// Returns properties, all that were made where no ids are given; with `computed` also those that Panoptic computes.
  List<Property> getProperties(Collection<Integer> ids, boolean computed);

  List<Tag> getTags(Collection<Integer> ids, Collection<Integer> propertyIds);

  List<Tag> getTags(Collection<Integer> ids, Collection<Integer> propertyIds, Match match);

  /// Returns values of properties of mode `ID`; only those that are values.
  List<InstanceProperty> getInstancePropertyValues(Collection<Integer> propertyIds, Collection<Integer> instanceIds);

  List<InstanceProperty> getInstancePropertyValues(Collection<Integer> propertyIds, Collection<Integer> instanceIds, Match match);

  /// Returns values a few thousand at a time. To be closed.
  Stream<InstanceProperty> streamInstancePropertyValues(Collection<Integer> propertyIds, Collection<Integer> instanceIds, Match match);

  /// Returns values of properties of mode `SHA1`; only those that are values.
  List<ImageProperty> getImagePropertyValues(Collection<Integer> propertyIds, Collection<String> sha1s);

  List<ImageProperty> getImagePropertyValues(Collection<Integer> propertyIds, Collection<String> sha1s, Match match);

  /// Returns values a few thousand at a time. To be closed.
  Stream<ImageProperty> streamImagePropertyValues(Collection<Integer> propertyIds, Collection<String> sha1s, Match match);

  /// Returns the vectors of a type, of all images where no hashes are given; images without one are left out.
  List<Vector> getVectors(int typeId, Collection<String> sha1s);

  default List<Vector> getVectors(int typeId) {
    return getVectors(typeId, List.of());
  }

  /// Returns vectors a few thousand at a time. To be closed.
  Stream<Vector> streamVectors(int typeId, Collection<String> sha1s);

  boolean vectorExist(int typeId, String sha1);

  /// Returns the vector types that a plugin made, those of all plugins where none is named.
  List<VectorType> getVectorTypes(@Nullable String source);

  /// Returns the instances that a view shows, in its order; the view is JSON.
  Ids getViewIds(String view);

  // ---- making what a commit carries; nothing is stored before it is applied

  /// Returns a new instance with a negative id, for a picture that lies under an imported folder.
  Instance createInstance(int folderId, String name, String extension, String sha1, String url, int width, int height, String ahash);

  Property createProperty(String name, PropertyType type, PropertyMode mode);

  PropertyGroup createPropertyGroup(String name);

  Tag createTag(int propertyId, String value, List<Integer> parentIds, int color);

  default Tag createTag(int propertyId, String value) {
    return createTag(propertyId, value, List.of(), -1);
  }

  /// Returns the property of this name, type and mode, or a new one that is not stored yet.
  Property getOrCreateProperty(String name, PropertyType type, PropertyMode mode);

  /// Returns a new vector type of this plugin, with a negative id.
  VectorType createVectorType(Map<String, ?> params);

  /// Returns a new map of this plugin, with a negative id. Image `i` is `sha1s[i]` and lies at `xy[2 * i]`, `xy[2 * i + 1]`.
  ImageMap createMap(String name, String key, String[] sha1s, float[] xy);

  // ---- writing

  /// Applies a commit and returns it as it was stored.
  DbCommit applyCommit(DbCommit commit);

  /// Applies a commit, remembers how it is undone by [#undo], and returns it as it was stored.
  DbCommit doCommit(DbCommit commit);

  /// Undoes the last [#doCommit] of this plugin that is not undone; false where there is none. What somebody else has changed since stays.
  boolean undo();

  /// Does again what [#undo] undid last; false where there is none.
  boolean redo();

  /// Stores a vector type and returns it with its real id.
  VectorType addVectorType(VectorType type);

  /// Stores a vector, in the place of an older one of its type and image, and returns it.
  Vector addVector(Vector vector);

  /// Stores many vectors of one type at once.
  void addVectors(Collection<Vector> vectors);

  /// Stores a map and returns it with its real id.
  ImageMap addMap(ImageMap map);

  Optional<ImageMap> getMap(int id);

  /// Returns all maps, without their positions.
  List<ImageMap> listMaps();

  void deleteMap(int id);

  // ---- events: callbacks run one at a time and in order; one that throws is reported and stops nothing else

  void onInstanceImport(Consumer<Instance> callback);

  /// The same, some hundred at a time.
  void onInstancesImport(Consumer<List<Instance>> callback);

  void onFolderDelete(Consumer<DeleteFolderConfirm> callback);

  void onCommit(Consumer<CommitApplied> callback);

  /// Asks that what happened while this plugin was not running is told at its next start.
  void replayMissedEvents();

  // ---- work

  /// Runs a function on a thread made for work and returns what it returns; what it throws is thrown here.
  <T> T runAsync(Callable<T> function) throws Exception;

  default <A, T> T runAsync(Function<A, T> function, A argument) throws Exception {
    return runAsync(() -> function.apply(argument));
  }

  void addTask(Task task);

  // ---- what people see

  /// Shows a notification.
  void notify(Notif notif);
}
