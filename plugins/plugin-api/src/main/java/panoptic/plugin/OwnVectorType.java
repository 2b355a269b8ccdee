package panoptic.plugin;

import java.util.Map;

/// A vector type of the plugin itself, as a type of parameter. An action of the hook `vector` receives the type it was called on.
public final class OwnVectorType extends VectorType {
  public OwnVectorType(int id, String source, Map<String, ?> params) {
    super(id, source, params);
  }
}
