package panoptic.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import panoptic.media.ThumbnailSource;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.project.ProjectState;

/// The pictures on a project's card: `covers` in its folder, replaced whole, so that a list of projects opens none of them.
///
/// ```
/// u32 0x50414E56 ("PANV"), u32 number of pictures (at most 4); for each u32 length and the bytes of a JPEG or WebP of at most 256 px;
/// u32 CRC-32 of all before; big-endian
/// ```
/// What does not hold that counts for nothing and is made anew.
record CoverFile(Disk disk, Path file) {
  static final String NAME = "covers";
  private static final int MAGIC = 0x50414E56;
  private static final int MOST = 4;
  private static final int EDGE = 256;

  static CoverFile of(Disk disk, Path folder) {
    return new CoverFile(disk, folder.resolve(NAME));
  }

  /// Reads the pictures; none where there are none.
  List<byte[]> read() {
    try {
      byte[] all = disk.read(file);
      if (all.length < 12 || sum(all, all.length - 4) != new DataInputStream(new ByteArrayInputStream(all, all.length - 4, 4)).readInt()) {
        return List.of();
      }
      var in = new DataInputStream(new ByteArrayInputStream(all, 0, all.length - 4));
      var out = new ArrayList<byte[]>();
      if (in.readInt() == MAGIC) {
        for (int n = in.readInt(); n > 0; n--) {
          out.add(in.readNBytes(in.readInt()));
        }
      }
      return out;
    } catch (IOException e) {
      return List.of();
    }
  }

  /// Returns a text that changes with the pictures.
  static String version(List<byte[]> covers) {
    return Integer.toHexString(covers.stream().mapToInt(c -> sum(c, c.length)).reduce(1, (a, b) -> 31 * a + b));
  }

  /// Keeps pictures from all over a project, unless they stand there already. A disk that cannot be written is no trouble.
  void keep(ProjectState state, ThumbnailSource thumbnails) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = new DataOutputStream(bytes);
      List<byte[]> covers = choose(state, thumbnails);
      if (same(covers, read())) {
        return;
      }
      out.writeInt(MAGIC);
      out.writeInt(covers.size());
      for (byte[] cover : covers) {
        out.writeInt(cover.length);
        out.write(cover);
      }
      out.writeInt(sum(bytes.toByteArray(), bytes.size()));
      disk.replace(file, bytes.toByteArray());
    } catch (IOException | RefusedException e) {
      // They are made again when the project is closed next.
    }
  }

  private static boolean same(List<byte[]> a, List<byte[]> b) {
    return a.size() == b.size() && java.util.stream.IntStream.range(0, a.size()).allMatch(i -> Arrays.equals(a.get(i), b.get(i)));
  }

  private static List<byte[]> choose(ProjectState state, ThumbnailSource thumbnails) throws IOException {
    var out = new ArrayList<byte[]>();
    int images = state.images().count();
    for (int i = 0; i < Math.min(MOST, images); i++) {
      int row = state.images().rows().select((int) ((long) images * i / MOST));
      Optional<byte[]> found = thumbnails.find(state.sha1(row), EDGE).map(panoptic.media.Thumbnail::bytes);
      found.ifPresent(out::add);
    }
    return out;
  }

  private static int sum(byte[] content, int length) {
    var crc = new CRC32();
    crc.update(content, 0, length);
    return (int) crc.getValue();
  }
}
