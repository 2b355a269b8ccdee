package panoptic.project;

import java.text.Normalizer;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// How names of properties, groups and tags are written: NFC, trimmed, case kept, no control characters, 1 to 10,000 characters.
public final class Names {
  private static final int MAX = 10_000;

  private Names() {}

  /// Returns the name as the project keeps it; refuses one that is empty, too long or unprintable.
  public static String clean(String name) {
    String clean = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    if (clean.isEmpty()) {
      throw new RefusedException(ErrorCode.INVALID, "a name has at least one character");
    }
    if (clean.length() > MAX) {
      throw new RefusedException(ErrorCode.INVALID, "a name has at most " + MAX + " characters, not " + clean.length());
    }
    for (int i = 0; i < clean.length(); i++) {
      if (Character.isISOControl(clean.charAt(i))) {
        throw new RefusedException(ErrorCode.INVALID,
            "a name holds no control characters (code " + (int) clean.charAt(i) + " at place " + i + ")");
      }
    }
    return clean;
  }

  /// Checks the name of a folder: any that a file system gives, but nothing that leads elsewhere.
  static String folder(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new RefusedException(ErrorCode.INVALID, "\"" + name + "\" is no name of a folder");
    }
    return name;
  }
}
