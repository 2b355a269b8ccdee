package panoptic.storagesqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.media.LocalDisk;
import panoptic.media.PackLimits;
import panoptic.media.Thumbnails;
import panoptic.model.Property;
import panoptic.model.Value;
import panoptic.project.Project;
import panoptic.project.ProjectState;

/// Kills a process with -9 while it commits, imports, writes checkpoints and packs, in each phase of each, and finds every acknowledged
/// commit whole and no other half-applied. See [KilledChild] and [Phases].
@Tag("slow")
class KillTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final int KILLS = 100;
  private static final int LIVES = 10;

  @TempDir
  private static Path place = Path.of("");

  /// What the children of one folder have told.
  private static final class Told {
    final Map<Integer, Long> acknowledged = new HashMap<>();
    int packed = -1;
    boolean killed;
  }

  private static Process start(Path folder, String phase, int nth, boolean holds, boolean planted) throws IOException {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx96m", "-Xms32m", "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:SharedArchiveFile=" + place.resolve("classes.jsa"), "-XX:+AutoCreateSharedArchive", "-Xlog:disable",
        "-Dorg.sqlite.tmpdir=" + place,
        "--enable-native-access=ALL-UNNAMED", "-cp", classPath(), KilledChild.class.getName(), folder.toString(), phase,
        String.valueOf(nth),
        String.valueOf(holds), String.valueOf(planted)).redirectError(place.resolve("errors.txt").toFile()).start();
  }

  /// Returns the class path with its folders put into one jar each: classes that lie in folders cannot be archived.
  private static String classPath() throws IOException {
    var out = new ArrayList<String>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        Path jar = place.resolve("classes" + out.size() + ".jar");
        if (!Files.exists(jar)) {
          pack(path, jar);
        }
        path = jar;
      }
      out.add(path.toString());
    }
    return String.join(File.pathSeparator, out);
  }

  private static void pack(Path folder, Path jar) throws IOException {
    try (var to = new JarOutputStream(Files.newOutputStream(jar)); Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        to.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, to);
        to.closeEntry();
      }
    }
  }

  /// Lets a child live until the phase, kills it there, and notes what it told before.
  private static void kill(Path folder, String phase, SplittableRandom random, boolean planted, Told told) throws Exception {
    boolean holds = random.nextBoolean();
    Process child = start(folder, phase, 1 + random.nextInt(phase.equals("checkpoint") ? 3 : 12), holds, planted);
    told.killed = false;
    try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "ack" -> told.acknowledged.merge(Integer.valueOf(words[1]), Long.valueOf(words[2]), Math::max);
          case "packed" -> told.packed = Integer.parseInt(words[1]);
          case "now" -> {
            if (!holds) {
              TimeUnit.MICROSECONDS.sleep(random.nextInt(2_500));
            }
            child.toHandle().destroyForcibly(); // what it has told until its end is still read
            told.killed = true;
          }
          default -> assertEquals("end", line);
        }
      }
    } finally {
      child.destroyForcibly();
      int status = child.waitFor();
      assertTrue(status == 137 || status == 0 && !told.killed,
          "the child ended with " + status + ": " + Files.readString(place.resolve("errors.txt")));
    }
  }

  /// Opens the folder that a killed process left and holds it against what was told.
  private static void verify(Path folder, Told told, boolean undo) throws IOException {
    var disk = new LocalDisk();
    try (var project = Project.open(SqliteLog.open(folder.resolve("log.sqlite")), new FileCheckpoints(disk, folder.resolve("state")),
        InstantSource.system())) {
      assertEquals(List.of(), project.check());
      if (project.state().sequence() == 0) {
        assertEquals(Map.of(), told.acknowledged, "nothing is there, but this was acknowledged");
      } else {
        for (int w = 0; w < KilledChild.PEOPLE; w++) {
          verify(project.state(), w, told);
        }
        if (undo && KilledChild.last(project.state(), 1) > 1) {
          long before = KilledChild.last(project.state(), 1);
          assertEquals(0, project.undo(KilledChild.person(1)).conflictCount());
          assertEquals(before - 1, KilledChild.last(project.state(), 1));
          assertEquals(0, project.redo(KilledChild.person(1)).conflictCount());
        }
      }
    }
    try (var packs = Thumbnails.open(disk, folder.resolve("media"), new PackLimits(6_000, 10))) {
      assertEquals(List.of(), packs.check());
      for (int n = 0; n <= told.packed; n++) {
        assertArrayEquals(KilledChild.thumbnail(n), packs.find(KilledChild.sha1(n), 128).orElseThrow().bytes());
      }
    }
  }

  private static void verify(ProjectState s, int w, Told told) {
    long k = KilledChild.last(s, w);
    long acknowledged = told.acknowledged.getOrDefault(w, 0L);
    assertTrue(k == acknowledged || k == acknowledged + 1, "person " + w + " is at " + k + ", but " + acknowledged + " was acknowledged");
    told.acknowledged.put(w, k);
    Property text = s.property("text " + w).orElseThrow();
    Property number = s.property("number " + w).orElseThrow();
    Property tags = s.property("tags " + w).orElseThrow();
    assertEquals(k, s.tags(tags.id()).size());
    for (int id = 1; id <= KilledChild.PICTURES; id++) {
      int row = s.instanceRow(id);
      if (k > 0) {
        assertEquals(new Value.Text("value " + k), s.value(text, row));
        assertEquals(new Value.Number(k), s.value(number, s.rowOf(number, row)));
        assertEquals(new Value.Tags(s.tags(tags.id()).stream().map(panoptic.model.Tag::id).toList()), s.value(tags, row));
      }
    }
    if (w == 0) {
      var names = new HashSet<String>();
      s.instances().rows().forEach((org.roaringbitmap.IntConsumer) row -> names.add(s.fileName(row)));
      assertEquals(KilledChild.PICTURES + KilledChild.FILES * k, s.instances().count());
      IntStream.rangeClosed(1, (int) k).forEach(n -> assertTrue(names.contains("file " + n + " " + (KilledChild.FILES - 1))));
    }
  }

  @Test
  void everythingAcknowledgedIsWholeAfterAKillInAnyPhase() throws Exception {
    var kills = new TreeMap<String, Integer>();
    try (var pool = Executors.newFixedThreadPool(2)) {
      List<Future<Map<String, Integer>>> lives = IntStream.range(0, KILLS * SCALE / LIVES)
          .mapToObj(seed -> pool.submit(() -> live(seed, false))).toList();
      for (Future<Map<String, Integer>> life : lives) {
        life.get().forEach((phase, n) -> kills.merge(phase, n, Integer::sum));
      }
    }
    assertTrue(kills.keySet().containsAll(Phases.ALL), "kills landed only in " + kills);
    assertTrue(kills.values().stream().mapToInt(Integer::intValue).sum() >= KILLS * SCALE * 9 / 10,
        "of " + KILLS * SCALE + " only these landed: " + kills);
  }

  /// One folder, killed ten times in a row; returns in which phases.
  private static Map<String, Integer> live(int seed, boolean planted) throws Exception {
    var random = new SplittableRandom(seed);
    var kills = new HashMap<String, Integer>();
    Path folder = Files.createDirectories(place.resolve("project" + (planted ? " planted " : " ") + seed));
    var told = new Told();
    for (int n = 0; n < LIVES; n++) {
      String phase = Phases.ALL.get((seed * LIVES + n) % Phases.ALL.size());
      try {
        kill(folder, phase, random, planted, told);
        verify(folder, told, n % 3 == 2);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", kill " + n + " in " + phase + ": " + e.getMessage(), e);
      }
      if (told.killed) {
        kills.merge(phase, 1, Integer::sum);
      }
    }
    return kills;
  }

  /// One whole life without a kill: its classes are archived at its end, so that the others start faster.
  @BeforeAll
  static void train() throws Exception {
    Path folder = Files.createDirectories(place.resolve("trained"));
    Process child = start(folder, "nothing", 1, false, false);
    child.getInputStream().readAllBytes();
    int status = child.waitFor();
    assertEquals(0, status, Files.readString(place.resolve("errors.txt")));
  }

  /// A planted fault shows that the harness would notice: a log that acknowledges before it writes.
  @Test
  void acknowledgingBeforeWritingIsNoticed() throws Exception {
    int noticed = 0;
    for (int seed = 0; seed < 3; seed++) {
      try {
        live(1_000 + seed, true);
      } catch (AssertionError e) {
        noticed++;
      }
    }
    assertEquals(3, noticed);
  }
}
