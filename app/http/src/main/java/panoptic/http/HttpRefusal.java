package panoptic.http;

/// A request that HTTP itself forbids: no session, a foreign origin, a body too large. `code` stands beside those of `ErrorCode` in docs/errors.md.
final class HttpRefusal extends RuntimeException {
  private final int status;
  private final String code;

  HttpRefusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNull(super.getMessage());
  }
}
