package panoptic.model;

/// Why a request was refused: the `code` of an error in JSON and the exit code of the command line.
public enum ErrorCode {
  /// A value, name or shape that no project would take.
  INVALID(1),
  /// An id, sha1, property, project or file that is not there.
  UNKNOWN(1),
  /// A name that another object of the same kind bears.
  NAME_TAKEN(1),
  /// A tag that would be its own ancestor.
  CYCLE(1),
  /// The project moved on since what the request was based on.
  OUTDATED(1),
  /// There is nothing to undo or redo.
  NOTHING(1),
  /// The file system has no room left.
  DISK_FULL(1),
  /// A file of ours does not hold what was written.
  DAMAGED(1),
  /// The folder or file cannot be written.
  READ_ONLY(3),
  /// Another process has the project open.
  LOCKED(3),
  /// A newer Panoptic wrote this.
  TOO_NEW(3),
  /// Outside the roots that the owner allowed, or not a picture.
  NOT_PERMITTED(3),
  /// The command line was used wrongly.
  USAGE(2);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  /// Returns the exit code of a command that ends in this error (1 failed, 2 wrong usage, 3 refused).
  public int exitCode() {
    return exitCode;
  }

  /// Returns the code as it stands in JSON, for example `nameTaken`.
  public String json() {
    var out = new StringBuilder();
    for (char c : name().toCharArray()) {
      out.append(c == '_' ? c : Character.toLowerCase(c));
    }
    for (int i = out.indexOf("_"); i >= 0; i = out.indexOf("_")) {
      out.deleteCharAt(i).setCharAt(i, Character.toUpperCase(out.charAt(i)));
    }
    return out.toString();
  }
}
