package panoptic.vips;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The place of libvips' shared library: the system property `panoptic.vips`, else what `images/vips/fetch.sh` fetched under
/// `${panoptic.root}`.
public final class VipsLibrary {
  /// What to do where [#find] finds nothing, in one sentence.
  public static final String MISSING = "libvips is not there: run images/vips/fetch.sh, which fetches it by npm.";

  private VipsLibrary() {}

  public static Optional<Path> find() {
    String given = System.getProperty("panoptic.vips");
    if (given != null) {
      return Optional.of(Path.of(given)).filter(Files::isRegularFile);
    }
    String root = System.getProperty("panoptic.root");
    if (root == null) {
      return Optional.empty();
    }
    Path pointer = Path.of(root, ".build", "natives", "libvips.path");
    try {
      return Files.exists(pointer)
          ? Optional.of(Path.of(Files.readString(pointer).strip())).filter(Files::isRegularFile)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
