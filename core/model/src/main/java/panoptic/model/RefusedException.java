package panoptic.model;

/// A request that was not carried out, and changed nothing. The message names the limit and the value that broke it, in words
/// for the person who asked; it is shown as it is.
public final class RefusedException extends RuntimeException {
  private final ErrorCode code;

  public RefusedException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public RefusedException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNull(super.getMessage());
  }

  public ErrorCode code() {
    return code;
  }
}
