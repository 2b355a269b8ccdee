package panoptic.storagesqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import panoptic.media.LocalDisk;
import panoptic.media.PackLimits;
import panoptic.media.Thumbnails;
import panoptic.model.Commit;
import panoptic.model.Edit;
import panoptic.model.Person;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Sha1;
import panoptic.model.Signature;
import panoptic.model.spi.Disk;
import panoptic.project.Admission;
import panoptic.project.AdmittedFile;
import panoptic.project.AdmittedRoot;
import panoptic.project.ImageFacts;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import panoptic.project.spi.CommitLog;
import panoptic.project.spi.LogRecord;

/// The process that [KillTest] kills: three people commit, one of them imports too, checkpoints are written, thumbnails packed.
///
/// Arguments: folder, phase, how often it comes, whether to wait there, whether to acknowledge before writing (the planted fault). Every line on
/// standard output is written after what it tells is durable: `ack PERSON K`, `file K`, `packed N`, `now`.
final class KilledChild {
  static final int PEOPLE = 3;
  static final int PICTURES = 20;
  static final int FILES = 3;
  private static final int COMMITS = 60;

  private KilledChild() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    var phases = new Phases(arguments[1], Integer.parseInt(arguments[2]), Boolean.parseBoolean(arguments[3]));
    boolean planted = Boolean.parseBoolean(arguments[4]);
    Disk disk = phases.disk(new LocalDisk());
    CommitLog log = SqliteLog.open(folder.resolve("log.sqlite"));
    var project = Project.open(phases.log(planted ? late(log) : log),
        phases.checkpoints(new FileCheckpoints(disk, folder.resolve("state"))), InstantSource.system());
    if (project.state().sequence() == 0) {
      begin(project);
    }
    try (var pool = Executors.newFixedThreadPool(PEOPLE + 2)) {
      var work = new ArrayList<Future<?>>();
      for (int w = 0; w < PEOPLE; w++) {
        int who = w;
        work.add(pool.submit(() -> commits(project, who, phases)));
      }
      work.add(pool.submit(() -> {
        for (int n = 0; n < 8; n++) {
          project.checkpoint();
          Thread.sleep(3);
        }
        return null;
      }));
      work.add(pool.submit(() -> {
        pack(disk, folder, phases);
        return null;
      }));
      for (Future<?> f : work) {
        f.get();
      }
    }
    project.close();
    phases.tell("end");
  }

  static Person person(int w) {
    return new Person(0, "person-" + w, "Person " + w, w);
  }

  private static void begin(Project project) {
    var c = new Commit();
    for (int w = 0; w < PEOPLE; w++) {
      c.properties().add(new Commit.PropertyChange(-1 - 3 * w, "text " + w, PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
      c.properties().add(new Commit.PropertyChange(-2 - 3 * w, "number " + w, PropertyType.NUMBER, PropertyMode.IMAGE, null, null, null));
      c.properties()
          .add(new Commit.PropertyChange(-3 - 3 * w, "tags " + w, PropertyType.MULTI_TAGS, PropertyMode.INSTANCE, null, null, null));
    }
    c.folders().add(new Commit.FolderChange(-100, 0, -100, "pictures"));
    var files = new ArrayList<AdmittedFile>();
    for (int i = 0; i < PICTURES; i++) {
      files.add(file(-200 - i, -100, "picture " + i, i));
    }
    project.commit(c, new Admission(List.of(new AdmittedRoot(-100, "/pictures")), files, List.of(), List.of()),
        new Signature(person(0), Signature.IMPORT, "", 0));
  }

  static Sha1 sha1(long n) {
    var random = new SplittableRandom(n);
    return new Sha1(random.nextLong(), random.nextLong(), random.nextInt());
  }

  private static AdmittedFile file(int id, int folder, String name, long content) {
    return new AdmittedFile(id, folder, name, sha1(content), content, content,
        new ImageFacts(1, 1, 1, 1, 1, "jpeg", null, null, Double.NaN, Double.NaN));
  }

  /// Returns the number that a person's last commit left, 0 before the first.
  static long last(ProjectState s, int w) {
    var number = s.property("number " + w).orElseThrow();
    return s.value(number, s.rowOf(number, s.instanceRow(1))) instanceof panoptic.model.Value.Number n ? (long) n.number() : 0;
  }

  /// Commit k says k in three ways on all pictures; person 0 also imports a few files named by k.
  private static void commits(Project project, int w, Phases phases) {
    ProjectState s = project.state();
    int text = s.property("text " + w).orElseThrow().id();
    int number = s.property("number " + w).orElseThrow().id();
    int tags = s.property("tags " + w).orElseThrow().id();
    var all = new Edit.Instances(java.util.stream.IntStream.rangeClosed(1, PICTURES).boxed().toList());
    long first = last(s, w) + 1;
    for (long k = first; k < first + COMMITS; k++) {
      var c = new Commit();
      c.tags().add(new Commit.TagChange(-1, tags, "tag " + k, null, null, null, null));
      c.edits().add(new Edit(text, Edit.Verb.SET, "value " + k, all));
      c.edits().add(new Edit(number, Edit.Verb.SET, k, all));
      c.edits().add(new Edit(tags, Edit.Verb.ADD, List.of(-1), all));
      var files = new ArrayList<AdmittedFile>();
      for (int i = 0; w == 0 && i < FILES; i++) {
        files.add(file(-10 - i, 1, "file " + k + " " + i, 1000 * k + i));
      }
      project.commit(c, new Admission(List.of(), files, List.of(), List.of()), Signature.of(person(w), "commit " + k));
      phases.tell("ack " + w + " " + k);
    }
  }

  static byte[] thumbnail(int n) {
    var bytes = new byte[200 + n % 100];
    new SplittableRandom(n).nextBytes(bytes);
    return bytes;
  }

  private static void pack(Disk disk, Path folder, Phases phases) throws IOException {
    try (var packs = Thumbnails.open(disk, folder.resolve("media"), new PackLimits(6_000, 10))) {
      int n = packs.count();
      for (int end = n + 60; n < end; n++) {
        packs.put(sha1(n), 128, "jpeg", thumbnail(n));
        if (n % 4 == 0) {
          packs.sync();
          phases.tell("packed " + n);
        }
      }
    }
  }

  /// The planted fault: a log that answers before it has written.
  private static CommitLog late(CommitLog log) {
    var waiting = new ArrayList<LogRecord>();
    return new CommitLog() {
      @Override
      public long last() {
        return log.last();
      }

      @Override
      public void append(List<LogRecord> records) {
        if (!waiting.isEmpty()) {
          log.append(waiting);
          waiting.clear();
        }
        waiting.addAll(records);
      }

      @Override
      public void read(long from, java.util.function.Predicate<LogRecord> reader) {
        log.read(from, reader);
      }

      @Override
      public void headers(long from, java.util.function.Predicate<LogRecord> reader) {
        log.headers(from, reader);
      }

      @Override
      public List<LogRecord> step(long step) {
        return log.step(step);
      }

      @Override
      public List<String> check() {
        return log.check();
      }

      @Override
      public void close() {
        log.close();
      }
    };
  }
}
