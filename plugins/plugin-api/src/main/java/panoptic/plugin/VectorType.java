package panoptic.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What made a vector: a plugin (`source`) and its parameters, as a JSON object. Two are equal by their id.
///
/// As a type of parameter its input lets a person choose any vector type of the project.
public class VectorType {
  private final int id;
  private final String source;
  private final Map<String, Object> params;

  /// `id` is negative for one that is not stored yet.
  public VectorType(int id, String source, Map<String, ?> params) {
    this.id = id;
    this.source = source;
    this.params = Map.copyOf(params);
  }

  public final int id() {
    return id;
  }

  /// Returns the name of the plugin that made it.
  public final String source() {
    return source;
  }

  /// Returns its parameters, as a JSON tree.
  public final Map<String, Object> params() {
    return params;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof VectorType t && t.id == id;
  }

  @Override
  public final int hashCode() {
    return id;
  }

  /// Returns `<source>_<model>_<id>`, where `model` is that of its parameters, without slashes.
  @Override
  public final String toString() {
    return source + "_" + String.valueOf(params.getOrDefault("model", "")).replace("/", "") + "_" + id;
  }
}
