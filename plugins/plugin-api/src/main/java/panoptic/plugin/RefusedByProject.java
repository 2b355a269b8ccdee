package panoptic.plugin;

/// Thrown where the project refuses what a plugin asks for. `code` is one of the error codes of the documentation, the message says what is wrong.
public final class RefusedByProject extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  public RefusedByProject(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
