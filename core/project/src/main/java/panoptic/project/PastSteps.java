package panoptic.project;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.LogEntry;
import panoptic.model.Sha1;
import panoptic.project.spi.CommitLog;
import panoptic.project.spi.LogRecord;

/// Reads steps for History from the log. Which commits are of which step is known from the state, so that only the steps asked for are read. Any thread may use it.
final class PastSteps {
  private static final int DECODED = 64;
  private static final int KEPT = 10_000;

  /// What is kept of a step: it stays true while the step gets no further commit.
  private record Told(int commits, List<Deed> what, List<Sha1> preview) {
  }

  private static final class Span {
    private int commits;
    private int last;
    private int inverse;
  }

  private final CommitLog log;
  private final Map<Long, Told> told = recentlyUsed();
  private final Map<Long, LogRecord> headers = recentlyUsed();

  PastSteps(CommitLog log) {
    this.log = log;
  }

  private static <V> Map<Long, V> recentlyUsed() {
    return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
        return size() > KEPT;
      }
    });
  }

  /// Returns the line of History of a commit.
  LogEntry entry(ProjectState state, long sequence) {
    return Applied.entry(state, header(sequence));
  }

  /// Returns the steps whose first commit came before a sequence, newest first.
  List<PastStep> before(ProjectState state, long before, int count) {
    var wanted = new ArrayList<Integer>();
    for (long s = Math.min(before - 1, state.sequence()); s >= 1 && wanted.size() < count; s--) {
      if (state.stepOf(s) == s) {
        wanted.add((int) s);
      }
    }
    if (wanted.isEmpty()) {
      return List.of();
    }
    Map<Integer, Span> spans = spans(state, wanted.getLast());
    return wanted.stream().map(step -> step(state, step, spans)).toList();
  }

  /// Returns what a step did, or had done that it undid.
  List<Deed> what(ProjectState state, long step) {
    return told(state, step, spans(state, (int) step)).what();
  }

  /// Returns the spans of the steps from one on, by their first commit.
  private static Map<Integer, Span> spans(ProjectState state, int from) {
    var out = new HashMap<Integer, Span>();
    Column steps = state.fact(Fact.STEP);
    Column targets = state.fact(Fact.TARGET);
    for (int s = from; s <= state.sequence(); s++) {
      Span span = out.computeIfAbsent(steps.getInt(s), _ -> new Span());
      span.commits++;
      span.last = s;
      int target = targets.getInt(s);
      if (target != Column.NONE_INT) {
        out.computeIfAbsent(target, _ -> new Span()).inverse = s;
      }
    }
    return out;
  }

  private PastStep step(ProjectState state, int step, Map<Integer, Span> spans) {
    Span span = spans.getOrDefault(step, new Span());
    LogEntry first = Applied.entry(state, header(step));
    Told t = told(state, step, spans);
    return new PastStep(step, span.last, span.commits, first.time(), first.author(), first.origin(), first.label(), t.what(),
        isUndone(step, spans), target(state, step), t.preview());
  }

  private static long target(ProjectState state, int step) {
    int target = state.fact(Fact.TARGET).getInt(step);
    return target == Column.NONE_INT ? 0 : target;
  }

  /* A step is undone where its last inverse is an undo or a revert that stands, or a redo that was undone again. */
  private boolean isUndone(int step, Map<Integer, Span> spans) {
    Span span = spans.get(step);
    if (span == null || span.inverse == 0) {
      return false;
    }
    boolean redone = header(span.inverse).origin().startsWith("redo");
    return isUndone(span.inverse, spans) == redone;
  }

  private LogRecord header(long sequence) {
    LogRecord known = headers.get(sequence);
    if (known != null) {
      return known;
    }
    LogRecord[] found = new LogRecord[1];
    log.headers(sequence, r -> {
      found[0] = r;
      return false;
    });
    headers.put(sequence, found[0]);
    return found[0];
  }

  private Told told(ProjectState state, long step, Map<Integer, Span> spans) {
    long target = target(state, (int) step);
    if (target != 0) { // what it undid is what it is about
      return told(state, target, target >= step ? spans : spans(state, (int) target));
    }
    Span span = spans.getOrDefault((int) step, new Span());
    Told known = told.get(step);
    if (known != null && known.commits() == span.commits) {
      return known;
    }
    Told now = read(state, step, span);
    told.put(step, now);
    return now;
  }

  private Told read(ProjectState state, long step, Span span) {
    var deeds = new Deeds(state);
    var preview = new ArrayList<Sha1>();
    int[] read = {0, 0};
    log.read(step, r -> {
      if (r.step() == step) {
        List<Change> changes = Drafter.changes(r);
        deeds.add(changes);
        preview(state, changes, preview);
        read[0]++;
      }
      return r.sequence() < span.last && read[0] < DECODED && ++read[1] < 4 * DECODED;
    });
    List<Deed> what = read[0] < span.commits ? whole(deeds.all(), step, span) : deeds.all();
    return new Told(span.commits, what, preview);
  }

  private static void preview(ProjectState state, List<Change> changes, List<Sha1> into) {
    if (into.size() >= Deeds.PREVIEW) {
      return;
    }
    RoaringBitmap rows = Deeds.instances(state, changes);
    PeekableIntIterator i = rows.getIntIterator();
    for (int looked = 0; i.hasNext() && into.size() < Deeds.PREVIEW && looked < 100; looked++) {
      int row = i.next();
      Sha1 sha1 = state.sha1(state.imageOf(row));
      if (state.instances().contains(row) && !into.contains(sha1)) {
        into.add(sha1);
      }
    }
  }

  /// Of a step of very many commits the first were read; the counts in the log tell of the rest.
  private List<Deed> whole(List<Deed> first, long step, Span span) {
    long[] sums = new long[3];
    log.headers(step, r -> {
      if (r.step() == step) {
        Map<String, Long> counts = Drafter.counts(r.counts());
        sums[0] += counts.getOrDefault("instances", 0L);
        sums[1] += counts.getOrDefault("instanceValues", 0L) + counts.getOrDefault("imageValues", 0L);
        sums[2] += counts.getOrDefault("vectors", 0L);
      }
      return r.sequence() < span.last;
    });
    return first.stream().map(d -> switch (d.kind()) {
      case IMPORTED, REMOVED -> d.withCount(sums[0]);
      case VECTORS_ADDED -> d.withCount(Math.max(d.count(), sums[2]));
      case TAGGED, SET -> first.size() == 1 ? d.withCount(sums[1]) : d;
      default -> d;
    }).toList();
  }
}
