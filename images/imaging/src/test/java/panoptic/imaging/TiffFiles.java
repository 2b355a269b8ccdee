package panoptic.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// TIFF files written by the book, big-endian.
final class TiffFiles {
  private TiffFiles() {}

  /// Returns the picture as a camera would write it: with make, model, time and place.
  static byte[] withExif(BufferedImage image) {
    var exif = new Directory().text(36867, "2020:05:06 14:30:01").text(36881, "+02:00");
    var gps = new Directory().text(1, "N").degrees(2, 48, 30).text(3, "W").degrees(4, 2, 15);
    int exifAt = 8 + main(image, 0, 0, 0).size();
    int gpsAt = exifAt + exif.size();
    int pixelsAt = gpsAt + gps.size();
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8});
    out.writeBytes(main(image, pixelsAt, exifAt, gpsAt).write(8));
    out.writeBytes(exif.write(exifAt));
    out.writeBytes(gps.write(gpsAt));
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      out.write(rgb >> 16);
      out.write(rgb >> 8);
      out.write(rgb);
    }
    return out.toByteArray();
  }

  private static Directory main(BufferedImage image, int pixelsAt, int exifAt, int gpsAt) {
    int w = image.getWidth();
    int h = image.getHeight();
    return new Directory().numbers(256, w).numbers(257, h).numbers(258, 8, 8, 8).numbers(259, 1).numbers(262, 2).text(271, "ACME")
        .text(272, "One")
        .pointer(273, pixelsAt).numbers(277, 3).numbers(278, h).pointer(279, 3 * w * h).pointer(0x8769, exifAt).pointer(0x8825, gpsAt);
  }

  /// One directory of a TIFF, its values behind it.
  static final class Directory {
    private final java.util.List<int[]> tags = new java.util.ArrayList<>();
    private final java.util.List<byte[]> values = new java.util.ArrayList<>();

    Directory text(int tag, String text) {
      return add(tag, 2, text.length() + 1, (text + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    Directory pointer(int tag, int place) {
      return add(tag, 4, 1, ByteBuffer.allocate(4).putInt(place).array());
    }

    Directory numbers(int tag, int... numbers) {
      var b = ByteBuffer.allocate(2 * numbers.length);
      for (int n : numbers) {
        b.putShort((short) n);
      }
      return add(tag, 3, numbers.length, b.array());
    }

    Directory degrees(int tag, int degrees, int minutes) {
      return add(tag, 5, 3, ByteBuffer.allocate(24).putInt(degrees).putInt(1).putInt(minutes).putInt(1).putInt(0).putInt(1).array());
    }

    private Directory add(int tag, int type, int count, byte[] value) {
      tags.add(new int[] {tag, type, count});
      values.add(value);
      return this;
    }

    int size() {
      return 6 + 12 * tags.size() + values.stream().mapToInt(v -> v.length > 4 ? v.length : 0).sum();
    }

    byte[] write(int at) {
      var b = ByteBuffer.allocate(size()).putShort((short) tags.size());
      int place = at + 6 + 12 * tags.size();
      for (int i = 0; i < tags.size(); i++) {
        byte[] v = values.get(i);
        b.putShort((short) tags.get(i)[0]).putShort((short) tags.get(i)[1]).putInt(tags.get(i)[2]);
        if (v.length > 4) {
          b.putInt(place);
          place += v.length;
        } else {
          b.put(Arrays.copyOf(v, 4));
        }
      }
      b.putInt(0);
      values.stream().filter(v -> v.length > 4).forEach(b::put);
      return b.array();
    }
  }
}
