package panoptic.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// One reference to a picture of libvips, dropped on close; any use after that throws. For one thread at a time.
///
/// Steps that change pixels ([#resized], [#turned] …) *consume* the picture: it is closed whether they succeed or fail, and what they return
/// takes its place. Everything else leaves it open. Pixels are computed when [#inMemory] or a save asks for them, so that is where a
/// damaged file shows.
public final class VipsPicture implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 32;

  private final Vips vips;
  private MemorySegment image;

  VipsPicture(Vips vips, MemorySegment image) {
    this.vips = vips;
    this.image = image;
  }

  MemorySegment image() {
    if (image.address() == 0) {
      throw new IllegalStateException("this picture is closed");
    }
    return image;
  }

  public int width() {
    return number(vips.width);
  }

  public int height() {
    return number(vips.height);
  }

  /// Returns the numbers a pixel has, alpha included.
  public int bands() {
    return number(vips.bands);
  }

  /// Returns the `VipsBandFormat`: 0 is unsigned 8-bit.
  int format() {
    return number(vips.format);
  }

  /// Returns the `VipsInterpretation`: 22 is sRGB.
  int interpretation() {
    return number(vips.interpretation);
  }

  boolean hasAlpha() {
    return number(vips.hasAlpha) != 0;
  }

  /// Returns EXIF's orientation, 1 to 8; 1 where the file says nothing.
  int orientation() {
    return number(vips.orientation);
  }

  /// Returns a block of metadata such as `exif-data`; empty where there is none.
  byte[] block(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = vips.string(name);
      if ((long) vips.typeOf.invokeExact(image(), key) == 0) {
        return new byte[0];
      }
      MemorySegment out = arena.allocate(ADDRESS);
      MemorySegment length = arena.allocate(JAVA_LONG);
      if ((int) vips.getBlob.invokeExact(image(), key, out, length) != 0) {
        vips.takeError();
        return new byte[0];
      }
      return bytes(out.get(ADDRESS, 0), length.get(JAVA_LONG, 0));
    } catch (Throwable e) {
      throw Vips.unexpected(e);
    }
  }

  /// Consumes this and returns it at another size, by a box filter down to twice that and Lanczos 3 from there.
  VipsPicture resized(int width, int height) throws VipsException {
    try (this; Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      vips.check((int) vips.resize.invokeExact(image(), out, (double) width / width(), vips.string("vscale"), (double) height / height(),
        MemorySegment.NULL));
      return made(out);
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  VipsPicture premultiplied() throws VipsException {
    return step(vips.premultiply);
  }

  VipsPicture unpremultiplied() throws VipsException {
    return step(vips.unpremultiply);
  }

  /// Consumes this and returns it turned as its orientation says.
  VipsPicture turned() throws VipsException {
    return step(vips.autorot);
  }

  /// Consumes this and returns it in another colour space, as libvips understands this one without a profile.
  public VipsPicture inSpace(int interpretation) throws IOException {
    return step(vips.colourspace, interpretation);
  }

  /// Consumes this and returns it with its numbers understood otherwise.
  VipsPicture meaning(int interpretation) throws VipsException {
    try (this; Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      vips.check((int) vips.copy.invokeExact(image(), out, vips.string("interpretation"), interpretation, MemorySegment.NULL));
      return made(out);
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  /// Consumes this and returns it with another number format.
  VipsPicture cast(int format) throws VipsException {
    return step(vips.cast, format);
  }

  /// Consumes this and returns its first bands.
  VipsPicture firstBands(int n) throws VipsException {
    try (this; Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      vips.check((int) vips.extractBands.invokeExact(image(), out, 0, vips.string("n"), n, MemorySegment.NULL));
      return made(out);
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  /// Returns this in sRGB by its embedded profile. This stays open, for the case that the profile is broken.
  VipsPicture converted() throws VipsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      vips.check((int) vips.iccTransform.invokeExact(image(), out, vips.string("srgb"), vips.string("embedded"), 1, vips.string("intent"),
          Vips.INTENT_RELATIVE, MemorySegment.NULL));
      return made(out);
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  /// Consumes this and returns it with all pixels computed; the memory is libvips' and goes with the picture.
  VipsPicture inMemory() throws VipsException {
    try (this) {
      var copy = (MemorySegment) vips.copyMemory.invokeExact(image());
      if (copy.address() == 0) {
        throw new VipsException(vips.takeError());
      }
      return new VipsPicture(vips, copy);
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  /// Computes all pixels on this thread and returns them, row by row. Cheaper than [#inMemory] for a small picture made of a small one;
  /// for a large source it would hold all of that.
  byte[] fetched() throws VipsException {
    try (Arena arena = Arena.ofConfined()) {
      var region = (MemorySegment) vips.regionNew.invokeExact(image());
      try {
        MemorySegment length = arena.allocate(JAVA_LONG);
        var pixels = (MemorySegment) vips.regionFetch.invokeExact(region, 0, 0, width(), height(), length);
        if (pixels.address() == 0) {
          throw new VipsException(vips.takeError());
        }
        try {
          return bytes(pixels, length.get(JAVA_LONG, 0));
        } finally {
          vips.free.invokeExact(pixels);
        }
      } finally {
        vips.unref.invokeExact(region);
      }
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  /// Takes the rows of a picture, from above.
  interface Rows {
    /// The pixels of row `y` lie in `pixels` from `from` on, and are gone after the call.
    void take(int y, MemorySegment pixels, long from) throws IOException;
  }

  /// Computes all 8-bit pixels on this thread, some rows at a time, so that the picture never lies in memory whole.
  @SuppressWarnings("restricted")
  void readRows(Rows rows) throws IOException {
    int width = width();
    int height = height();
    long stride = (long) width * bands();
    try (Arena arena = Arena.ofConfined()) {
      var region = (MemorySegment) vips.regionNew.invokeExact(image());
      try {
        MemorySegment length = arena.allocate(JAVA_LONG);
        for (int top = 0; top < height; top += ROWS_AT_ONCE) {
          int count = Math.min(ROWS_AT_ONCE, height - top);
          var pixels = (MemorySegment) vips.regionFetch.invokeExact(region, 0, top, width, count, length);
          if (pixels.address() == 0) {
            throw new VipsException(vips.takeError());
          }
          try {
            MemorySegment all = pixels.reinterpret(length.get(JAVA_LONG, 0));
            for (int y = 0; y < count; y++) {
              rows.take(top + y, all, y * stride);
            }
          } finally {
            vips.free.invokeExact(pixels);
          }
        }
      } finally {
        vips.unref.invokeExact(region);
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Vips.unexpected(e);
    }
  }

  /// Returns the 8-bit pixels of a picture that [#inMemory] gave, row by row.
  public byte[] pixels() {
    if (format() != Vips.FORMAT_UCHAR) {
      throw new IllegalStateException("pixels of 8 bits are read, not of format " + format());
    }
    try {
      return bytes((MemorySegment) vips.data.invokeExact(image()), (long) width() * height() * bands());
    } catch (Throwable e) {
      throw Vips.unexpected(e);
    }
  }

  /// Returns a JPEG without metadata.
  public byte[] jpeg(int quality) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      MemorySegment length = arena.allocate(JAVA_LONG);
      vips.check(
          (int) vips.jpegsave.invokeExact(image(), out, length, vips.string("Q"), quality, vips.string("keep"), 0, MemorySegment.NULL));
      return taken(out, length);
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  /// Returns a WebP without metadata; `effort` is 0 (quick) to 6.
  byte[] webp(int quality, int effort) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      MemorySegment length = arena.allocate(JAVA_LONG);
      vips.check((int) vips.webpsave.invokeExact(image(), out, length, vips.string("Q"), quality, vips.string("keep"), 0,
          vips.string("effort"), effort, MemorySegment.NULL));
      return taken(out, length);
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  /// Returns the picture in any format that libvips writes, by an ending with options: `.png`, `.tiff[compression=lzw]`.
  public byte[] encoded(String ending) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      MemorySegment length = arena.allocate(JAVA_LONG);
      vips.check((int) vips.writeToBuffer.invokeExact(image(), vips.string(ending), out, length, MemorySegment.NULL));
      return taken(out, length);
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  @Override
  public void close() {
    if (image.address() != 0) {
      MemorySegment closing = image;
      image = MemorySegment.NULL;
      try {
        vips.unref.invokeExact(closing);
      } catch (Throwable e) {
        throw Vips.unexpected(e);
      }
    }
  }

  private int number(MethodHandle getter) {
    try {
      return (int) getter.invokeExact(image());
    } catch (Throwable e) {
      throw Vips.unexpected(e);
    }
  }

  private VipsPicture step(MethodHandle operation) throws VipsException {
    try (this; Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      vips.check((int) operation.invokeExact(image(), out, MemorySegment.NULL));
      return made(out);
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  private VipsPicture step(MethodHandle operation, int argument) throws VipsException {
    try (this; Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      vips.check((int) operation.invokeExact(image(), out, argument, MemorySegment.NULL));
      return made(out);
    } catch (Throwable e) {
      throw Vips.rethrow(e);
    }
  }

  private VipsPicture made(MemorySegment out) {
    return new VipsPicture(vips, out.get(ADDRESS, 0));
  }

  private byte[] taken(MemorySegment out, MemorySegment length) throws Throwable {
    MemorySegment pointer = out.get(ADDRESS, 0);
    try {
      return bytes(pointer, length.get(JAVA_LONG, 0));
    } finally {
      vips.free.invokeExact(pointer);
    }
  }

  @SuppressWarnings("restricted")
  private static byte[] bytes(MemorySegment pointer, long length) {
    return pointer.reinterpret(length).toArray(JAVA_BYTE);
  }
}
