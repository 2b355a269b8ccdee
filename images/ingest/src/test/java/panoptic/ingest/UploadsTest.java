package panoptic.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.testkit.ForgetfulDisk;

/// Uploads on a disk that forgets, fills up and reads bodies that break off.
final class UploadsTest {
  private static final Path PROJECT = Path.of("/there-is-no-such-folder/project");
  private static final Path UPLOADS = PROJECT.resolve("uploads");
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z"));

  private static byte[] picture(int number, int length) {
    var bytes = new byte[length];
    new Random(number).nextBytes(bytes);
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xd8;
    bytes[2] = (byte) 0xff;
    return bytes;
  }

  /// A body during which something happens, once so many bytes were read.
  private static final class Body extends FilterInputStream {
    interface Act {
      void happens() throws IOException;
    }

    private final int at;
    private final Act act;
    private int count;

    Body(byte[] bytes, int at, Act act) {
      super(new ByteArrayInputStream(bytes));
      this.at = at;
      this.act = act;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      int n = super.read(into, from, Math.min(most, 1_000));
      if (count < at && count + n >= at) {
        act.happens();
      }
      count += n;
      return n;
    }
  }

  private static Uploads on(Disk disk) {
    return new Uploads(disk, PROJECT, CLOCK);
  }

  private static void take(Uploads uploads, String upload, int number, byte[] bytes) throws IOException {
    uploads.take(upload, number, "folder/" + number + ".jpg", new ByteArrayInputStream(bytes));
  }

  /// Uploads pictures and notes which were answered, until the disk dies.
  private static void upload(Disk disk, Map<Integer, byte[]> answered, String[] ended) {
    try {
      Uploads uploads = on(disk);
      String upload = uploads.begin();
      for (int number = 1; number <= 4; number++) {
        byte[] bytes = picture(number, number * 3_000);
        take(uploads, upload, number, bytes);
        answered.put(number, bytes);
      }
      uploads.end(upload);
      ended[0] = upload;
    } catch (IOException | RuntimeException e) {
      // The power is gone.
    }
  }

  @Test
  void whatWasAnsweredOutlivesAPowerCutAtAnyMoment() throws IOException {
    var whole = new ForgetfulDisk(new Random(1));
    upload(whole, new HashMap<>(), new String[1]);
    long operations = whole.operations();
    assertTrue(operations > 30, "operations: " + operations);
    int survived = 0;
    for (int seed = 0; seed < 4; seed++) {
      for (long cut = 1; cut <= operations; cut++) {
        String what = "seed " + seed + ", cut at " + cut;
        var before = new ForgetfulDisk(new Random(seed * 1_000L + cut));
        before.cutAtOperation(cut);
        var answered = new HashMap<Integer, byte[]>();
        var ended = new String[1];
        upload(before, answered, ended);
        ForgetfulDisk after = before.powerCut();
        Uploads uploads = on(after);
        for (var one : answered.entrySet()) {
          Path file = UPLOADS.resolve("2026-11-23-1").resolve(String.format(java.util.Locale.ROOT, "%06d.jpg", one.getKey()));
          assertArrayEquals(one.getValue(), after.read(file), what);
          survived++;
        }
        if (!answered.isEmpty() && after.exists(PROJECT.resolve("upload-names/2026-11-23-1.open"))) {
          // It goes on where it was; a picture that is there is not asked for again.
          take(uploads, "2026-11-23-1", 4, picture(4, 12_000));
          take(uploads, "2026-11-23-1", 5, picture(5, 900));
          uploads.end("2026-11-23-1");
        }
        for (int number : answered.keySet()) {
          assertEquals(Optional.of("folder/" + number + ".jpg"), on(after).pathOf(UPLOADS + "/2026-11-23-1", "00000" + number + ".jpg"),
              what);
        }
        assertTrue(
            after.list(UPLOADS.resolve("2026-11-23-1")).stream().noneMatch(f -> f.toString().endsWith(".part")) || answered.isEmpty(),
            what);
      }
    }
    assertTrue(survived > 100, "survived: " + survived);
  }

  /// The check is worth something only if it notices a disk whose folder was not synced.
  @Test
  void theCheckNoticesALeftOutSync() throws IOException {
    int lost = 0;
    for (int seed = 0; seed < 20; seed++) {
      var disk = new ForgetfulDisk(new Random(seed));
      disk.leaveOutSyncs(path -> path.endsWith("2026-11-23-1"));
      upload(disk, new HashMap<>(), new String[1]);
      lost += disk.powerCut().exists(UPLOADS.resolve("2026-11-23-1/000001.jpg")) ? 0 : 1;
    }
    assertTrue(lost > 0);
  }

  @Test
  void aFullDiskIsToldAndLeavesNothingHalf() throws IOException {
    var disk = new ForgetfulDisk(new Random(1));
    Uploads uploads = on(disk);
    String upload = uploads.begin();
    take(uploads, upload, 1, picture(1, 5_000));
    disk.fillUpAfter(50_000);
    RefusedException refused = assertThrows(RefusedException.class, () -> take(uploads, upload, 2, picture(2, 500_000)));
    assertEquals(ErrorCode.DISK_FULL, refused.code());
    assertEquals(1, disk.list(UPLOADS.resolve(upload)).size());
  }

  @Test
  void aBodyThatBreaksOffLeavesNothingAndMayComeAgain() throws IOException {
    var disk = new ForgetfulDisk(new Random(1));
    Uploads uploads = on(disk);
    String upload = uploads.begin();
    byte[] bytes = picture(1, 200_000);
    var broken = new Body(bytes, 150_000, () -> {
      throw new IOException("gone");
    });
    assertEquals("gone", assertThrows(IOException.class, () -> uploads.take(upload, 1, "a.jpg", broken)).getMessage());
    assertTrue(disk.list(UPLOADS.resolve(upload)).isEmpty());
    take(uploads, upload, 1, bytes);
    assertArrayEquals(bytes, disk.read(UPLOADS.resolve(upload).resolve("000001.jpg")));
  }

  @Test
  void oneNumberComesOnceAtATime() throws IOException {
    var disk = new ForgetfulDisk(new Random(1));
    Uploads uploads = on(disk);
    String upload = uploads.begin();
    byte[] bytes = picture(1, 10_000);
    var nested = new Body(bytes, 5_000, () -> {
      assertEquals(ErrorCode.LOCKED, assertThrows(RefusedException.class, () -> take(uploads, upload, 1, bytes)).code());
      assertEquals(ErrorCode.LOCKED, assertThrows(RefusedException.class, () -> uploads.end(upload)).code());
      assertEquals(ErrorCode.LOCKED, assertThrows(RefusedException.class, () -> uploads.drop(upload)).code());
    });
    assertEquals(10_000, uploads.take(upload, 1, "a.jpg", nested).bytes());
    assertTrue(uploads.isOpen(UPLOADS.resolve(upload)));
    assertEquals(UPLOADS.resolve(upload), uploads.end(upload));
    assertFalse(uploads.isOpen(UPLOADS.resolve(upload)));
    assertEquals(UPLOADS.resolve(upload), uploads.end(upload), "an answer may have been lost");
    assertEquals(ErrorCode.UNKNOWN, assertThrows(RefusedException.class, () -> take(uploads, upload, 2, bytes)).code());
  }

  @Test
  void forgetsWhatNobodyWentOnWith() throws IOException {
    var disk = new ForgetfulDisk(new Random(1));
    Uploads old = new Uploads(disk, PROJECT, InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z")));
    String given = old.begin();
    take(old, given, 1, picture(1, 100));
    String kept = old.begin();
    take(old, kept, 1, picture(2, 100));
    old.end(kept);
    assertEquals("2026-11-23-1", on(disk).begin());
    assertFalse(disk.exists(UPLOADS.resolve(given)));
    assertTrue(disk.exists(UPLOADS.resolve(kept).resolve("000001.jpg")));
    assertTrue(
        new String(disk.read(PROJECT.resolve("upload-names").resolve(kept)), UTF_8).startsWith("panoptic upload 1\n1 folder%2F1.jpg"));
  }
}
