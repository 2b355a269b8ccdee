package panoptic.vips;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// From the bytes of one file to its facts and renditions, by libvips. For one thread.
///
/// Each rendition is made from the one before it (largest first), the facts from the smallest. A JPEG is shrunk by its decoder as far as the
/// first rendition allows (libvips' own thumbnail keeps a factor of two in hand), which is where the time goes.
final class PictureDecoder {
  static final int QUALITY = 85;

  private static final int WEBP_EFFORT = 1;

  private final Vips vips;

  PictureDecoder(Vips vips) {
    this.vips = vips;
  }

  /// A picture opened at some scale, with the true size of its file as stored.
  private record Opened(VipsPicture picture, int width, int height) {}

  /// Decodes a file that lies in memory and whose digest is known.
  DecodeReply decode(MemorySegment file, byte[] sha1, List<Integer> edges) throws IOException {
    Format format = Format.of(file);
    return switch (format) {
      case UNKNOWN -> new DecodeReply.Unreadable(sha1, file.byteSize(), "not a picture");
      case UNSUPPORTED -> new DecodeReply.Unreadable(sha1, file.byteSize(), "format not supported");
      default -> picture(format, file, sha1, edges);
    };
  }

  private DecodeReply picture(Format format, MemorySegment file, byte[] sha1, List<Integer> edges) throws IOException {
    Opened opened = open(format, file, edges.getFirst());
    byte[] exif;
    int orientation;
    VipsPicture first;
    try (VipsPicture picture = opened.picture) {
      exif = picture.block("exif-data");
      orientation = picture.orientation();
      first = render(opened, edges.getFirst(), orientation, format == Format.SVG);
    }
    boolean swapped = orientation >= 5;
    return finish(format, first, sha1, file.byteSize(), swapped ? opened.height : opened.width, swapped ? opened.width : opened.height,
      exif, edges);
  }

  private Opened open(Format format, MemorySegment file, int edge) throws IOException {
    return switch (format) {
      case JPEG -> {
        JpegHeader header = JpegHeader.read(file);
        if (header == null) {
          throw new VipsException("the JPEG has no frame");
        }
        yield new Opened(vips.open("vips_jpegload_buffer", file, "shrink", header.shrinkTo(edge)), header.width(), header.height());
      }
      case PNG -> whole(vips.open("vips_pngload_buffer", file, "unlimited", 0));
      case GIF -> whole(vips.open("vips_gifload_buffer", file, "n", 1));
      case TIFF -> whole(vips.open("vips_tiffload_buffer", file, "page", 0));
      case AVIF -> whole(vips.open("vips_heifload_buffer", file, "n", 1));
      case WEBP -> scaled("vips_webpload_buffer", file, edge, false);
      case SVG -> scaled("vips_svgload_buffer", file, edge, true);
      case BMP, UNSUPPORTED, UNKNOWN -> throw new VipsException("format not supported");
    };
  }

  private static Opened whole(VipsPicture picture) {
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
    // Twice the edge, so that libvips' better filter does the last step; a drawing is drawn once, at its size.
    return new Opened(vips.open(function, file, grows ? scale : 2 * scale), width, height);
  }

  /// Returns 8-bit sRGB pixels with 3 bands, or 4 where something is transparent, that fit the edge and stand upright.
  private VipsPicture render(Opened opened, int edge, int orientation, boolean grows) throws IOException {
    VipsPicture p = opened.picture;
    int[] size = fit(opened.width, opened.height, edge, grows);
    boolean alpha = p.hasAlpha();
    int format = p.format();
    if (p.width() != size[0] || p.height() != size[1]) {
      p = alpha ? p.premultiplied() : p;
      p = p.resized(size[0], size[1]);
      p = alpha ? p.unpremultiplied().cast(format) : p;
    }
    p = inSrgb(p.inMemory());
    return orientation > 1 ? p.turned().inMemory() : p;
  }

  private static VipsPicture inSrgb(VipsPicture picture) throws IOException {
    VipsPicture p = picture;
    if (IccProfile.matters(p.block("icc-profile-data"))) {
      try {
        VipsPicture converted = p.converted();
        p.close();
        p = converted;
      } catch (VipsException e) {
        // A broken profile is left aside: the picture is shown as if it had none.
      }
    }
    if (p.interpretation() != Vips.INTERPRETATION_SRGB) {
      p = p.inSpace(Vips.INTERPRETATION_SRGB);
    }
    if (p.format() != Vips.FORMAT_UCHAR) {
      p = p.cast(Vips.FORMAT_UCHAR);
    }
    return p.inMemory();
  }

  private DecodeReply finish(Format format, VipsPicture first, byte[] sha1, long size, int width, int height, byte[] exif,
    List<Integer> edges) throws IOException {
    var renditions = new ArrayList<Rendition>();
    VipsPicture p = first;
    try {
      for (int edge : edges) {
        int[] fit = fit(width, height, edge, format == Format.SVG);
        boolean same = !renditions.isEmpty() && fit[0] == p.width() && fit[1] == p.height();
        if (fit[0] != p.width() || fit[1] != p.height()) {
          p = smaller(p, fit[0], fit[1]);
        }
        renditions.add(same ? again(renditions.getLast(), edge) : encode(p, edge));
      }
      Facts facts = Facts.of(p.pixels(), p.width(), p.height(), p.bands());
      return new DecodeReply.Picture(sha1, size, format, width, height, facts.colour(), facts.averageHash(), exif, renditions);
    } finally {
      p.close();
    }
  }

  private static VipsPicture smaller(VipsPicture p, int width, int height) throws IOException {
    return p.hasAlpha()
      ? p.premultiplied().resized(width, height).unpremultiplied().cast(Vips.FORMAT_UCHAR).inMemory()
      : p.resized(width, height).inMemory();
  }

  private static Rendition encode(VipsPicture p, int edge) throws IOException {
    return p.hasAlpha()
      ? new Rendition(edge, p.width(), p.height(), Format.WEBP, p.webp(QUALITY, WEBP_EFFORT))
      : new Rendition(edge, p.width(), p.height(), Format.JPEG, p.jpeg(QUALITY));
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
