package panoptic.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people wrote into a file: IPTC and XMP, sound and hostile, alone and in pictures that the decoder opens.
final class WrittenMetadataTest {
  private static final String PACKET = """
      <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" aux:Lens="35.0 mm f/2">
      <dc:description><rdf:Alt><rdf:li xml:lang="fr">Grève à l’usine</rdf:li><rdf:li xml:lang="x-default">Strike &amp; march</rdf:li></rdf:Alt></dc:description>
      <dc:subject><rdf:Bag><rdf:li>strike</rdf:li><rdf:li>Paris, Texas</rdf:li><rdf:li>strike</rdf:li></rdf:Bag></dc:subject>
      <dc:creator><rdf:Seq><rdf:li>Ada Lovelace</rdf:li><rdf:li>Éva</rdf:li></rdf:Seq></dc:creator>
      <dc:rights>© 1968</dc:rights>
      </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""";

  @TempDir
  Path folder;

  @Test
  void readsAPacket() {
    Metadata m = XmpBlock.read(utf8(PACKET));
    assertEquals(Optional.of("Strike & march"), m.caption(), "the standard language goes first");
    assertEquals(Optional.of("strike; Paris, Texas"), m.keywords());
    assertEquals(Optional.of("Ada Lovelace; Éva"), m.author());
    assertEquals(Optional.of("© 1968"), m.rights());
    assertEquals(Optional.of("35.0 mm f/2"), m.lens());
    assertEquals(m, XmpBlock.read(Arrays.copyOf(utf8(PACKET), utf8(PACKET).length + 5)), "zeros at the end");
    assertEquals(m.caption(),
        XmpBlock.read(PACKET.replace("<?xpacket begin=\"\uFEFF\"", "<?xpacket begin=\"\"").getBytes(StandardCharsets.UTF_16)).caption());
  }

  @Test
  void noEntityStandsForAnything() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    var laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY a \"ha\">");
    for (char c = 'b'; c <= 'z'; c++) {
      String before = "&" + (char) (c - 1) + ";";
      laughs.append("<!ENTITY ").append(c).append(" \"").repeat(before, 10).append("\">");
    }
    for (String type : List.of(laughs + "]>", "<!DOCTYPE x [<!ENTITY z SYSTEM \"" + secret.toUri() + "\">]>")) {
      Metadata m = XmpBlock.read(utf8(type + "<x xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:rights>&z;</dc:rights></x>"));
      assertFalse(m.rights().orElse("").contains("ha") || m.rights().orElse("").contains("secret"), m.toString());
    }
  }

  @Test
  void depthLengthAndNumberAreBounded() {
    Metadata deep = XmpBlock.read(utf8("<a>".repeat(200_000)));
    assertEquals(Metadata.NONE, deep);
    String many = "<rdf:li>" + "x".repeat(100) + "</rdf:li>";
    var lists = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lists.append(many.replace("xx</rdf", i + "</rdf"));
    }
    String keywords = XmpBlock.read(utf8(PACKET.replace("<rdf:li>strike</rdf:li>", lists))).keywords().orElseThrow();
    assertEquals(Metadata.LONGEST, keywords.length(), 2);
    String caption = XmpBlock.read(utf8(PACKET.replace("Strike", "\uD83D\uDE00".repeat(50_000)))).caption().orElseThrow();
    assertTrue(caption.length() <= Metadata.LONGEST);
    assertEquals(caption, new String(utf8(caption), StandardCharsets.UTF_8), "no half character at the cut");
    assertEquals(Optional.of("a\nb c"), WrittenText.clean(" a\r\nb\u0000\u0007c\t "));
  }

  @Test
  void survivesEveryCutAndManyBrokenBytes() throws IOException {
    var random = new SplittableRandom(7);
    for (byte[] whole : List.of(utf8(PACKET), photoshop(), records())) {
      for (int n = 0; n < whole.length; n += 3) {
        XmpBlock.read(Arrays.copyOf(whole, n));
        IptcBlock.read(Arrays.copyOf(whole, n));
      }
      for (int i = 0; i < 2_000; i++) {
        byte[] broken = whole.clone();
        for (int k = random.nextInt(1, 6); k > 0; k--) {
          broken[random.nextInt(broken.length)] = (byte) random.nextInt();
        }
        XmpBlock.read(broken);
        IptcBlock.read(broken);
      }
    }
    assertEquals(Metadata.NONE, IptcBlock.read(utf8("not iptc at all")));
    assertEquals(Metadata.NONE, XmpBlock.read(utf8("not xmp at all")));
  }

  @Test
  void aResourceOfNegativeLengthLeadsNowhere() throws IOException {
    for (int length : List.of(-1, -2, -12, -13, Integer.MIN_VALUE)) {
      for (int kind : List.of(0x03ED, 0x0404)) {
        var out = new ByteArrayOutputStream();
        var data = new DataOutputStream(out);
        data.write(utf8("Photoshop 3.0\0"));
        data.write(utf8("8BIM"));
        data.writeShort(kind);
        data.writeShort(0);
        data.writeInt(length);
        data.write(new byte[16]);
        assertEquals(Metadata.NONE, assertTimeoutPreemptively(Duration.ofSeconds(20), () -> IptcBlock.read(out.toByteArray())));
      }
    }
  }

  @Test
  void readsRecordsAloneAndInPhotoshopsResources() throws IOException {
    for (byte[] block : List.of(records(), photoshop())) {
      Metadata m = IptcBlock.read(block);
      assertEquals(Optional.of("Cortège à Lyon"), m.caption());
      assertEquals(Optional.of("travail; grève"), m.keywords());
      assertEquals(Optional.of("Élie"), m.author());
      assertEquals(Optional.of("(c) Élie"), m.rights());
    }
  }

  @Test
  void picturesGiveWhatIsWrittenInThemXmpBeforeIptcBeforeExif() throws IOException {
    byte[] jpeg = Made.vips(60, 40, 255, -1, ".jpg[Q=90]");
    byte[] xmp = join(utf8("http://ns.adobe.com/xap/1.0/\0"), utf8(PACKET.replace("<dc:rights>© 1968</dc:rights>", "")));
    byte[] exif = join(utf8("Exif\0\0"), ExifReaderTest.block());
    byte[] written = join(Arrays.copyOf(jpeg, 2), segment(0xE1, exif), segment(0xE1, xmp), segment(0xED, photoshop()),
        Arrays.copyOfRange(jpeg, 2, jpeg.length));
    try (var decoders = Decoders.start(new DecoderLimits(1, Duration.ofSeconds(30), 200, List.of(256, 128)))) {
      Metadata m = metadata(decoders, written);
      assertEquals(Optional.of("ACME One"), m.camera());
      assertEquals(Optional.of("Strike & march"), m.caption());
      assertEquals(Optional.of("(c) Élie"), m.rights(), "XMP says nothing of it");
      assertEquals(Optional.of("35.0 mm f/2"), m.lens());
      byte[] png = Made.vips(60, 40, 255, -1, ".png");
      int at = 8 + 25; // after the signature and IHDR
      byte[] text = join(utf8("XML:com.adobe.xmp\0\0\0\0\0"), utf8(PACKET));
      assertEquals(Optional.of("© 1968"),
          metadata(decoders, join(Arrays.copyOf(png, at), chunk(text), Arrays.copyOfRange(png, at, png.length))).rights());
      byte[] huge = join(text, utf8(" ".repeat(1 << 20)));
      assertEquals(Metadata.NONE, metadata(decoders, join(Arrays.copyOf(png, at), chunk(huge), Arrays.copyOfRange(png, at, png.length))),
          "more than a megabyte is passed over");
    }
  }

  private Metadata metadata(Decoders decoders, byte[] bytes) throws IOException {
    Path file = folder.resolve("picture");
    Files.write(file, bytes);
    return assertInstanceOf(Examination.Picture.class, decoders.examine(file)).metadata();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] p : parts) {
      out.writeBytes(p);
    }
    return out.toByteArray();
  }

  private static byte[] segment(int marker, byte[] content) {
    int length = content.length + 2;
    return join(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, content);
  }

  private static byte[] chunk(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    var data = new DataOutputStream(out);
    byte[] named = join(utf8("iTXt"), content);
    var crc = new CRC32();
    crc.update(named);
    data.writeInt(content.length);
    data.write(named);
    data.writeInt((int) crc.getValue());
    return out.toByteArray();
  }

  /// Resources of Photoshop: one of another kind with a name of odd length, then the records.
  private static byte[] photoshop() throws IOException {
    var out = new ByteArrayOutputStream();
    var data = new DataOutputStream(out);
    data.write(utf8("Photoshop 3.0\0"));
    data.write(utf8("8BIM"));
    data.writeShort(0x03ED);
    data.write(new byte[] {2, 'a', 'b', 0});
    data.writeInt(3);
    data.write(new byte[] {1, 2, 3, 0});
    data.write(utf8("8BIM"));
    data.writeShort(0x0404);
    data.writeShort(0);
    data.writeInt(records().length);
    data.write(records());
    return out.toByteArray();
  }

  private static byte[] records() throws IOException {
    var out = new ByteArrayOutputStream();
    var data = new DataOutputStream(out);
    record(data, 1, 90, new byte[] {0x1B, '%', 'G'}); // UTF-8
    record(data, 2, 120, utf8("Cortège à Lyon"));
    record(data, 2, 25, utf8("travail"));
    record(data, 2, 25, utf8("grève"));
    record(data, 2, 80, utf8("Élie"));
    record(data, 2, 116, utf8("(c) Élie"));
    return out.toByteArray();
  }

  private static void record(DataOutputStream out, int record, int kind, byte[] content) throws IOException {
    out.write(new byte[] {0x1C, (byte) record, (byte) kind});
    out.writeShort(content.length);
    out.write(content);
  }
}
