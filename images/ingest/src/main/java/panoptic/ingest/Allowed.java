package panoptic.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// The directories that the owner allowed: only what lies in them, with all links followed, is ever looked at.
///
/// What passes here is a place, not yet a picture: that says the decoder alone.
public final class Allowed {
  private final Supplier<List<Path>> places;

  private Allowed(Supplier<List<Path>> places) {
    this.places = places;
  }

  /// Allows these directories and what lies below. One that is not there now allows nothing.
  public static Allowed of(List<Path> directories) {
    List<Path> real = real(directories);
    return new Allowed(() -> real);
  }

  /// Allows what the owner allows at the moment of each question.
  public static Allowed following(Supplier<List<Path>> directories) {
    return new Allowed(() -> real(directories.get()));
  }

  /// Allows one directory more.
  Allowed and(Path directory) {
    return new Allowed(() -> Stream.concat(places.get().stream(), real(List.of(directory)).stream()).toList());
  }

  private static List<Path> real(List<Path> directories) {
    var real = new ArrayList<Path>();
    for (Path d : directories) {
      try {
        real.add(d.toRealPath());
      } catch (IOException e) {
        // Unplugged or gone: nothing lies in it.
      }
    }
    return real;
  }

  /// Returns the real path of a regular file in an allowed directory; refuses everything else, naming what was asked for.
  public Path file(String text) {
    Path real = real(text);
    if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException(ErrorCode.NOT_PERMITTED, text + " is not a file");
    }
    return real;
  }

  /// Returns the real path of a directory that is allowed or lies in an allowed one; refuses everything else.
  public Path directory(String text) {
    Path real = real(text);
    if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException(ErrorCode.NOT_PERMITTED, text + " is not a folder");
    }
    return real;
  }

  /// Returns whether a real path lies in an allowed directory.
  boolean contains(Path real) {
    return places.get().stream().anyMatch(real::startsWith);
  }

  private Path real(String text) {
    try {
      Path path = FileNames.path(text);
      if (!path.isAbsolute()) {
        throw new RefusedException(ErrorCode.INVALID, "\"" + text + "\" is not an absolute path");
      }
      Path real = path.toRealPath();
      if (contains(real)) {
        return real;
      }
    } catch (NoSuchFileException e) {
      // Whether something is there outside the allowed directories is nobody's business: the refusal is the same.
      if (!isWithinByName(text)) {
        throw outside(text);
      }
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no file " + text, e);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(ErrorCode.INVALID, "\"" + text + "\" is not a path", e);
    } catch (IOException e) {
      if (!isWithinByName(text)) {
        throw outside(text);
      }
      throw new RefusedException(ErrorCode.NOT_PERMITTED, text + " cannot be read: " + Reasons.of(e), e);
    }
    throw outside(text);
  }

  private boolean isWithinByName(String text) {
    return contains(FileNames.path(text).normalize());
  }

  private static RefusedException outside(String text) {
    return new RefusedException(ErrorCode.NOT_PERMITTED, text + " does not lie in a folder that was imported or allowed");
  }
}
