package panoptic.testkit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.media.Thumbnail;
import panoptic.media.ThumbnailStore;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Edit;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.model.Signature;
import panoptic.project.Admission;
import panoptic.project.AdmittedFile;
import panoptic.project.AdmittedRoot;
import panoptic.project.ImageFacts;
import panoptic.project.Project;
import panoptic.project.ProjectState;

/// Made-up projects of any size, through the same commits as everyone's: twenty properties of all types, tags below tags, folders, copies, two persons.
///
/// The files do not exist: their root is [#ROOT]. The same seed and number of images give the same project. Pictures are drawn by [SeededPainter].
public final class Synthetic {
  /// Where the made-up files would lie.
  public static final String ROOT = "/synthetic";
  /// How many images have their thumbnails stored; those of larger projects are drawn when asked for.
  public static final int STORED = 100_000;
  private static final int FILES = 500;
  private static final int VALUES = 5_000;
  private static final int ROWS = 1 << 16;
  private static final int IN_FLIGHT = 8;
  private static final Person LEA = new Person(0, "synthetic-lea", "Lea", 4);
  private static final Person TOM = new Person(0, "synthetic-tom", "Tom", 7);

  private final Project project;
  private final int images;
  private final long seed;
  private final SplittableRandom random;
  private final IntConsumer progress;
  private final SyntheticCatalog catalog;
  private final ArrayDeque<CompletableFuture<Committed>> inFlight = new ArrayDeque<>();
  private final int firstRow;
  private long done;

  private Synthetic(Project project, int images, long seed, IntConsumer progress) {
    this.project = project;
    this.images = images;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.progress = progress;
    this.firstRow = project.state().instanceRows();
    this.catalog = SyntheticCatalog.make(project, Signature.of(LEA, "Properties and tags"));
  }

  /// Fills an empty project with so many instances; `progress` is told the per cent done, rising to 100.
  public static void fill(Project project, int images, long seed, IntConsumer progress) {
    if (project.state().sequence() != 0) {
      throw new IllegalArgumentException(
          "made-up images go into an empty project, not one with " + project.state().sequence() + " commits");
    }
    new Synthetic(project, images, seed, progress).fill();
  }

  /// Tells whether a project was made up, so that [SeededPainter] may stand in for its pictures.
  public static boolean isMade(ProjectState state) {
    return state.roots().stream().anyMatch(r -> r.path().equals(ROOT));
  }

  /// Stores the thumbnails of a made-up project's images, unless there are more than [#STORED]; returns how many.
  public static int store(ProjectState state, ThumbnailStore into, int... edges) throws IOException {
    List<Sha1> sha1s = state.images().rows().stream().mapToObj(state::sha1).toList();
    if (sha1s.size() > STORED) {
      return 0;
    }
    var painter = new SeededPainter();
    for (int from = 0; from < sha1s.size(); from += VALUES) {
      List<Sha1> some = sha1s.subList(from, Math.min(sha1s.size(), from + VALUES));
      for (int edge : edges) {
        List<Thumbnail> painted = some.parallelStream().map(s -> painter.paint(s, edge)).toList();
        for (int i = 0; i < painted.size(); i++) {
          into.put(some.get(i), edge, painted.get(i).format(), painted.get(i).bytes());
        }
      }
    }
    into.sync();
    return sha1s.size() * edges.length;
  }

  private void fill() {
    files();
    for (SyntheticCatalog.Question q : catalog.questions()) {
      if (q.property().type().isTags()) {
        tags(q);
      } else if (q.few() > 0) {
        choices(q);
      } else {
        values(q);
      }
    }
    settle(0);
    progress.accept(100);
  }

  // ---- commits on their way: several share one sync, and no more wait than a little memory holds

  private void send(Commit commit, Admission admission, Signature by, long weight) {
    inFlight.add(project.submit(commit, admission, by));
    settle(IN_FLIGHT);
    int before = percent();
    done += weight;
    if (percent() != before) {
      progress.accept(Math.min(99, percent()));
    }
  }

  private int percent() {
    return (int) (100 * done / Math.max(1, (long) images * (3 + catalog.questions().size())));
  }

  private void settle(int most) {
    while (inFlight.size() > most) {
      try {
        inFlight.remove().join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RefusedException r ? r : e;
      }
    }
  }

  // ---- files

  private void files() {
    var root = new Commit();
    root.folders().add(new Commit.FolderChange(-1, 0, -1, "synthetic"));
    var by = new Signature(LEA, Signature.IMPORT, ROOT, 0);
    Committed first = project.commit(root, new Admission(List.of(new AdmittedRoot(-1, ROOT)), List.of(), List.of(), List.of()), by);
    int rootFolder = first.folders().getFirst().id();
    int shelf = 0;
    for (int from = 0; from < images; from += FILES) {
      var commit = new Commit();
      int number = from / FILES;
      if (number % 20 == 0) {
        commit.folders().add(new Commit.FolderChange(-2, rootFolder, 0, "shelf " + (1 + number / 20)));
        commit.folders().add(new Commit.FolderChange(-1, -2, 0, folderName(number)));
        settle(0);
        Committed made = project.commit(commit, files(from), by.in(first.sequence()));
        shelf = made.folders().getFirst().id();
        done += 3L * FILES;
      } else {
        commit.folders().add(new Commit.FolderChange(-1, shelf, 0, folderName(number)));
        send(commit, files(from), by.in(first.sequence()), 3L * FILES);
      }
    }
    settle(0);
  }

  private static String folderName(int number) {
    return 1900 + number % 120 + " box " + (1 + number);
  }

  private Admission files(int from) {
    var files = new ArrayList<AdmittedFile>(FILES);
    for (int i = from; i < Math.min(images, from + FILES); i++) {
      Sha1 sha1 = sha1(random.nextInt(12) == 0 ? random.nextInt(i + 1) : i); // one in twelve is a copy
      SeededPainter.Look look = SeededPainter.Look.of(sha1);
      long bits = sha1.middle();
      boolean photo = (bits & 7) != 0;
      var facts = new ImageFacts(20_000 + (bits >>> 40), look.width(), look.height(), look.colour(), sha1.high(), photo ? "jpeg" : "png",
          photo ? SyntheticCatalog.date(bits, 1995, 30, 6) : null, photo ? "Maker " + (bits >>> 8 & 15) : null,
          photo && (bits & 16) != 0 ? 40 + (bits >>> 20 & 4095) / 400.0 : Double.NaN,
          photo && (bits & 16) != 0 ? -5 + (bits >>> 32 & 4095) / 200.0 : Double.NaN);
      files.add(new AdmittedFile(-1_000 - (i - from), -1, (photo ? "IMG_" : "scan ") + (1001 + i % 9000) + (photo ? ".jpg" : ".png"), sha1,
          1_600_000_000_000L + 61_000L * i, 1_000_000L + i, facts));
    }
    return new Admission(List.of(), files, List.of(), List.of());
  }

  private Sha1 sha1(int content) {
    var of = new SplittableRandom(seed * 1_000_003 + content);
    return new Sha1(of.nextLong(), of.nextLong(), of.nextInt());
  }

  // ---- values

  private Signature by(SyntheticCatalog.Question q) {
    return Signature.of(q.property().id() % 3 == 0 ? TOM : LEA, q.property().name());
  }

  /// Values of which nearly every owner has another: one by one.
  private void values(SyntheticCatalog.Question q) {
    Property p = q.property();
    ProjectState state = project.state();
    boolean ofImages = p.mode() == PropertyMode.IMAGE;
    int rows = ofImages ? state.imageRows() : state.instanceRows();
    for (int from = ofImages ? 0 : firstRow; from < rows; from += VALUES) {
      var commit = new Commit();
      for (int row = from; row < Math.min(rows, from + VALUES); row++) {
        if (random.nextInt(100) < q.percent()) {
          @Nullable Object value = p.type() == PropertyType.IMAGE_LINK
              ? state.sha1(random.nextInt(state.imageRows())).toString()
              : q.value().of(random, row);
          if (ofImages) {
            commit.imageValues().add(new Commit.ImageValue(p.id(), state.sha1(row), value));
          } else {
            commit.instanceValues().add(new Commit.InstanceValue(p.id(), state.instanceId(row), value));
          }
        }
      }
      send(commit, Admission.NONE, by(q), VALUES);
    }
  }

  /// Values of which many owners have the same: one edit a value.
  private void choices(SyntheticCatalog.Question q) {
    List<Object> among = IntStream.range(0, q.few()).mapToObj(i -> q.value().of(random, i)).toList();
    edits(q, Edit.Verb.SET, q.few(), among::get, () -> random.nextInt(100) < q.percent() ? new int[] {skewed(q.few())} : new int[0]);
  }

  /// Tags: some of them on most owners, most on few.
  private void tags(SyntheticCatalog.Question q) {
    List<Integer> tags = catalog.tags(q.property());
    boolean one = q.property().type() == PropertyType.TAG;
    edits(q, one ? Edit.Verb.SET : Edit.Verb.ADD, tags.size(), tags::get, () -> {
      int n = random.nextInt(100) >= q.percent() ? 0 : one ? 1 : 1 + random.nextInt(3);
      return IntStream.generate(() -> skewed(tags.size())).limit(n).toArray();
    });
  }

  private int skewed(int n) {
    double d = random.nextDouble();
    return (int) (n * d * d);
  }

  private interface Choice {
    int[] draw();
  }

  private void edits(SyntheticCatalog.Question q, Edit.Verb verb, int choices, IntFunction<?> value, Choice choice) {
    ProjectState state = project.state();
    int rows = state.instanceRows();
    for (int from = firstRow; from < rows; from += ROWS) {
      BitSet[] on = new BitSet[choices];
      for (int row = from; row < Math.min(rows, from + ROWS); row++) {
        for (int c : choice.draw()) {
          if (on[c] == null) {
            on[c] = new BitSet(rows);
          }
          on[c].set(row);
        }
      }
      var commit = new Commit();
      for (int c = 0; c < choices; c++) {
        if (on[c] != null) {
          commit.edits().add(new Edit(q.property().id(), verb, value.apply(c), new Edit.Rows(on[c], state.sequence())));
        }
      }
      send(commit, Admission.NONE, by(q), Math.min(rows, from + ROWS) - from);
      settle(0); // hundreds of sets of rows are memory enough
    }
  }
}
