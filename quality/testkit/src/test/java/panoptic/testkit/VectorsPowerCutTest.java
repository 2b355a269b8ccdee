package panoptic.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import panoptic.media.KeptFiles;
import panoptic.media.VectorStore;
import panoptic.media.Vectors;
import panoptic.model.Sha1;

/// Power cuts under [VectorStore] and [KeptFiles]: whatever was acknowledged is whole afterwards, and nothing is there that nobody wrote.
class VectorsPowerCutTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final int LENGTH = 5;

  /// One life of a disk. `acknowledged` has the newest salt of each image that an `add` returned for, `begun` the one that was under way.
  private static final class Story {
    final SplittableRandom random;
    ForgetfulDisk disk;
    final Map<Integer, Integer> acknowledged = new HashMap<>();
    final Map<Integer, Integer> begun = new HashMap<>();
    final Map<String, byte[]> kept = new HashMap<>();
    boolean planted;
    int salt;

    Story(long seed) {
      random = new SplittableRandom(seed);
      disk = new ForgetfulDisk(random.split());
    }

    void liveUntilCut() throws IOException {
      disk.cutAtOperation(1 + random.nextInt(150));
      if (planted) {
        disk.leaveOutSyncs(path -> path.toString().endsWith(".vectors"));
      }
      try {
        while (true) {
          work();
        }
      } catch (PowerCutException e) {
        disk = disk.powerCut();
      }
    }

    private void work() throws IOException {
      VectorStore store = VectorStore.open(disk, Path.of("/data/vectors"), 2_000);
      var files = new KeptFiles(disk, Path.of("/data/kept"));
      for (int steps = random.nextInt(40); steps > 0; steps--) {
        add(store);
        if (random.nextInt(4) == 0) {
          var content = new byte[random.nextInt(900)];
          random.nextBytes(content);
          kept.put(files.keep(content), content);
        }
      }
      if (random.nextBoolean()) {
        store.close();
      } // else killed: opened again without a close, on the same disk
    }

    private void add(VectorStore store) throws IOException {
      var images = new TreeSet<Integer>();
      for (int n = 1 + random.nextInt(random.nextBoolean() ? 3 : 40); n > 0; n--) {
        images.add(random.nextInt(60));
      }
      salt++;
      var values = new ArrayList<float[]>();
      begun.clear();
      images.forEach(i -> begun.put(i, salt));
      images.forEach(i -> values.add(vector(i, salt)));
      var all = FloatBuffer.allocate(LENGTH * images.size());
      values.forEach(all::put);
      store.add(1, images.stream().map(Story::sha1).toList(), all.flip());
      acknowledged.putAll(begun);
      begun.clear();
    }

    void verify() throws IOException {
      try (VectorStore store = VectorStore.open(disk, Path.of("/data/vectors"), 2_000)) {
        assertEquals(List.of(), store.check());
        Vectors now = store.readAll(1);
        var seen = new HashMap<Integer, float[]>();
        for (int i = 0; i < now.count(); i++) {
          seen.put((int) now.sha1s().get(i).middle(), now.get(i));
        }
        for (var e : acknowledged.entrySet()) {
          assertNotNull(seen.get(e.getKey()), "the vector of " + e.getKey() + " is gone");
        }
        for (var e : seen.entrySet()) {
          int was = (int) e.getValue()[1];
          Integer safe = acknowledged.get(e.getKey());
          Integer maybe = begun.get(e.getKey());
          assertTrue(safe != null && was == safe || maybe != null && was == maybe,
              "the vector of " + e.getKey() + " is number " + was + ", not " + safe);
          assertArrayEquals(vector(e.getKey(), was), e.getValue());
          acknowledged.put(e.getKey(), was);
        }
      }
      begun.clear();
      var files = new KeptFiles(disk, Path.of("/data/kept"));
      for (var e : kept.entrySet()) {
        assertArrayEquals(e.getValue(), files.read(e.getKey()));
      }
    }

    private static Sha1 sha1(int n) {
      return new Sha1(n * 0x9E3779B97F4A7C15L, n, n);
    }

    private static float[] vector(int image, int salt) {
      return new float[] {image, salt, image * 0.5f, -salt, image + salt};
    }
  }

  private static void lives(long seed, boolean planted) throws IOException {
    var story = new Story(seed);
    story.planted = planted;
    try {
      for (int life = 0; life < 12; life++) {
        story.liveUntilCut();
        story.verify();
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  @Test
  void whatWasAcknowledgedIsWhole() throws IOException {
    for (long seed = 1; seed <= 60L * SCALE; seed++) {
      lives(seed, false);
    }
  }

  @Test
  void aForgottenSyncIsNoticed() {
    assertThrows(AssertionError.class, () -> {
      for (long seed = 1; seed <= 60; seed++) {
        lives(seed, true);
      }
    });
  }
}
