package panoptic.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExifReaderTest {
  @ParameterizedTest
  @CsvSource(nullValues = "-", textBlock = """
    2020:05:06 14:30:01, +02:00, 2020-05-06T14:30:01+02:00
    2020:05:06 14:30:01, Z, 2020-05-06T14:30:01Z
    2020:05:06 14:30:01, -, 2020-05-06T14:30:01
    2020:05:06 14:30:01, '   :  ', 2020-05-06T14:30:01
    2020:05:06 14:30, +02:00, 2020-05-06T14:30+02:00
    2020-05-06 14:30:01, -, 2020-05-06T14:30:01
    2020:05:06 25:30:01, +02:00, 2020-05-06
    2020:05:06, +02:00, 2020-05-06
    2020:02:30 10:00:00, -, 2020-02
    2020:05:00 00:00:00, -, 2020-05
    2020:00:00 00:00:00, -, 2020
    2020:05:'  :  :  :  ', -, 2020-05
    0000:00:00 00:00:00, -, -
    '    :  :     :  :  ', -, -
    yesterday, -, -
    """)
  void writesTimesAsFarAsTheyAreKnown(String time, String zone, String iso) {
    assertEquals(Optional.ofNullable(iso), ExifReader.iso(time, zone));
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", textBlock = """
    NIKON CORPORATION, NIKON D90, NIKON D90
    Canon, Canon EOS 5D, Canon EOS 5D
    SONY, ILCE-7M3, SONY ILCE-7M3
    Apple, -, Apple
    -, HERO4, HERO4
    '  ', ' ', -
    """)
  void joinsMakeAndModel(String make, String model, String camera) {
    assertEquals(Optional.ofNullable(camera), ExifReader.camera(make, model));
  }

  @Test
  void readsTimeCameraAndPlace() {
    Metadata m = ExifReader.read(block());
    assertEquals(Optional.of("2020-05-06T14:30:01+02:00"), m.taken());
    assertEquals(Optional.of("ACME One"), m.camera());
    assertEquals(48.5, m.place().orElseThrow().latitude(), 1e-6);
    assertEquals(-2.25, m.place().orElseThrow().longitude(), 1e-6);
  }

  @Test
  void survivesEveryCutAndManyBrokenBytes() {
    byte[] whole = block();
    for (int n = 0; n < whole.length; n++) {
      ExifReader.read(Arrays.copyOf(whole, n));
    }
    var random = new java.util.SplittableRandom(5);
    for (int i = 0; i < 5_000; i++) {
      byte[] broken = whole.clone();
      for (int k = random.nextInt(1, 6); k > 0; k--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      ExifReader.read(broken);
    }
    assertEquals(Metadata.NONE, ExifReader.read("not exif at all".getBytes(StandardCharsets.US_ASCII)));
  }

  /// A big-endian block with make, model, time, zone, and 48°30' N, 2°15' W.
  static byte[] block() {
    var main = new TiffFiles.Directory().text(271, "ACME").text(272, "One").pointer(0x8769, 0).pointer(0x8825, 0);
    var exif = new TiffFiles.Directory().text(36867, "2020:05:06 14:30:01").text(36881, "+02:00");
    var gps = new TiffFiles.Directory().text(1, "N").degrees(2, 48, 30).text(3, "W").degrees(4, 2, 15);
    int exifAt = 8 + main.size();
    int gpsAt = exifAt + exif.size();
    main = new TiffFiles.Directory().text(271, "ACME").text(272, "One").pointer(0x8769, exifAt).pointer(0x8825, gpsAt);
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8});
    out.writeBytes(main.write(8));
    out.writeBytes(exif.write(exifAt));
    out.writeBytes(gps.write(gpsAt));
    return out.toByteArray();
  }
}
