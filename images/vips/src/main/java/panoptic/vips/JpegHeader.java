package panoptic.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The frame of a JPEG: what must be known before it is decoded, to choose at which scale. `width` and `height` are as stored.
record JpegHeader(int width, int height, int components, boolean progressive) {

  /// Reads the markers up to the first frame; null where there is none in these bytes.
  static @Nullable JpegHeader read(MemorySegment file) {
    long at = 2;
    while (at + 4 <= file.byteSize()) {
      if (unsigned(file, at) != 0xff) {
        at++;
        continue;
      }
      int marker = unsigned(file, at + 1);
      if (marker == 0xff) {
        at++;
      } else if (marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd8)) {
        at += 2;
      } else if (marker == 0xd9 || marker == 0xda) {
        return null;
      } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
        if (at + 10 > file.byteSize()) {
          return null;
        }
        var header = new JpegHeader(two(file, at + 7), two(file, at + 5), unsigned(file, at + 9), marker == 0xc2 || marker == 0xca);
        return header.width == 0 || header.height == 0 ? null : header;
      } else {
        at += 2 + two(file, at + 2);
      }
    }
    return null;
  }

  /// Returns by how much (1, 2, 4, 8) the decoder itself can shrink so that the longer side keeps at least `edge` pixels.
  int shrinkTo(int edge) {
    int shrink = 1;
    while (shrink < 8 && Math.max(width, height) / (shrink * 2) >= edge) {
      shrink *= 2;
    }
    return shrink;
  }

  private static int unsigned(MemorySegment file, long at) {
    return file.get(JAVA_BYTE, at) & 0xff;
  }

  private static int two(MemorySegment file, long at) {
    return (unsigned(file, at) << 8) | unsigned(file, at + 1);
  }
}
