package panoptic.transfer;

import java.util.Locale;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// How a file of values names pictures.
public enum ExportKey {
  /// By the id of the instance.
  ID,
  /// By the whole path of its file.
  PATH,
  /// By the path of its file from the name of its root on.
  RELATIVE;

  /// Returns the header of the key's column.
  String header() {
    return this == ID ? "id" : "path";
  }

  public static ExportKey parse(String name) {
    for (ExportKey k : values()) {
      if (k.name().toLowerCase(Locale.ROOT).equals(name)) {
        return k;
      }
    }
    throw new RefusedException(ErrorCode.INVALID, "\"" + name + "\" is no key of an export (id, path, relative)");
  }
}
