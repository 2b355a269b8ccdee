package panoptic.model;

/// Of what a property is asked: of every instance, or of every image (all copies share the answer).
public enum PropertyMode {
  INSTANCE("id"), IMAGE("sha1");

  private final String json;

  PropertyMode(String json) {
    this.json = json;
  }

  public String json() {
    return json;
  }

  /// Reads `id` or `sha1`; refuses anything else.
  public static PropertyMode parse(String name) {
    for (var m : values()) {
      if (m.json.equals(name)) {
        return m;
      }
    }
    throw new RefusedException(ErrorCode.INVALID, "\"" + name + "\" is no mode of a property (id, sha1)");
  }
}
