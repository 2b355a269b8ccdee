package panoptic.query;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.project.Project;
import panoptic.project.ProjectState;

/// The views of one project that people look at, and their layouts. Any thread may use it.
///
/// Whoever looks knows them by handles. At most [#MOST_BYTES] of orders and layouts are kept; those looked at longest ago are dropped and computed again
/// when asked for, or refused with OUTDATED where their state is no longer at hand. Equal views at one sequence share their order.
public final class OpenViews {
  /// How much the kept orders and layouts may take.
  public static final long MOST_BYTES = 200L << 20;
  private static final int MOST_HANDLES = 2_000;
  private static final int MOST_MATCHES = 100;
  private static final int BYTES_PER_ROW = 18;
  /// Of fewer rows everything is found at once.
  private static final int MANY = 50_000;

  private record ViewAt(View view, long sequence) {
  }

  private record LayoutAt(String view, LayoutSpec spec) {
  }

  private final Project project;
  private final InstantSource clock;
  private final String mark;
  private final Shapes shapes = new Shapes();
  private final SortedColumns sorted = new SortedColumns();
  private final Set<Locale> warm = ConcurrentHashMap.newKeySet();
  private final Map<String, ViewAt> views = recentlyUsed();
  private final Map<String, LayoutAt> layouts = recentlyUsed();
  private final Map<View, Matches> matches = recentlyUsed();
  private final Map<Object, CompletableFuture<?>> kept = recentlyUsed();
  private final Map<Object, Long> bytes = new LinkedHashMap<>();
  private long sum;
  private long handles;

  /// `mark` (letters and digits) tells the handles of this run of the program from those of another.
  public OpenViews(Project project, InstantSource clock, String mark) {
    this.project = project;
    this.clock = clock;
    this.mark = mark;
  }

  private static <K, V> Map<K, V> recentlyUsed() {
    return new LinkedHashMap<>(16, 0.75f, true);
  }

  /// Returns the shapes of the project's pictures.
  public Shapes shapes() {
    return shapes;
  }

  /// Answers a view on the newest state and keeps its order.
  public OpenView open(View view) {
    ProjectState state = project.state();
    var at = new ViewAt(view, state.sequence());
    Shown shown = keep(at, () -> Views.shown(state, view, clock, Optional.of(sorted)), Shown::bytes);
    String id;
    synchronized (this) {
      id = handle("v");
      put(views, id, at);
    }
    if (state.instanceRows() > MANY && warm.add(view.language())) {
      warmUp(state, view.language());
    }
    return new OpenView(id, view, shown);
  }

  /// Finds, on a thread of its own, what first pages need of columns: once somebody of a language has seen a view, so that nobody waits for it.
  private void warmUp(ProjectState state, Locale language) {
    var one = new ForkJoinPool(1); // sorts that divide their work stay within it
    one.execute(() -> sorted.warmUp(state, language));
    one.shutdown(); // once it is done
  }

  /// Returns an open view; refuses with OUTDATED one that is not, or no longer, open.
  public OpenView get(String id) {
    ViewAt at;
    synchronized (this) {
      at = views.get(id);
    }
    if (at == null) {
      throw new RefusedException(ErrorCode.OUTDATED, "the view " + id + " is not open any more; open it again");
    }
    Shown shown = keep(at, () -> Views.shown(project.stateAt(at.sequence()), at.view(), clock, Optional.of(sorted)), Shown::bytes);
    return new OpenView(id, at.view(), shown);
  }

  /// What a view counts by now, and whether its order, or what matches, is another than it shows.
  public record Now(int instances, int images, boolean changed) {
  }

  /// Returns what an open view counts by now.
  public Now now(OpenView view) {
    Matches.Now now = matches(view).now(view.shown().sequence());
    return new Now(now.instances(), now.images(), now.changed());
  }

  /// Returns the rows of all instances that match an open view now, whatever its mode. Read it, never change it in place.
  public RoaringBitmap matching(OpenView view) {
    return matches(view).bitmap();
  }

  /// Returns a writer of windows and pictures of an open view, as they look now.
  public WindowBytes bytes(OpenView view) {
    return new WindowBytes(project.state(), view.shown(), shapes, matches(view).test());
  }

  private synchronized Matches matches(OpenView view) {
    Matches known = matches.computeIfAbsent(view.view(), v -> new Matches(project, v, view.shown(), clock));
    if (matches.size() > MOST_MATCHES) {
      matches.remove(matches.keySet().iterator().next());
    }
    return known;
  }

  /// Forgets a view; nothing happens where it is not open.
  public synchronized void close(String id) {
    ViewAt at = views.remove(id);
    if (at != null && !views.containsValue(at)) {
      forget(at);
    }
    layouts.entrySet().removeIf(l -> {
      boolean gone = l.getValue().view().equals(id);
      if (gone) {
        forget(l.getKey());
      }
      return gone;
    });
  }

  /// Lays out an open view.
  public OpenLayout layOut(String viewId, LayoutSpec spec) {
    OpenView view = get(viewId);
    String id;
    synchronized (this) {
      id = handle("l");
    }
    Layout layout = layout(id, view, spec);
    synchronized (this) {
      put(layouts, id, new LayoutAt(viewId, spec));
    }
    return new OpenLayout(id, view, layout);
  }

  /// Returns a layout; refuses with OUTDATED one that was not made, or whose view is not open any more.
  public OpenLayout getLayout(String id) {
    LayoutAt at;
    synchronized (this) {
      at = layouts.get(id);
    }
    if (at == null) {
      throw new RefusedException(ErrorCode.OUTDATED, "the layout " + id + " is not there any more; make it again");
    }
    OpenView view = get(at.view());
    return new OpenLayout(id, view, layout(id, view, at.spec()));
  }

  private Layout layout(String id, OpenView view, LayoutSpec spec) {
    return keep(id, () -> Layout.of(spec, view.shown().groups(), view.shown().order(), shapes.of(project.state())),
        l -> (long) BYTES_PER_ROW * l.rows());
  }

  private String handle(String kind) {
    return kind + ++handles + "-" + mark;
  }

  private static <V> void put(Map<String, V> map, String id, V value) {
    map.put(id, value);
    if (map.size() > MOST_HANDLES) {
      map.remove(map.keySet().iterator().next());
    }
  }

  private interface Size<T> {
    long of(T thing);
  }

  /// Returns what is kept under a key, or makes and keeps it. Of several that ask at once, one makes it and the others wait.
  @SuppressWarnings("unchecked") // a view's key has a Shown, a layout's a Layout
  private <T> T keep(Object key, Supplier<T> make, Size<T> size) {
    CompletableFuture<T> mine = null;
    CompletableFuture<T> one;
    synchronized (this) {
      one = (CompletableFuture<T>) kept.get(key);
      if (one == null) {
        mine = one = new CompletableFuture<>();
        kept.put(key, one);
      }
    }
    if (mine != null) {
      make(key, make, size, mine);
    }
    try {
      return one.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RefusedException r ? new RefusedException(r.code(), String.valueOf(r.getMessage()), r) : e;
    }
  }

  private <T> void make(Object key, Supplier<T> make, Size<T> size, CompletableFuture<T> into) {
    try {
      T made = make.get();
      synchronized (this) {
        bytes.put(key, size.of(made));
        sum += size.of(made);
        drop(key);
      }
      into.complete(made);
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        forget(key);
      }
      into.completeExceptionally(e);
    }
  }

  /// Drops what was used longest ago until the rest is small enough; never what was just made.
  private void drop(Object made) {
    while (sum > MOST_BYTES) {
      Object oldest = null;
      for (Object key : kept.keySet()) {
        if (!key.equals(made) && bytes.containsKey(key)) {
          oldest = key;
          break;
        }
      }
      if (oldest == null) {
        return;
      }
      forget(oldest);
    }
  }

  private void forget(Object key) {
    kept.remove(key);
    @Nullable Long size = bytes.remove(key);
    sum -= size == null ? 0 : size;
  }
}
