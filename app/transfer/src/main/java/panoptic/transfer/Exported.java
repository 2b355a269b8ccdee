package panoptic.transfer;

import java.nio.file.Path;
import java.util.List;

/// A file that was made: its rows and columns, the key's among them, its length, and which pictures could not be put into it: at most [#LISTED] of `missingCount`.
public record Exported(Path file, int rows, int columns, long bytes, List<Missing> missing, int missingCount) {
  public static final int LISTED = 1_000;

  /// A picture whose file could not be put into a zip, and why.
  public record Missing(String path, String reason) {
  }

  public Exported {
    missing = List.copyOf(missing);
  }
}
