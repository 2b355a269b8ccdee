package panoptic.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One batch of changes, applied whole or not at all. Used by one thread.
///
/// What is new carries a negative id (the `create…` methods of [PluginProjectInterface] give one) and may be referred to by it from anywhere in
/// the commit, in any order. What is listed in an `empty…` list is deleted. As it comes back from [PluginProjectInterface#applyCommit] it has
/// the same elements in the same order, with real ids everywhere.
@PluginImplements
public final class DbCommit {
  public final List<Integer> emptyInstances = new ArrayList<>();
  public final List<Integer> emptyPropertyGroups = new ArrayList<>();
  public final List<Integer> emptyProperties = new ArrayList<>();
  public final List<Integer> emptyTags = new ArrayList<>();
  public final List<Integer> emptyFolders = new ArrayList<>();
  public final List<InstancePropertyKey> emptyInstanceValues = new ArrayList<>();
  public final List<ImagePropertyKey> emptyImageValues = new ArrayList<>();
  public final List<Folder> folders = new ArrayList<>();
  public final List<Instance> instances = new ArrayList<>();
  public final List<PropertyGroup> propertyGroups = new ArrayList<>();
  public final List<Property> properties = new ArrayList<>();
  public final List<Tag> tags = new ArrayList<>();
  public final List<InstanceProperty> instanceValues = new ArrayList<>();
  public final List<ImageProperty> imageValues = new ArrayList<>();
  public final List<Edit> edits = new ArrayList<>();

  private final Map<Integer, Integer> realIds = new LinkedHashMap<>();
  private long sequence;
  private @Nullable Integer ambiguous;

  /// Adds an element and returns this, so that a commit can be written as one expression.
  public <T> DbCommit with(List<T> list, T element) {
    list.add(element);
    return this;
  }

  /// Returns the number of the commit as it was stored; 0 before.
  public long sequence() {
    return sequence;
  }

  /// Returns the real id of what was new, once it is stored; a positive id is real. Refuses one that stood for nothing, or for two things of
  /// different kinds.
  public int realId(int negative) {
    if (negative > 0) {
      return negative;
    }
    Integer real = realIds.get(negative);
    if (real == null) {
      throw new IllegalArgumentException("nothing in this commit was new under the id " + negative);
    }
    if (ambiguous != null && ambiguous == negative) {
      throw new IllegalArgumentException("the id " + negative + " stood for two things of different kinds; look for them in the lists");
    }
    return real;
  }

  /// Remembers what became of a negative id. Called by the host.
  public void stored(int negative, int real) {
    Integer before = realIds.put(negative, real);
    if (before != null && before != real) {
      ambiguous = negative;
    }
  }

  /// Remembers the number of the commit. Called by the host.
  public void stored(long newSequence) {
    sequence = newSequence;
  }
}
