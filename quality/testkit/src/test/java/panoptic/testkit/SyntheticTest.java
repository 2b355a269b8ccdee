package panoptic.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import panoptic.media.Thumbnails;
import panoptic.model.Property;
import panoptic.model.Sha1;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.Project;
import panoptic.project.ProjectState;

/// Made-up projects are whole projects, and the same for the same seed.
class SyntheticTest {
  private static Project made(int images, long seed, List<Integer> progress) {
    var project = Project.open(new MemoryLog(), new MemoryCheckpoints(), InstantSource.system());
    Synthetic.fill(project, images, seed, progress::add);
    return project;
  }

  @Test
  void aMadeUpProjectIsSoundAndHasEverything() {
    var progress = new ArrayList<Integer>();
    try (Project project = made(3_000, 1, progress)) {
      ProjectState s = project.state();
      assertEquals(List.of(), project.check());
      assertEquals(3_000, s.instances().count());
      assertTrue(s.images().count() < 2_900 && s.images().count() > 2_500, s.images().count() + " images: some are copies");
      assertEquals(20, s.properties().size());
      for (Property p : s.properties()) {
        assertTrue(s.valued(p).getCardinality() > 100, p.name());
      }
      assertEquals(20, s.properties().stream().map(p -> p.name() + p.type() + p.mode()).distinct().count());
      assertEquals(2, s.people().size());
      assertEquals(7, s.folders().size() - 1, "a shelf and six boxes in the root's folder");
      assertTrue(s.properties().stream().flatMap(p -> s.tags(p.id()).stream()).anyMatch(t -> t.parents().size() == 2));
      assertTrue(Synthetic.isMade(s));
      assertEquals(100, progress.getLast());
      assertEquals(progress.stream().sorted().toList(), progress);
    }
  }

  @Test
  void theSameSeedGivesTheSameProject() {
    try (Project one = made(1_200, 7, new ArrayList<>());
        Project same = made(1_200, 7, new ArrayList<>());
        Project other = made(1_200, 8, new ArrayList<>())) {
      assertEquals(List.of(), VisibleState.of(one.state()).differences(VisibleState.of(same.state())));
      assertTrue(!VisibleState.of(one.state()).equals(VisibleState.of(other.state())));
    }
  }

  @Test
  void thumbnailsAreStoredAsTheyWouldBeDrawn() throws IOException {
    var disk = new ForgetfulDisk(new SplittableRandom(1));
    try (Project project = made(600, 1, new ArrayList<>()); var packs = Thumbnails.open(disk, Path.of("/media"))) {
      ProjectState s = project.state();
      assertEquals(2 * s.images().count(), Synthetic.store(s, packs, 256, 128));
      Sha1 sha1 = s.sha1(3);
      assertArrayEquals(new SeededPainter().find(sha1, 128).orElseThrow().bytes(), packs.find(sha1, 128).orElseThrow().bytes());
    }
  }

  @Test
  void drawnPicturesAreJpegsOfTheShapeAndColourThatTheirFactsTell() throws IOException {
    var random = new SplittableRandom(3);
    for (int n = 0; n < 60; n++) {
      var sha1 = new Sha1(random.nextLong(), random.nextLong(), random.nextInt());
      SeededPainter.Look look = SeededPainter.Look.of(sha1);
      var picture = ImageIO.read(new ByteArrayInputStream(new SeededPainter().find(sha1, 256).orElseThrow().bytes()));
      assertEquals(256, Math.max(picture.getWidth(), picture.getHeight()));
      assertEquals((double) look.width() / look.height(), (double) picture.getWidth() / picture.getHeight(), 0.02);
    }
    byte[] red = SquaresJpeg.encode(20, 12, new int[] {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x000000, 0x808080});
    var picture = ImageIO.read(new ByteArrayInputStream(red));
    assertEquals(20, picture.getWidth());
    int[][] at = {{0, 0, 0xff0000}, {8, 0, 0x00ff00}, {19, 7, 0x0000ff}, {0, 11, 0xffffff}, {15, 8, 0x000000}, {16, 8, 0x808080}};
    for (int[] a : at) {
      int found = picture.getRGB(a[0], a[1]);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertEquals(a[2] >> shift & 0xff, found >> shift & 0xff, 4, "at " + a[0] + ", " + a[1]);
      }
    }
  }
}
