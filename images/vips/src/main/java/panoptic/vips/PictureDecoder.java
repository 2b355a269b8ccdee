package panoptic.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// From the bytes of one file to its facts and renditions, or to its tiles, by libvips. For one thread.
///
/// Each rendition is made from the one before it (largest first), the facts from the smallest. A JPEG is shrunk by its decoder as far as the
/// first rendition allows (libvips' own thumbnail keeps a factor of two in hand), which is where the time goes. What is then small enough is
/// made smaller here and written as JPEG here: see [Resampler] and [JpegEncoder].
final class PictureDecoder {
  private static final int WEBP_EFFORT = 1;

  /// Pictures of more pixels than this, or longer, are made smaller by libvips while it reads them, without ever lying in memory whole.
  private static final int LARGEST_FETCH = 400_000;
  private static final int LONGEST_FETCH = 4096;

  /// The facts of a picture that has no smaller rendition are of a copy that fits this.
  private static final int FACTS_EDGE = 128;

  private final Vips vips;
  private final Resampler resampler = new Resampler();
  private final Planes first = new Planes();
  private final Planes second = new Planes();
  private int quality = DecodeRequest.USUAL_QUALITY;
  private JpegEncoder jpeg = new JpegEncoder(quality);
  private List<Integer> edges = List.of();
  private int allowedMegabytes;
  private DecodeReply.Sink sink = _ -> {
  };

  /// Thrown when a picture's header says that it needs more memory than allowed.
  static final class NeedsMemory extends IOException {
    private static final long serialVersionUID = 1;
  }

  PictureDecoder(Vips vips) {
    this.vips = vips;
  }

  /// A picture opened at some scale, with the true size of its file as stored.
  private record Opened(VipsPicture picture, int width, int height) {}

  /// Decodes a file that lies in memory and whose digest is known. Where tiles are asked for, the sink takes what is being cut, and its tiles as they are done.
  DecodeReply decode(DecodeRequest request, MemorySegment file, byte[] sha1, DecodeReply.Sink tiles) throws IOException {
    edges = request.edges();
    sink = tiles;
    allowedMegabytes = request.memoryMegabytes();
    if (request.quality() != quality) {
      quality = request.quality();
      jpeg = new JpegEncoder(quality);
    }
    Format format = Format.of(file);
    return switch (format) {
      case UNKNOWN -> new DecodeReply.Unreadable(sha1, file.byteSize(), "not a picture");
      case UNSUPPORTED -> unsupported(file, sha1);
      case TIFF -> TiffBlock.isRaw(file) ? unsupported(file, sha1) : picture(request, format, file, sha1);
      case BMP -> request.tiles() ? tilesOfBitmap(file, sha1) : bitmap(file, sha1);
      case JPEG, PNG, WEBP, GIF, AVIF, SVG -> picture(request, format, file, sha1);
    };
  }

  private DecodeReply picture(DecodeRequest request, Format format, MemorySegment file, byte[] sha1) throws IOException {
    return request.tiles() ? tiles(format, file, sha1) : picture(format, file, sha1);
  }

  /// Reads all pixels once, from above, and cuts them into tiles as they come.
  private DecodeReply tiles(Format format, MemorySegment file, byte[] sha1) throws IOException {
    VipsPicture stored = openWhole(format, file);
    int orientation = stored.orientation();
    try (VipsPicture p = inSrgb(stored, false)) {
      var cutter = cutter(p.width(), p.height(), p.bands(), orientation);
      boolean swapped = orientation >= 5;
      int width = swapped ? p.height() : p.width();
      int height = swapped ? p.width() : p.height();
      sink.take(new DecodeReply.TilesFollow(sha1, width, height));
      p.readRows(cutter::take);
      return tiled(format, sha1, file.byteSize(), width, height);
    }
  }

  private DecodeReply tilesOfBitmap(MemorySegment file, byte[] sha1) throws IOException {
    var bitmap = Bitmap.read(file);
    var cutter = cutter(bitmap.width(), bitmap.height(), bitmap.bands(), 1);
    sink.take(new DecodeReply.TilesFollow(sha1, bitmap.width(), bitmap.height()));
    for (int y = 0; y < bitmap.height(); y++) {
      int row = y;
      cutter.take(y, pixels -> bitmap.readRow(row, pixels));
    }
    return tiled(Format.BMP, sha1, file.byteSize(), bitmap.width(), bitmap.height());
  }

  private TileCutter cutter(int width, int height, int bands, int orientation) throws NeedsMemory {
    int edge = edges.getFirst();
    long bytes = TileCutter.bytes(width, height, bands, edge);
    need(bytes);
    if (bytes > Runtime.getRuntime().maxMemory() / 4 * 3) {
      throw new NeedsMemory();
    }
    return new TileCutter(width, height, bands, orientation, edge, raster -> encode(raster, edge).bytes(), sink::take);
  }

  private static DecodeReply tiled(Format format, byte[] sha1, long size, int width, int height) {
    return new DecodeReply.Picture(sha1, size, format, width, height, 0, 0, MetadataBlocks.NONE, List.of());
  }

  /// Opens a picture with all its pixels; a drawing at the size that it gives itself.
  private VipsPicture openWhole(Format format, MemorySegment file) throws IOException {
    return format == Format.SVG ? vips.open("vips_svgload_buffer", file, 1.0) : open(format, file, Integer.MAX_VALUE).picture;
  }

  private static DecodeReply unsupported(MemorySegment file, byte[] sha1) {
    return new DecodeReply.Unreadable(sha1, file.byteSize(), "format not supported");
  }

  private DecodeReply bitmap(MemorySegment file, byte[] sha1) throws IOException {
    var bitmap = Bitmap.read(file);
    int[] size = fit(bitmap.width(), bitmap.height(), edges.getFirst(), false);
    return finish(Format.BMP, bitmap.shrunk(size[0], size[1]), sha1, file.byteSize(), bitmap.width(), bitmap.height(), MetadataBlocks.NONE);
  }

  private DecodeReply picture(Format format, MemorySegment file, byte[] sha1) throws IOException {
    Opened opened = open(format, file, edges.getFirst());
    try (VipsPicture picture = opened.picture) {
      var blocks = new MetadataBlocks(format == Format.TIFF ? TiffBlock.exif(file) : picture.block("exif-data"), picture.block("iptc-data"),
          picture.block("xmp-data"));
      int orientation = picture.orientation();
      Raster raster = render(opened, orientation, format == Format.SVG);
      boolean swapped = orientation >= 5;
      return finish(format, raster, sha1, file.byteSize(), swapped ? opened.height : opened.width, swapped ? opened.width : opened.height,
          blocks);
    }
  }

  /// Opens a picture so that its longer side keeps at least `edge` pixels, where it has them.
  private Opened open(Format format, MemorySegment file, int edge) throws IOException {
    return switch (format) {
      case JPEG -> {
        JpegHeader header = JpegHeader.read(file);
        if (header == null) {
          throw new VipsException("the JPEG has no frame");
        }
        // All coefficients of a progressive JPEG are held until the last scan, two bytes each.
        need(header.progressive() ? 2L * header.components() * header.width() * header.height() : 0);
        yield new Opened(vips.open("vips_jpegload_buffer", file, "shrink", header.shrinkTo(edge)), header.width(), header.height());
      }
      case PNG -> whole(vips.open("vips_pngload_buffer", file, "unlimited", 0), isInterlaced(file) ? 8 : 0);
      case GIF -> whole(vips.open("vips_gifload_buffer", file, "n", 1), 8);
      case TIFF -> whole(vips.open("vips_tiffload_buffer", file, "page", 0), 0);
      case AVIF -> whole(vips.open("vips_heifload_buffer", file, "n", 1), 10);
      case WEBP -> scaled("vips_webpload_buffer", file, edge, false);
      case SVG -> scaled("vips_svgload_buffer", file, edge, true);
      case BMP, UNSUPPORTED, UNKNOWN -> throw new VipsException("format not supported");
    };
  }

  private void need(long bytes) throws NeedsMemory {
    if (bytes > (long) allowedMegabytes << 20) {
      throw new NeedsMemory();
    }
  }

  private static boolean isInterlaced(MemorySegment png) {
    return png.byteSize() > 28 && png.get(JAVA_BYTE, 28) != 0;
  }

  private Opened whole(VipsPicture picture, int bytesPerPixel) throws IOException {
    try {
      need((long) bytesPerPixel * picture.width() * picture.height());
    } catch (NeedsMemory e) {
      picture.close();
      throw e;
    }
    return new Opened(picture, picture.width(), picture.height());
  }

  /// Opens twice: once for the true size, once at the scale at which the rendition is nearly there. A drawing has no pixels of its own, so
  /// `grows` lets it fill the edge.
  private Opened scaled(String function, MemorySegment file, int edge, boolean grows) throws IOException {
    VipsPicture full = vips.open(function, file, 1.0);
    int width = full.width();
    int height = full.height();
    double scale = (double) edge / Math.max(width, height);
    if (grows ? scale == 1 : scale > 0.5) {
      return new Opened(full, width, height);
    }
    full.close();
    need(grows ? 0 : 6L * width * height);
    // Twice the edge, so that libvips' better filter does the last step; a drawing is drawn once, at its size.
    return new Opened(vips.open(function, file, grows ? scale : 2 * scale), width, height);
  }

  /// Returns the first rendition's pixels, upright; more where what is left to do is done by [Resampler].
  private Raster render(Opened opened, int orientation, boolean grows) throws IOException {
    VipsPicture p = opened.picture;
    int[] size = fit(opened.width, opened.height, edges.getFirst(), grows);
    if (orientation <= 1 && isPlain(p) && p.width() >= size[0] && p.height() >= size[1]) {
      return new Raster(p.fetched(), p.width(), p.height(), p.bands()).withoutIdleAlpha();
    }
    boolean alpha = p.hasAlpha();
    int format = p.format();
    if (p.width() != size[0] || p.height() != size[1]) {
      p = alpha ? p.premultiplied() : p;
      p = p.resized(size[0], size[1]);
      p = alpha ? p.unpremultiplied().cast(format) : p;
    }
    try (VipsPicture sized = p) {
      return converted(sized, orientation);
    }
  }

  /// Returns true for a picture that needs no more than to be made smaller, and is small enough for that to be done here.
  private static boolean isPlain(VipsPicture p) {
    return p.format() == Vips.FORMAT_UCHAR && p.interpretation() == Vips.INTERPRETATION_SRGB && (p.bands() == 3 || p.bands() == 4)
        && (long) p.width() * p.height() <= LARGEST_FETCH && Math.max(p.width(), p.height()) <= LONGEST_FETCH
        && !IccProfile.matters(p.block("icc-profile-data"));
  }

  private static Raster converted(VipsPicture sized, int orientation) throws IOException {
    VipsPicture p = inSrgb(sized.inMemory(), true).inMemory();
    p = orientation > 1 ? p.turned().inMemory() : p;
    try (VipsPicture upright = p) {
      return new Raster(upright.pixels(), upright.width(), upright.height(), upright.bands()).withoutIdleAlpha();
    }
  }

  /// Consumes a picture and returns it in sRGB with 8 bits. A profile that breaks on some pixel can be left aside only where pixels are `computed` at once.
  private static VipsPicture inSrgb(VipsPicture picture, boolean computed) throws IOException {
    VipsPicture p = picture;
    if (IccProfile.matters(p.block("icc-profile-data"))) {
      try {
        VipsPicture converted = computed ? p.converted().inMemory() : p.converted();
        p.close();
        p = converted;
      } catch (VipsException e) {
        // A broken profile is left aside: the picture is shown as if it had none.
      }
    }
    if (p.interpretation() == Vips.INTERPRETATION_MULTIBAND && p.bands() > 2) {
      // Channels without a meaning, from science: the first three are shown.
      p = p.firstBands(3).meaning(p.format() == Vips.FORMAT_USHORT ? Vips.INTERPRETATION_RGB16 : Vips.INTERPRETATION_SRGB);
    }
    if (p.interpretation() != Vips.INTERPRETATION_SRGB) {
      p = p.inSpace(Vips.INTERPRETATION_SRGB);
    }
    if (p.format() != Vips.FORMAT_UCHAR) {
      p = p.cast(Vips.FORMAT_UCHAR);
    }
    if (p.bands() > 4) {
      p = p.firstBands(4);
    }
    return p;
  }

  private DecodeReply finish(Format format, Raster raster, byte[] sha1, long size, int width, int height, MetadataBlocks blocks)
      throws IOException {
    boolean grows = format == Format.SVG;
    var renditions = new ArrayList<Rendition>();
    List<Integer> left = edges;
    int[] fit = fit(width, height, edges.getFirst(), grows);
    boolean large = fit[0] == raster.width() && fit[1] == raster.height() && (long) fit[0] * fit[1] > LARGEST_FETCH;
    if (large) {
      // As floats it would take four times the memory.
      renditions.add(encode(raster, edges.getFirst()));
      left = edges.subList(1, edges.size());
      fit = fit(width, height, left.isEmpty() ? Math.min(FACTS_EDGE, edges.getFirst()) : left.getFirst(), grows);
    }
    shrink(raster, fit[0], fit[1], first);
    Planes planes = first;
    for (int edge : left) {
      fit = fit(width, height, edge, grows);
      boolean same = fit[0] == planes.width() && fit[1] == planes.height();
      planes = same ? planes : smaller(planes, fit[0], fit[1]);
      boolean made = same && !renditions.isEmpty() && renditions.getLast().width() == fit[0] && renditions.getLast().height() == fit[1];
      renditions.add(made ? again(renditions.getLast(), edge) : encode(planes, edge));
    }
    Facts facts = Facts.of(planes);
    return new DecodeReply.Picture(sha1, size, format, width, height, facts.colour(), facts.averageHash(), blocks, renditions);
  }

  private Planes smaller(Planes planes, int width, int height) {
    Planes to = planes == first ? second : first;
    if (Math.abs(2 * width - planes.width()) <= 1 && Math.abs(2 * height - planes.height()) <= 1) {
      planes.halve(to, width, height);
    } else {
      shrink(planes.raster(), width, height, to);
    }
    return to;
  }

  private void shrink(Raster raster, int width, int height, Planes to) {
    if (raster.width() == width && raster.height() == height) {
      to.set(raster);
    } else {
      resampler.shrink(raster, width, height, to);
    }
  }

  private Rendition encode(Planes p, int edge) throws IOException {
    return p.hasAlpha() ? encode(p.raster(), edge) : new Rendition(edge, p.width(), p.height(), Format.JPEG, jpeg.encode(p));
  }

  private Rendition encode(Raster r, int edge) throws IOException {
    try (Arena arena = Arena.ofConfined();
        VipsPicture picture = vips.pixels(arena.allocateFrom(JAVA_BYTE, r.pixels()), r.width(), r.height(), r.bands())) {
      return r.hasAlpha()
          ? new Rendition(edge, r.width(), r.height(), Format.WEBP, picture.webp(quality, WEBP_EFFORT))
          : new Rendition(edge, r.width(), r.height(), Format.JPEG, picture.jpeg(quality));
    }
  }

  private static Rendition again(Rendition r, int edge) {
    return new Rendition(edge, r.width(), r.height(), r.format(), r.bytes());
  }

  /// Returns the size within the edge, of the same shape and at least 1 × 1; never larger unless it `grows`.
  static int[] fit(int width, int height, int edge, boolean grows) {
    double scale = (double) edge / Math.max(width, height);
    if (scale >= 1 && !grows) {
      return new int[] {width, height};
    }
    return new int[] {Math.clamp(Math.round(width * scale), 1, edge), Math.clamp(Math.round(height * scale), 1, edge)};
  }
}
