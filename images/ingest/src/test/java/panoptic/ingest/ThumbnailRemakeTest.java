package panoptic.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.imaging.DecoderLimits;
import panoptic.imaging.Decoders;
import panoptic.media.LocalDisk;
import panoptic.media.ThumbnailSets;
import panoptic.model.Sha1;
import panoptic.tasks.TaskProgress;

/// All thumbnails of a project made again, with the decoders of the program.
final class ThumbnailRemakeTest {
  private static final Path PLACES_TOP = Path.of("/");

  @TempDir
  Path folder;

  /// Counts what a task says; asked to end after so many that are done.
  private static final class Counted implements TaskProgress {
    final Map<String, Long> said = new TreeMap<>();
    private final long end;
    private final AtomicInteger done = new AtomicInteger();

    Counted(long end) {
      this.end = end;
    }

    @Override
    public void total(long units) {
      said.put("total", units);
    }

    @Override
    public void done(long units) {
      said.merge("done", units, Long::sum);
      done.incrementAndGet();
    }

    @Override
    public void failed(long units) {
      said.merge("failed", units, Long::sum);
    }

    @Override
    public void detail(String words) {
      // none is said
    }

    @Override
    public boolean isCancelled() {
      return done.get() >= end;
    }
  }

  private static void noise(Path file, int seed) throws IOException {
    var image = new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB);
    var random = new Random(seed);
    var g = image.createGraphics();
    for (int i = 0; i < 200; i++) {
      g.setPaint(new GradientPaint(0, 0, new Color(random.nextInt(1 << 24)), 90, 90, new Color(random.nextInt(1 << 24)), true));
      g.fillOval(random.nextInt(600), random.nextInt(400), 60, 60);
    }
    g.dispose();
    assertTrue(ImageIO.write(image, "png", file.toFile()));
  }

  private static int length(ThumbnailSets sets, Sha1 sha1) throws IOException {
    return sets.find(sha1, 256).orElseThrow().bytes().length;
  }

  private static void importAll(Workshop shop, Ingest ingest) {
    Workshop.work(ingest.importOf(java.util.List.of(shop.pictures), Workshop.ADA, _ -> {
    }));
  }

  @Test
  void makesThemOfTheQualityThatIsWantedNow() throws Exception {
    var quality = new AtomicInteger(90);
    try (var shop = new Workshop(folder);
        var decoders = Decoders.start(DecoderLimits.usual());
        var sets = ThumbnailSets.open(new LocalDisk(), folder.resolve("media"))) {
      for (int i = 0; i < 5; i++) {
        noise(shop.pictures.resolve(i + ".png"), i);
      }
      var ingest = new Ingest(shop.project, shop.home, shop.disk, f -> decoders.submit(f, quality.get()), sets,
          Allowed.of(java.util.List.of(PLACES_TOP)), _ -> false, java.time.InstantSource.system());
      importAll(shop, ingest);
      Sha1 stays = Workshop.sha1(Files.readAllBytes(shop.pictures.resolve("0.png")));
      Sha1 gone = Workshop.sha1(Files.readAllBytes(shop.pictures.resolve("1.png")));
      Sha1 other = Workshop.sha1(Files.readAllBytes(shop.pictures.resolve("2.png")));
      int fine = length(sets, stays);
      int fineGone = length(sets, gone);
      int fineOther = length(sets, other);
      Files.delete(shop.pictures.resolve("1.png"));
      noise(shop.pictures.resolve("2.png"), 99);
      quality.set(60);
      var cut = new Counted(2);
      assertThrows(CancellationException.class, () -> ingest.remake(sets, Workshop.ADA).run(cut));
      assertEquals(fine, length(sets, stays), "given up: all as it was");
      assertEquals(0, sets.number());
      var whole = new Counted(Long.MAX_VALUE);
      ingest.remake(sets, Workshop.ADA).run(whole);
      assertEquals(Map.of("total", 5L, "done", 3L, "failed", 2L), whole.said);
      assertEquals(1, sets.number());
      assertTrue(length(sets, stays) < fine * 0.8, length(sets, stays) + " of " + fine);
      assertEquals(fineGone, length(sets, gone), "its file is gone: it keeps what it had");
      assertEquals(fineOther, length(sets, other), "its file is another picture now");
      assertEquals(10, sets.count());
    }
  }

  @Test
  void readsNothingThatTheOwnerDoesNotAllow() throws Exception {
    try (var shop = new Workshop(folder);
        var decoders = Decoders.start(DecoderLimits.usual());
        var sets = ThumbnailSets.open(new LocalDisk(), folder.resolve("media"))) {
      noise(shop.pictures.resolve("0.png"), 0);
      var asked = new AtomicInteger();
      var ingest = new Ingest(shop.project, shop.home, shop.disk, f -> {
        asked.incrementAndGet();
        return decoders.submit(f);
      }, sets, Allowed.of(java.util.List.of()), _ -> false, java.time.InstantSource.system());
      importAll(shop, ingest);
      assertEquals(1, asked.get());
      var progress = new Counted(Long.MAX_VALUE);
      ingest.remake(sets, Workshop.ADA).run(progress);
      assertEquals(1, asked.get());
      assertEquals(Map.of("total", 1L, "failed", 1L), progress.said);
      assertEquals(2, sets.count());
    }
  }
}
