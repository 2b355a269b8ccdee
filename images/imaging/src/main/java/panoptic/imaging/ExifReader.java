package panoptic.imaging;

import com.drew.lang.ByteArrayReader;
import com.drew.lang.GeoLocation;
import com.drew.metadata.Directory;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.GpsDirectory;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what we keep of an EXIF block (a TIFF, with or without `Exif\0\0` before it). Broken metadata is no metadata: it never throws.
final class ExifReader {
  /// `2020:05:06 14:30:01`, cut anywhere after the year; unknown parts are blank or zero.
  private static final Pattern TIME = Pattern.compile(
      "(\\d{4})(?:[:/-](\\d{2})(?:[:/-](\\d{2})(?:[ T](\\d{2}):(\\d{2})(?::(\\d{2}))?)?)?)?.*", Pattern.DOTALL);
  private static final Pattern ZONE = Pattern.compile("Z|[+-](?:0\\d|1[0-8]):[0-5]\\d");
  private static final int LONGEST_NAME = 200;

  private ExifReader() {}

  static Metadata read(byte[] block) {
    if (block.length == 0) {
      return Metadata.NONE;
    }
    try {
      var found = new com.drew.metadata.Metadata();
      int start = com.drew.metadata.exif.ExifReader.startsWithJpegExifPreamble(block) ? 6 : 0;
      new com.drew.metadata.exif.ExifReader().extract(new ByteArrayReader(block), found, start);
      return new Metadata(taken(found), camera(found), place(found), written(found, ExifDirectoryBase.TAG_LENS_MODEL),
          written(found, ExifDirectoryBase.TAG_IMAGE_DESCRIPTION), Optional.empty(), written(found, ExifDirectoryBase.TAG_ARTIST),
          written(found, ExifDirectoryBase.TAG_COPYRIGHT));
    } catch (RuntimeException e) {
      // The library promises little about broken blocks; a picture is worth more than its metadata.
      return Metadata.NONE;
    }
  }

  private static Optional<String> taken(com.drew.metadata.Metadata found) {
    return taken(found, ExifDirectoryBase.TAG_DATETIME_ORIGINAL, ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL)
        .or(() -> taken(found, ExifDirectoryBase.TAG_DATETIME_DIGITIZED, ExifDirectoryBase.TAG_TIME_ZONE_DIGITIZED))
        .or(() -> taken(found, ExifDirectoryBase.TAG_DATETIME, ExifDirectoryBase.TAG_TIME_ZONE));
  }

  private static Optional<String> taken(com.drew.metadata.Metadata found, int timeTag, int zoneTag) {
    String time = text(found, timeTag);
    return time == null ? Optional.empty() : iso(time, text(found, zoneTag));
  }

  /// Returns EXIF's form of a time as ISO 8601, as far as it is a time; the zone only where hours are known.
  static Optional<String> iso(String time, @Nullable String zone) {
    Matcher m = TIME.matcher(time.strip());
    if (!m.matches() || m.group(1).equals("0000")) {
      return Optional.empty();
    }
    int year = Integer.parseInt(m.group(1));
    int month = number(m.group(2));
    int day = number(m.group(3));
    if (month < 1 || month > 12) {
      return Optional.of(m.group(1));
    }
    String yearMonth = String.format(Locale.ROOT, "%04d-%02d", year, month);
    if (day < 1 || day > LocalDate.of(year, month, 1).lengthOfMonth()) {
      return Optional.of(yearMonth);
    }
    String date = yearMonth + "-" + m.group(3);
    if (m.group(4) == null) {
      return Optional.of(date);
    }
    try {
      LocalTime.of(number(m.group(4)), number(m.group(5)), m.group(6) == null ? 0 : number(m.group(6)));
    } catch (DateTimeException e) {
      return Optional.of(date);
    }
    String seconds = m.group(6) == null ? "" : ":" + m.group(6);
    String offset = zone != null && ZONE.matcher(zone.strip()).matches() ? zone.strip() : "";
    return Optional.of(date + "T" + m.group(4) + ":" + m.group(5) + seconds + offset);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? -1 : Integer.parseInt(digits);
  }

  private static Optional<String> written(com.drew.metadata.Metadata found, int tag) {
    String text = text(found, tag);
    return text == null ? Optional.empty() : WrittenText.clean(text);
  }

  private static Optional<String> camera(com.drew.metadata.Metadata found) {
    return camera(text(found, ExifDirectoryBase.TAG_MAKE), text(found, ExifDirectoryBase.TAG_MODEL));
  }

  /// Joins make and model: `NIKON CORPORATION` and `NIKON D90` are *NIKON D90*.
  static Optional<String> camera(@Nullable String make, @Nullable String model) {
    String maker = clean(make);
    String name = clean(model);
    if (name.isEmpty() || maker.isEmpty()) {
      return Optional.of(name + maker).filter(s -> !s.isEmpty());
    }
    String brand = maker.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    return Optional.of(name.toLowerCase(Locale.ROOT).startsWith(brand) ? name : maker + " " + name);
  }

  private static String clean(@Nullable String s) {
    if (s == null) {
      return "";
    }
    String plain = s.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
  }

  private static Optional<Place> place(com.drew.metadata.Metadata found) {
    GpsDirectory gps = found.getFirstDirectoryOfType(GpsDirectory.class);
    GeoLocation at = gps == null ? null : gps.getGeoLocation();
    if (at == null || at.isZero() || !(Math.abs(at.getLatitude()) <= 90) || !(Math.abs(at.getLongitude()) <= 180)) {
      return Optional.empty();
    }
    return Optional.of(new Place(at.getLatitude(), at.getLongitude()));
  }

  private static @Nullable String text(com.drew.metadata.Metadata found, int tag) {
    for (Directory d : found.getDirectories()) {
      if (d instanceof ExifDirectoryBase && !(d instanceof GpsDirectory) && d.containsTag(tag)) {
        String value = d.getString(tag);
        if (value != null && !value.isBlank()) {
          return value;
        }
      }
    }
    return null;
  }
}
