package panoptic.imaging;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import panoptic.vips.Vips;
import panoptic.vips.VipsLibrary;
import panoptic.vips.VipsPicture;

/// Pictures made for tests: four quarters, red and green above, blue and white below.
final class Made {
  static final int RED = 0xdc2828;
  static final int GREEN = 0x28b43c;
  static final int BLUE = 0x2846c8;
  static final int WHITE = 0xf0f0f0;
  static final int CMYK = 15;
  static final int GREY = 1;
  static final int RGB16 = 25;
  static final int LAB = 13;

  private static final Vips VIPS = Vips.load(VipsLibrary.find().orElseThrow(() -> new IllegalStateException(VipsLibrary.MISSING)));

  private Made() {}

  static BufferedImage quarters(int width, int height, int alpha) {
    var image = new BufferedImage(width, height, alpha == 255 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean left = 2 * x < width;
        int colour = 2 * y < height ? left ? RED : GREEN : left ? BLUE : WHITE;
        image.setRGB(x, y, alpha << 24 | colour);
      }
    }
    return image;
  }

  /// Returns slow waves, others in each colour.
  static BufferedImage waves(int width, int height, int seed) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = 0;
        for (int b = 0; b < 3; b++) {
          double across = Math.sin(2 * Math.PI * (x * (1 + b) / (double) width) + seed);
          double down = Math.cos(2 * Math.PI * (y * (2 + seed % 3) / (double) height) + b);
          rgb = rgb << 8 | Math.clamp((int) (128 + 70 * across + 50 * down), 0, 255);
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  static byte[] imageIo(BufferedImage image, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IllegalStateException("no writer for " + format);
    }
    return out.toByteArray();
  }

  static byte[] jpeg(int width, int height) throws IOException {
    return imageIo(quarters(width, height, 255), "jpeg");
  }

  /// Encodes the quarters by libvips, after a conversion where `space` is not negative.
  static byte[] vips(int width, int height, int alpha, int space, String ending) throws IOException {
    BufferedImage image = quarters(width, height, alpha);
    int bands = alpha == 255 ? 3 : 4;
    var bytes = new byte[width * height * bands];
    for (int i = 0; i < width * height; i++) {
      int p = image.getRGB(i % width, i / width);
      for (int b = 0; b < bands; b++) {
        bytes[i * bands + b] = (byte) (p >> (b == 3 ? 24 : 16 - 8 * b));
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      VipsPicture p = VIPS.pixels(arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes), width, height, bands);
      try (VipsPicture converted = space < 0 ? p : p.inSpace(space)) {
        return converted.encoded(ending);
      }
    }
  }

  /// Encodes a picture of any size by libvips, whose pixels `argb` tells by column and row.
  static byte[] vips(int width, int height, int bands, IntBinaryOperator argb, String ending) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pixels = arena.allocate((long) width * height * bands);
      var row = new byte[width * bands];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int p = argb.applyAsInt(x, y);
          for (int b = 0; b < bands; b++) {
            row[x * bands + b] = (byte) (p >> (b == 3 ? 24 : 16 - 8 * b));
          }
        }
        MemorySegment.copy(row, 0, pixels, ValueLayout.JAVA_BYTE, (long) y * row.length, row.length);
      }
      try (VipsPicture p = VIPS.pixels(pixels, width, height, bands)) {
        return p.encoded(ending);
      }
    }
  }

  /// Returns the pixels of a picture of at most 4096 × 4096, in any format, row by row: 3 numbers each, or 4.
  static byte[] pixels(byte[] picture) throws IOException {
    Path file = Files.createTempFile("panoptic", ".picture");
    try (VipsPicture p = VIPS.thumbnailFromFullScale(Files.write(file, picture), 4096)) {
      return p.pixels();
    } finally {
      Files.delete(file);
    }
  }

  /// Puts an EXIF block behind the first marker of a JPEG.
  static byte[] withExif(byte[] jpeg, byte[] tiff) {
    var out = ByteBuffer.allocate(jpeg.length + tiff.length + 10);
    out.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (tiff.length + 8)).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(tiff).put(jpeg, 2, jpeg.length - 2);
    return out.array();
  }

  /// Returns an EXIF block that holds an orientation only.
  static byte[] orientation(int value) {
    return ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN).put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8)
        .putShort((short) 1).putShort((short) 274).putShort((short) 3).putInt(1).putInt(value).array();
  }

  /// Returns a black PNG of any size, as small as such a file can be.
  static byte[] bomb(int width, int height, boolean interlaced) throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0)
        .put((byte) (interlaced ? 1 : 0)).array());
    chunk(out, "IDAT", zeros((1L + 3L * width) * height));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /// Returns so many zero bytes, deflated: one block again and again, so that a huge picture is made in no time.
  static byte[] zeros(long n) {
    int block = 1 << 20;
    var piece = new byte[8192];
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x78, 0x01});
    for (int size : new int[] {block, (int) (n % block)}) {
      var deflater = new Deflater(1, true);
      deflater.setInput(new byte[size]);
      int length = deflater.deflate(piece, 0, piece.length, Deflater.FULL_FLUSH);
      deflater.end();
      for (long i = size == block ? n / block : 1; i > 0; i--) {
        out.write(piece, 0, length);
      }
    }
    out.writeBytes(new byte[] {3, 0});
    out.writeBytes(ByteBuffer.allocate(4).putShort((short) (n % 65_521)).putShort((short) 1).array());
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
    var b = ByteBuffer.allocate(12 + data.length).putInt(data.length).put(name.getBytes(StandardCharsets.US_ASCII)).put(data);
    var crc = new CRC32();
    crc.update(b.array(), 4, 4 + data.length);
    out.writeBytes(b.putInt((int) crc.getValue()).array());
  }

  /// Returns the colour at a place, given in quarters of the size.
  static Color at(Thumbnail t, int quarterX, int quarterY) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(t.bytes()));
    return new Color(image.getRGB(image.getWidth() * quarterX / 4, image.getHeight() * quarterY / 4));
  }
}
