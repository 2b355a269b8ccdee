package panoptic.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.Commit;
import panoptic.model.Sha1;
import panoptic.model.Signature;
import panoptic.project.ProjectState;

/// Random histories of a folder, scanned again and again, against a model that reads every file each time and keeps lists.
class RescanModelTest {
  @TempDir
  Path folder;

  /// An instance as the model knows it.
  private static final class Thing {
    final int id;
    String path;
    Sha1 sha1;
    FileStamp stamp;
    boolean isDeleted;
    boolean isMissing;

    Thing(int id, String path, Sha1 sha1, FileStamp stamp) {
      this.id = id;
      this.path = path;
      this.sha1 = sha1;
      this.stamp = stamp;
    }
  }

  private record OnDisk(Sha1 sha1, FileStamp stamp) {}

  private final List<Thing> things = new ArrayList<>();
  private final TreeMap<String, Integer> kinds = new TreeMap<>();
  private String where = "";

  @Test
  void agreesWithANaiveModel() throws IOException {
    long seed = Long.getLong("panoptic.seed", new Random().nextLong());
    var random = new Random(seed);
    for (int history = 0; history < 4 * Integer.getInteger("panoptic.scale", 1); history++) {
      things.clear();
      try (var shop = new Workshop(Files.createDirectory(folder.resolve("h" + history)))) {
        for (int scan = 0; scan < 25; scan++) {
          where = "seed " + seed + ", history " + history + ", scan " + scan;
          for (int n = random.nextInt(12); n >= 0; n--) {
            change(shop, random);
          }
          scan(shop);
        }
        assertEquals(List.of(), shop.project.check(), where);
      }
    }
    assertEquals(List.of("changed", "imported", "known", "missing", "moved", "returned"), List.copyOf(kinds.keySet()));
    kinds.forEach((kind, n) -> assertTrue(n >= 10, kind + " came only " + n + " times; seed " + seed));
  }

  private void change(Workshop shop, Random random) throws IOException {
    List<Path> files = files(shop);
    Path file = files.isEmpty() ? shop.pictures : files.get(random.nextInt(files.size()));
    switch (files.isEmpty() ? 0 : random.nextInt(11)) {
      case 0, 1, 2 -> shop.picture(name(random), "content " + random.nextInt(12));
      case 3 -> shop.write(file, "content " + random.nextInt(12));
      case 4 -> shop.touch(file);
      case 5 -> Files.delete(file);
      case 6, 7 -> {
        Path to = shop.pictures.resolve(name(random));
        Files.createDirectories(to.getParent());
        if (!Files.isDirectory(to)) {
          Files.move(file, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
      case 8 -> {
        Path from = shop.pictures.resolve(folderName(random));
        Path to = shop.pictures.resolve(folderName(random));
        if (Files.isDirectory(from) && !Files.exists(to)) {
          Files.move(from, to);
        }
      }
      case 9 -> {
        Path to = shop.pictures.resolve(name(random));
        Files.createDirectories(to.getParent());
        Files.copy(file, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
      default -> delete(shop, random);
    }
  }

  private void delete(Workshop shop, Random random) {
    List<Thing> visible = things.stream().filter(t -> !t.isDeleted).toList();
    if (!visible.isEmpty()) {
      Thing t = visible.get(random.nextInt(visible.size()));
      var commit = new Commit();
      commit.emptyInstances().add(t.id);
      shop.project.commit(commit, Signature.of(Workshop.ADA, "delete"));
      t.isDeleted = true;
    }
  }

  private static String name(Random random) {
    return (random.nextInt(3) == 0 ? "" : folderName(random) + "/") + random.nextInt(6) + ".jpg";
  }

  private static String folderName(Random random) {
    return "f" + random.nextInt(4);
  }

  private static List<Path> files(Workshop shop) throws IOException {
    try (var walk = Files.walk(shop.pictures)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var list = Files.list(folder)) {
      return list.findAny().isEmpty();
    }
  }

  private void scan(Workshop shop) throws IOException {
    var disk = new TreeMap<String, OnDisk>(Comparator.comparing((String p) -> p.contains("/")).thenComparing(p -> p));
    for (Path file : files(shop)) {
      disk.put(shop.below(file.toString()), new OnDisk(Workshop.sha1(Files.readAllBytes(file)), FileStamp.of(file)));
    }
    boolean isAway = isEmpty(shop.pictures) && things.stream().anyMatch(t -> !t.isDeleted && !t.isMissing);
    Map<String, Integer> ids = new TreeMap<>();
    Map<String, String> actual = new TreeMap<>();
    for (ImportOutcome o : shop.outcomes()) {
      var of = (ImportOutcome.OfInstance) o;
      ids.put(shop.below(o.path()), of.instance());
      String kind = o.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
      kinds.merge(kind, 1, Integer::sum);
      actual.put(shop.below(o.path()),
          kind + " " + of.instance() + (o instanceof ImportOutcome.Moved m ? " from " + shop.below(m.from()) : ""));
    }
    assertEquals(isAway ? Map.of() : expect(disk, ids), actual, where);
    compare(shop);
  }

  /// Says what each file's outcome must be, and takes it into the model. New instances get the ids that the import gave.
  private Map<String, String> expect(Map<String, OnDisk> disk, Map<String, Integer> ids) {
    var out = new TreeMap<String, String>();
    var gone = new ArrayList<Thing>(things.stream().filter(t -> !t.isDeleted && !disk.containsKey(t.path)).toList());
    var unknown = new ArrayList<>(disk.keySet().stream().filter(p -> at(p, false) == null).toList());
    var mine = new TreeMap<String, Thing>();
    for (String path : unknown) { // its very file comes first
      OnDisk f = Objects.requireNonNull(disk.get(path));
      Thing deleted = at(path, true);
      gone.stream().filter(t -> t.stamp.equals(f.stamp) && (deleted == null || !deleted.stamp.equals(f.stamp)) && !mine.containsValue(t))
          .findFirst()
          .ifPresent(t -> mine.put(path, t));
    }
    gone.removeAll(mine.values());
    disk.forEach((path, f) -> {
      Thing t = at(path, false);
      String outcome;
      if (t != null) {
        outcome = !t.sha1.equals(f.sha1) ? "changed" : t.isMissing ? "returned" : "known";
      } else {
        Thing deleted = at(path, true);
        t = mine.get(path);
        if (t == null && !(deleted != null && deleted.sha1.equals(f.sha1))) {
          String name = path.substring(path.lastIndexOf('/') + 1);
          t = gone.stream().filter(g -> g.sha1.equals(f.sha1))
              .max(Comparator.comparing((Thing g) -> g.stamp.fileId() == f.stamp.fileId())
                  .thenComparing(g -> g.path.endsWith("/" + name) || g.path.equals(name))
                  .thenComparingInt(g -> -g.id))
              .orElse(null);
          gone.remove(t);
        }
        outcome = t != null ? "moved" : deleted != null ? "returned" : "imported";
        t = t != null ? t : deleted;
        if (t == null) {
          t = new Thing(ids.getOrDefault(path, 0), path, f.sha1, f.stamp);
          Thing fresh = t;
          assertTrue(things.stream().noneMatch(o -> o.id == fresh.id), where);
          things.add(t);
        }
      }
      out.put(path, outcome + " " + t.id + (outcome.equals("moved") ? " from " + t.path : ""));
      t.path = path;
      t.sha1 = f.sha1;
      t.stamp = f.stamp;
      t.isDeleted = false;
      t.isMissing = false;
    });
    for (Thing t : gone) {
      t.isMissing = true;
      // A moved file may have come to lie where a missing one lay.
      out.merge(t.path, "missing " + t.id, (a, b) -> a);
    }
    return out;
  }

  private @Nullable Thing at(String path, boolean isDeleted) {
    return things.stream().filter(t -> t.path.equals(path) && t.isDeleted == isDeleted).reduce((a, b) -> a.id > b.id ? a : b).orElse(null);
  }

  private void compare(Workshop shop) {
    ProjectState state = shop.state();
    var actual = new TreeSet<String>();
    for (int row : state.instances().rows().toArray()) {
      actual.add(state.instanceId(row) + " " + shop.below(state.path(row)) + " " + state.sha1(state.imageOf(row)) + " "
          + state.missing().contains(row));
    }
    var expected = new TreeSet<String>();
    things.stream().filter(t -> !t.isDeleted).forEach(t -> expected.add(t.id + " " + t.path + " " + t.sha1 + " " + t.isMissing));
    assertEquals(String.join("\n", expected), String.join("\n", actual), where);
    assertEquals(expected.size(), Arrays.stream(state.instances().rows().toArray()).mapToObj(state::path).distinct().count(),
        where + ": one instance a file");
  }
}
