package panoptic.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;
import panoptic.http.spi.OwnerPlaces;
import panoptic.ingest.Allowed;
import panoptic.ingest.FileNames;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Root;
import panoptic.model.Sha1;
import panoptic.project.ProjectState;

/// The picture files behind a project's images: found by sha1, and only where they really lie, links followed, in a root of the project and in a folder that
/// the owner allowed, or in that of the project's uploads. Files are only read.
final class Originals {
  /// So many copies of a file are enough to read one of them.
  private static final int MOST = 16;

  private final OwnerPlaces places;

  Originals(OwnerPlaces places) {
    this.places = places;
  }

  /// Finds files that should hold an image, up to 16 of them, as real paths. Refused with `NOT_PERMITTED` where there are some but none may be read, `UNKNOWN` where there
  /// is none.
  List<Path> find(ServedProject project, Sha1 sha1) {
    ProjectState state = project.state();
    int image = state.imageRow(sha1);
    Allowed roots = Allowed.of(state.roots().stream().map(Root::path).map(FileNames::path).toList());
    var allowed = new ArrayList<>(places.allowed());
    allowed.add(project.open().ingest().uploads().folder());
    Allowed owners = Allowed.of(allowed);
    var found = new ArrayList<Path>();
    Optional<RefusedException> refused = Optional.empty();
    PeekableIntIterator rows = RoaringBitmap.and(state.instancesOf(image), state.instances().rows()).getIntIterator();
    while (rows.hasNext() && found.size() < MOST) {
      try {
        Path real = roots.file(state.path(rows.next()));
        found.add(owners.file(FileNames.text(real)));
      } catch (RefusedException e) {
        refused = refused.filter(r -> r.code() == ErrorCode.NOT_PERMITTED).or(() -> Optional.of(e));
      }
    }
    if (found.isEmpty()) {
      throw refused.filter(r -> r.code() == ErrorCode.NOT_PERMITTED)
          .map(_ -> new RefusedException(ErrorCode.NOT_PERMITTED, "the file of this image lies in no folder that was allowed"))
          .orElseGet(() -> new RefusedException(ErrorCode.UNKNOWN, "the file of this image is not there"));
    }
    return found;
  }

  /// A picture that is made of an image's file and kept.
  interface Derived<T> {
    /// Finds it where it was made before.
    Optional<T> known() throws IOException;

    /// Makes it of one of these files; refused with [#changed] where each is another one than it was.
    T make(List<Path> files) throws IOException;
  }

  /// The refusal where no file of an image is what it was.
  static RefusedException changed() {
    return new RefusedException(ErrorCode.UNKNOWN, "the file of this image has changed since it was imported");
  }

  /// Returns what was made before, also of a file that is gone since, but never of one that lies elsewhere now or is no longer allowed; else makes it.
  <T> T made(ServedProject project, Sha1 sha1, Derived<T> picture) throws IOException {
    List<Path> files;
    try {
      files = find(project, sha1);
    } catch (RefusedException e) {
      if (e.code() == ErrorCode.NOT_PERMITTED) {
        throw e;
      }
      return picture.known().orElseThrow(() -> e);
    }
    Optional<T> known = picture.known();
    return known.isPresent() ? known.get() : picture.make(files);
  }

  /// An open file whose bytes are those of an image. Whoever has it closes it.
  record Opened(InputStream bytes, long length, String type) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /// Opens a file to be sent as it is; empty where its bytes are not those that were imported, or are of a kind that browsers should not be given.
  static Optional<Opened> open(Path file, Sha1 sha1) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      var head = ByteBuffer.allocate(64);
      channel.read(head, 0);
      Optional<String> type = PictureKind.of(head.array());
      if (type.isPresent() && digest(channel).equals(sha1)) {
        channel.position(0);
        return Optional.of(new Opened(Channels.newInputStream(channel), channel.size(), type.get()));
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  static Sha1 digest(FileChannel channel) throws IOException {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      var chunk = ByteBuffer.allocate(1 << 18);
      channel.position(0);
      while (channel.read(chunk) >= 0) {
        sha1.update(chunk.flip());
        chunk.clear();
      }
      return Sha1.of(sha1.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
