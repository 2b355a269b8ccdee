package panoptic.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import panoptic.model.Sha1;

/// Pictures that were made on request and can be made again, in a [BoundedFolder].
///
/// One file each, `SHA1-EDGE`: the picture's bytes, then their CRC-32 (4 bytes, big-endian). A file that does not hold what was written counts for nothing. Any thread may
/// use it; two processes may share a folder.
public final class RenditionCache {
  private static final int SUM = 4;

  private final BoundedFolder files;

  /// `folder` is made when the first picture is kept.
  public RenditionCache(Path folder, long mostBytes) {
    files = new BoundedFolder(folder, mostBytes, Pattern.compile("[0-9a-f]{40}-\\d{1,5}"));
  }

  public Optional<byte[]> find(Sha1 sha1, int edge) throws IOException {
    String name = sha1 + "-" + edge;
    byte[] all;
    try {
      all = Files.readAllBytes(files.place(name));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (all.length <= SUM || ByteBuffer.wrap(all, all.length - SUM, SUM).getInt() != sum(all, all.length - SUM)) {
      return Optional.empty();
    }
    files.used(name);
    return Optional.of(Arrays.copyOf(all, all.length - SUM));
  }

  /// Keeps a picture. One that cannot be kept, since the disk is full or cannot be written, is made again next time.
  public void keep(Sha1 sha1, int edge, byte[] picture) {
    String name = sha1 + "-" + edge;
    try {
      Path part = files.part(name);
      byte[] all = Arrays.copyOf(picture, picture.length + SUM);
      ByteBuffer.wrap(all, picture.length, SUM).putInt(sum(picture, picture.length));
      Files.write(part, all);
      files.keep(name, part);
    } catch (IOException e) {
      // Told above: a cache that cannot be written is no trouble.
    }
  }

  private static int sum(byte[] content, int length) {
    var crc = new CRC32();
    crc.update(content, 0, length);
    return (int) crc.getValue();
  }
}
