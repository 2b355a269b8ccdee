package panoptic.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import panoptic.media.LocalDisk;
import panoptic.model.Commit;
import panoptic.model.Edit;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Signature;
import panoptic.project.Admission;
import panoptic.project.Project;
import panoptic.project.spi.CheckpointStore;
import panoptic.storagesqlite.ProjectFolder;
import panoptic.testkit.Synthetic;

/// What commits, undo, opening and checkpoints cost on a made-up project of 1,000,000 images × 20 properties, beside a plain loop on SQLite that
/// keeps the same number of rows as durably (WAL, synchronous FULL). Argument: another number of images.
public final class SpineBench {
  private static final Person ANNA = new Person(0, "bench", "Bench", 0);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final int TURNS = 5;

  private final int images;
  private final Path folder;
  private final LocalDisk disk = new LocalDisk();

  private SpineBench(int images, Path folder) {
    this.images = images;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("panoptic-spine");
    try {
      new SpineBench(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000, folder).run();
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double millis(Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e6;
  }

  private static double median(double[] of) {
    double[] sorted = of.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  @SuppressWarnings("AnnotateFormatMethod") // a slip shows when the bench runs
  private static void say(String format, Object... parts) {
    System.out.println(String.format(Locale.ROOT, format, parts));
  }

  private void run() throws Exception {
    Path at = folder.resolve("project");
    try (var f = ProjectFolder.create(disk, at, "Bench", CLOCK)) {
      try (var project = Project.open(f.log(), f.checkpoints(), CLOCK)) {
        double made = millis(() -> Synthetic.fill(project, images, 1, _ -> {
        }));
        say("make %,d images × 20 properties: %.1f s, heap in use afterwards %,d MB", images, made / 1000, heap());
      }
    }
    try (var f = ProjectFolder.open(disk, at)) {
      open(f);
      try (var project = Project.open(f.log(), f.checkpoints(), CLOCK)) {
        single(project);
        many(project);
        values(project);
        tags(project);
        folders(project);
      }
      checkpoint(f);
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  private void open(ProjectFolder f) throws Exception {
    var times = new double[TURNS];
    for (int i = 0; i < TURNS; i++) {
      var opened = new Project[1];
      times[i] = millis(() -> {
        opened[0] = Project.open(f.log(), f.checkpoints(), CLOCK);
      });
      if (i == TURNS - 1) {
        say("open: first %.0f ms, median %.0f ms, heap in use %,d MB, of the process %,d MB resident", times[0], median(times), heap(),
            resident());
      }
      opened[0].close();
    }
  }

  private static long resident() throws IOException {
    return ProportionalMemory.of(ProcessHandle.current().pid()) >> 20;
  }

  private static int property(Project project, String name, PropertyType type) {
    var c = new Commit();
    return project
        .commit(c.with(c.properties(), new Commit.PropertyChange(-1, name, type, PropertyMode.INSTANCE, null, null, null)),
            Signature.of(ANNA, ""))
        .properties().getFirst().id();
  }

  private static Commit value(int property, int instance, Object value) {
    var c = new Commit();
    return c.with(c.instanceValues(), new Commit.InstanceValue(property, instance, value));
  }

  /// One commit after the other, each durable.
  private void single(Project project) throws Exception {
    int p = property(project, "single", PropertyType.NUMBER);
    var random = new SplittableRandom(1);
    var times = new double[3_000];
    long flushes = flushes();
    for (int i = 0; i < times.length; i++) {
      int n = i;
      times[i] = millis(() -> project.commit(value(p, 1 + random.nextInt(images), n), Signature.of(ANNA, "")));
    }
    long flushed = flushes() - flushes;
    Arrays.sort(times);
    double[] plain = new double[times.length];
    try (Connection db = plain("single")) {
      for (int i = 0; i < plain.length; i++) {
        int n = i;
        plain[i] = millis(() -> insert(db, n, 1));
      }
    }
    Arrays.sort(plain);
    int p99 = times.length * 99 / 100;
    say("one durable commit: p50 %.2f ms, p99 %.2f ms, %.2f flushes of the device each; plain SQLite p50 %.2f ms, p99 %.2f ms; ratio of p50 %.2f",
        times[times.length / 2], times[p99], (double) flushed / times.length, plain[plain.length / 2], plain[p99],
        times[times.length / 2] / plain[plain.length / 2]);
  }

  /// Small commits of 64 writers at once.
  private void many(Project project) throws Exception {
    int p = property(project, "many", PropertyType.NUMBER);
    var done = new LongAdder();
    long end = System.nanoTime() + 5_000_000_000L;
    long flushes = flushes();
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int w = 0; w < 64; w++) {
        var random = new SplittableRandom(w);
        writers.execute(() -> {
          while (System.nanoTime() < end) {
            project.commit(value(p, 1 + random.nextInt(images), random.nextInt()), Signature.of(ANNA, ""));
            done.increment();
          }
        });
      }
    }
    long flushed = flushes() - flushes;
    double plain = millis(() -> {
      try (Connection db = plain("many")) {
        for (int i = 0; i < 20_000; i += 64) {
          insert(db, i, 64);
        }
      }
    });
    say("small commits of 64 writers: %,d a second, %.0f commits a flush of the device; plain SQLite, 64 rows a commit: %,d rows a second",
        done.sum() / 5, done.sum() / (double) Math.max(1, flushed), (long) (20_000 / plain * 1000));
  }

  /// 100,000 values in one commit.
  private void values(Project project) throws Exception {
    int p = property(project, "values", PropertyType.TEXT);
    var times = new double[TURNS];
    for (int t = 0; t < TURNS; t++) {
      var c = new Commit();
      for (int i = 0; i < 100_000; i++) {
        c.instanceValues().add(new Commit.InstanceValue(p, 1 + i * (images / 100_000), "value " + (i % 5_000 + t)));
      }
      times[t] = millis(() -> project.commit(c, Signature.of(ANNA, "")));
    }
    double[] plain = new double[TURNS];
    for (int t = 0; t < TURNS; t++) {
      int turn = t;
      try (Connection db = plain("values" + t)) {
        plain[t] = millis(() -> insert(db, turn, 100_000));
      }
    }
    say("100,000 values in one commit: first %.0f ms, median %.0f ms; plain SQLite %.0f ms; ratio %.2f", times[0], median(times),
        median(plain),
        median(times) / median(plain));
  }

  /// One tag on every image, and off again by undo.
  private void tags(Project project) throws Exception {
    int p = property(project, "bulk", PropertyType.MULTI_TAGS);
    var c = new Commit();
    int tag = project.commit(c.with(c.tags(), new Commit.TagChange(-1, p, "all", List.of(), 0, null, null)), Signature.of(ANNA, "")).tags()
        .getFirst().id();
    var rows = new BitSet();
    rows.set(0, images);
    var on = new double[TURNS];
    var off = new double[TURNS];
    for (int t = 0; t < TURNS; t++) {
      var edit = new Commit();
      edit.edits().add(new Edit(p, Edit.Verb.ADD, List.of(tag), new Edit.Rows(rows, project.state().sequence())));
      on[t] = millis(() -> project.commit(edit, Admission.NONE, Signature.of(ANNA, "")));
      if (project.state().uses(tag).count() != project.state().instances().count()) {
        throw new IllegalStateException("not every image is tagged");
      }
      off[t] = millis(() -> project.undo(ANNA));
    }
    double plain = millis(() -> {
      try (Connection db = plain("tags")) {
        insert(db, 0, images);
      }
    });
    say("tag %,d images: first %.0f ms, median %.0f ms; undo it: first %.0f ms, median %.0f ms; plain SQLite %.0f ms", images, on[0],
        median(on), off[0],
        median(off), plain);
  }

  /// Delete all folders, and bring them back.
  private void folders(Project project) throws Exception {
    List<Integer> roots = project.state().folders().stream().filter(f -> f.parentId() == 0).map(f -> f.id()).toList();
    var gone = new double[TURNS];
    var back = new double[TURNS];
    int all = project.state().instances().count();
    for (int t = 0; t < TURNS; t++) {
      var c = new Commit();
      c.emptyFolders().addAll(roots);
      gone[t] = millis(() -> project.commit(c, Signature.of(ANNA, "")));
      if (project.state().instances().count() != 0) {
        throw new IllegalStateException("not every image is gone");
      }
      back[t] = millis(() -> project.undo(ANNA));
      if (project.state().instances().count() != all) {
        throw new IllegalStateException("not every image is back");
      }
    }
    say("delete a folder of %,d: first %.0f ms, median %.0f ms; undo it: first %.0f ms, median %.0f ms", all, gone[0], median(gone),
        back[0], median(back));
  }

  /// What a checkpoint writes after one edit.
  private void checkpoint(ProjectFolder f) throws Exception {
    CheckpointStore store = f.checkpoints();
    try (var project = Project.open(f.log(), store, CLOCK)) {
      Property text = project.state().properties().stream().filter(p -> p.type() == PropertyType.TEXT && p.mode() == PropertyMode.INSTANCE)
          .findFirst().orElseThrow();
      project.commit(value(text.id(), images / 2, "one edit"), Signature.of(ANNA, ""));
      long before = store.bytesWritten();
      double took = millis(project::checkpoint);
      say("a checkpoint after one edit: %,d kB in %.0f ms", (store.bytesWritten() - before) / 1000, took);
    }
  }

  // ---- the reference

  private Connection plain(String name) throws SQLException {
    Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("plain-" + name + ".sqlite"));
    try (var s = db.createStatement()) {
      s.execute("PRAGMA journal_mode = WAL");
      s.execute("PRAGMA synchronous = FULL");
      s.execute("CREATE TABLE v (property INT, instance INT, value TEXT, PRIMARY KEY (property, instance)) WITHOUT ROWID");
    }
    db.setAutoCommit(false);
    return db;
  }

  private static void insert(Connection db, int first, int rows) throws SQLException {
    try (var s = db.prepareStatement("INSERT INTO v VALUES (1, ?, ?)")) {
      for (int i = 0; i < rows; i++) {
        s.setInt(1, first + i);
        s.setString(2, "value " + i);
        s.executeUpdate();
      }
    }
    db.commit();
  }

  /// Returns how many times the devices of this machine were told to flush, by anyone; 0 where the system does not tell.
  private static long flushes() throws IOException {
    Path devices = Path.of("/sys/block");
    if (!Files.isDirectory(devices)) {
      return 0;
    }
    long sum = 0;
    try (Stream<Path> all = Files.list(devices)) {
      for (Path device : all.toList()) {
        String[] counts = Files.readString(device.resolve("stat")).strip().split("\\s+", -1);
        sum += counts.length > 15 ? Long.parseLong(counts[15]) : 0;
      }
    }
    return sum;
  }
}
