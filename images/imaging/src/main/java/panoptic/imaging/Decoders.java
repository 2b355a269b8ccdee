package panoptic.imaging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.vips.VipsLibrary;

/// The worker processes that decode pictures: starts, bounds and replaces them. Safe for any number of threads.
///
/// A file that crashes its decoder, hangs it or needs more memory than allowed costs that file: it is reported as unreadable with the reason,
/// and the next one gets a fresh process. The workers end with this process, however it ends.
public final class Decoders implements AutoCloseable {
  private final BlockingQueue<Order> orders;
  private final List<DecoderLane> lanes = new ArrayList<>();
  private final DecoderWatch watch;
  private volatile boolean closed;

  /// A file that waits, and who waits for it.
  record Order(Path file, CompletableFuture<Examination> outcome) {}

  /// Starts the workers. Refused where libvips is missing.
  public static Decoders start(DecoderLimits limits) {
    Path library = VipsLibrary.find().orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, VipsLibrary.MISSING));
    return new Decoders(limits, library);
  }

  private Decoders(DecoderLimits limits, Path library) {
    orders = new ArrayBlockingQueue<>(4 * limits.workers());
    watch = new DecoderWatch(lanes);
    ReadWriteLock memory = new ReentrantReadWriteLock(true);
    for (int i = 0; i < limits.workers(); i++) {
      lanes.add(new DecoderLane(i, limits, library, orders, memory));
    }
    lanes.forEach(DecoderLane::start);
    watch.start();
  }

  /// Reads one file and returns what it is; waits for its turn.
  public Examination examine(Path file) {
    try {
      return submit(file).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : e;
    }
  }

  /// Puts a file into the queue and returns at once, or waits while the queue (four files a worker) is full. The outcome completes on a
  /// decoder's thread, so what depends on it must be quick or go elsewhere.
  public CompletableFuture<Examination> submit(Path file) {
    var order = new Order(file.toAbsolutePath(), new CompletableFuture<>());
    if (closed) {
      throw new IllegalStateException("the decoders are closed");
    }
    try {
      orders.put(order);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      order.outcome.cancel(false);
      return order.outcome;
    }
    if (closed) {
      refuseWaiting();
    }
    return order.outcome;
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
    for (Order o = orders.poll(); o != null; o = orders.poll()) {
      o.outcome.completeExceptionally(new IllegalStateException("the decoders are closed"));
    }
  }

}
