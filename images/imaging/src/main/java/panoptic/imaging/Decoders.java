package panoptic.imaging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.vips.DecodeRequest;
import panoptic.vips.VipsLibrary;

/// The worker processes that decode pictures: starts, bounds and replaces them. Safe for any number of threads.
///
/// A file that crashes its decoder, hangs it or needs more memory than allowed costs that file: it is reported as unreadable with the reason,
/// and the next one gets a fresh process. The workers end with this process, however it ends.
public final class Decoders implements AutoCloseable {
  /// The quality of thumbnails of which nobody said anything, of 1 to 100.
  public static final int USUAL_QUALITY = DecodeRequest.USUAL_QUALITY;

  /// The quality of tiles: at 100 % nobody should see that they were encoded anew. From 90 on colours keep their full resolution.
  private static final int TILE_QUALITY = 90;

  private final BlockingDeque<Order> orders = new LinkedBlockingDeque<>();
  private final BlockingDeque<Order> cuts = new LinkedBlockingDeque<>();
  private final Semaphore room;
  private final DecoderLimits limits;
  private final List<DecoderLane> lanes = new ArrayList<>();
  private final DecoderWatch watch;
  private volatile boolean closed;

  /// A file that waits, what to make of it, and who waits for it: renditions that fit `edges`, or, where there is a sink, tiles of the one edge. One that somebody looks at
  /// is urgent, and takes no room in the queue.
  record Order(Path file, List<Integer> edges, @Nullable TileSink tiles, int quality, boolean isUrgent,
      CompletableFuture<Examination> outcome) {}

  /// Starts the workers. Refused where libvips is missing.
  public static Decoders start(DecoderLimits limits) {
    Path library = VipsLibrary.find().orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, VipsLibrary.MISSING));
    return new Decoders(limits, library);
  }

  private Decoders(DecoderLimits limits, Path library) {
    this.limits = limits;
    room = new Semaphore(4 * limits.workers(), true);
    watch = new DecoderWatch(lanes);
    ReadWriteLock memory = new ReentrantReadWriteLock(true);
    for (int i = 0; i < limits.workers(); i++) {
      lanes.add(new DecoderLane(i, limits, library, this::take, memory));
    }
    // Cutting takes long, so it has a lane of its own: who looks at other pictures meanwhile does not wait. Its process lives as long as there is something to cut.
    lanes.add(new DecoderLane(limits.workers(), limits, library, cuts::take, memory));
    lanes.forEach(DecoderLane::start);
    watch.start();
  }

  /// Reads one file and returns what it is; waits for its turn.
  public Examination examine(Path file) {
    return join(submit(file));
  }

  /// Puts a file into the queue and returns at once, or waits while the queue (four files a worker) is full. The outcome completes on a
  /// decoder's thread, so what depends on it must be quick or go elsewhere.
  public CompletableFuture<Examination> submit(Path file) {
    return submit(file, USUAL_QUALITY);
  }

  /// Does so with thumbnails of another quality.
  public CompletableFuture<Examination> submit(Path file, int quality) {
    var order = new Order(file.toAbsolutePath(), limits.edges(), null, quality, false, new CompletableFuture<>());
    refuseWhenClosed();
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      order.outcome.cancel(false);
      return order.outcome;
    }
    orders.addLast(order);
    if (closed) {
      refuseWaiting();
    }
    return order.outcome;
  }

  /// Renders a file at one size, before all that waits: its one thumbnail fits `edge`.
  public Examination render(Path file, int edge) {
    var order = new Order(file.toAbsolutePath(), List.of(edge), null, USUAL_QUALITY, true, new CompletableFuture<>());
    refuseWhenClosed();
    orders.addFirst(order);
    if (closed) {
      refuseWaiting();
    }
    return join(order.outcome);
  }

  /// Cuts a file into tiles of `edge` × `edge` pixels (even; less at the right and lower edge), one file at a time beside all other work, in up to four times the time of a
  /// usual file. Returns a picture without thumbnails, colour and hash when the sink has taken all tiles; what an unreadable file gave until then is worth nothing. What the
  /// sink throws comes out, an `IOException` unchecked.
  public Examination cut(Path file, int edge, TileSink tiles) {
    var order = new Order(file.toAbsolutePath(), List.of(edge), tiles, TILE_QUALITY, true, new CompletableFuture<>());
    refuseWhenClosed();
    cuts.addLast(order);
    if (closed) {
      refuseWaiting();
    }
    return join(order.outcome);
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new IllegalStateException("the decoders are closed");
    }
  }

  /// Waits for the next order; called by the lanes.
  private Order take() throws InterruptedException {
    Order next = orders.take();
    if (!next.isUrgent) {
      room.release();
    }
    return next;
  }

  private static Examination join(CompletableFuture<Examination> outcome) {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : e;
    }
  }

  /// Returns the process ids of the workers that run now.
  public List<Long> processes() {
    return lanes.stream().flatMap(l -> l.process().stream()).toList();
  }

  /// Ends all workers at once; files that wait or are being read fail with `IllegalStateException`.
  @Override
  public void close() {
    closed = true;
    watch.close();
    lanes.forEach(DecoderLane::close);
    refuseWaiting();
  }

  private void refuseWaiting() {
    cuts.drainTo(orders);
    for (Order o = orders.poll(); o != null; o = orders.poll()) {
      if (!o.isUrgent) {
        room.release();
      }
      o.outcome.completeExceptionally(new IllegalStateException("the decoders are closed"));
    }
  }

}
