package panoptic.imaging;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.vips.DecodeReply;
import panoptic.vips.DecodeRequest;
import panoptic.vips.DecodeWorker;
import panoptic.vips.Format;
import panoptic.vips.Rendition;
import panoptic.vips.MetadataBlocks;

/// One thread with one worker process: takes orders, one at a time, and replaces the process when it broke on one.
final class DecoderLane implements AutoCloseable {
  private static final long MEGABYTE = 1 << 20;

  /// A worker that holds more than this after a large picture is replaced.
  private static final long KEPT_MEGABYTES = 32;

  /// The pixels of a larger rendition do not fit the heap of a usual worker.
  private static final int LARGEST_SHARED_EDGE = 1024;
  private static final int LARGE_HEAP_MEGABYTES = 400;

  /// What a process may take that cuts tiles beside others: a row of tiles of a picture that is 24,000 px wide fits its heap.
  private static final int CUTTING_HEAP_MEGABYTES = 128;
  private static final int CUTTING_MEGABYTES = 256;
  private static final int CUTTING_TIME = 4;

  /// What GLib, Rust (librsvg) and C++ say before they end a process that gets no more memory.
  private static final Pattern OUT_OF_MEMORY = Pattern.compile("failed to allocate|memory allocation of|bad_alloc|OutOfMemoryError");

  /// Where orders come from; taking one waits.
  interface Orders {
    Decoders.Order take() throws InterruptedException;
  }

  /// The file being read: when its time is over, what it may take, and why its worker was killed, if it was.
  private static final class Bounds {
    final Duration time;
    final long deadlineNanos;
    final long bytes;
    volatile @Nullable String broken;
    volatile boolean memory;

    Bounds(Duration time, long bytes) {
      this.time = time;
      this.deadlineNanos = System.nanoTime() + time.toNanos();
      this.bytes = bytes;
    }
  }

  private final DecoderLimits limits;
  private final Path library;
  private final Orders orders;
  private final ReadWriteLock memory;
  private final Thread thread;
  private volatile @Nullable Worker worker;
  private volatile @Nullable Bounds bounds;
  private volatile boolean closed;

  DecoderLane(int number, DecoderLimits limits, Path library, Orders orders, ReadWriteLock memory) {
    this.limits = limits;
    this.library = library;
    this.orders = orders;
    this.memory = memory;
    thread = Thread.ofPlatform().daemon().name("decoder-" + number).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Optional<Long> process() {
    Worker w = worker;
    return w == null ? Optional.empty() : Optional.of(w.pid());
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Worker w = worker;
    if (w != null) {
      w.kill();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Kills the worker if its file takes too long or too much memory. Called by [DecoderWatch].
  void checkBounds() {
    Bounds b = bounds;
    Worker w = worker;
    if (b == null || w == null || b.broken != null) {
      return;
    }
    if (System.nanoTime() - b.deadlineNanos > 0) {
      end(b, w, "took longer than " + b.time.toSeconds() + " s", false);
    } else if (w.grownBytes() > b.bytes) {
      end(b, w, tooMuchMemory(b.bytes / MEGABYTE), true);
    }
  }

  private synchronized void end(Bounds b, Worker w, String reason, boolean memory) {
    if (bounds == b) {
      b.memory = memory;
      b.broken = reason;
      w.kill();
    }
  }

  /// From here on the watch leaves the worker alone, so that it never dies for a file it has answered.
  private synchronized void answered() {
    bounds = null;
  }

  private static String tooMuchMemory(long megabytes) {
    return "needs more than " + megabytes + " MB of memory";
  }

  private void run() {
    try {
      while (!closed) {
        Decoders.Order order = orders.take();
        carryOut(order);
      }
    } catch (InterruptedException e) {
      // Closed.
    } finally {
      replace();
    }
  }

  private void carryOut(Decoders.Order order) {
    CompletableFuture<Examination> outcome = order.outcome();
    try {
      Examination found = examine(order);
      if (closed && found instanceof Examination.Unreadable) {
        outcome.completeExceptionally(new IllegalStateException("the decoders are closed"));
      } else {
        outcome.complete(found);
      }
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
    }
  }

  private Examination examine(Decoders.Order order) {
    if (order.tiles() != null) {
      return cut(order);
    }
    if (order.edges().getFirst() > LARGEST_SHARED_EDGE) {
      return large(order);
    }
    memory.readLock().lock();
    try {
      Optional<Examination> found = examine(order, false);
      if (found.isPresent()) {
        return found.get();
      }
    } finally {
      memory.readLock().unlock();
    }
    memory.writeLock().lock();
    try {
      return examine(order, true).orElseThrow();
    } finally {
      memory.writeLock().unlock();
    }
  }

  /// Cuts in a process of its own, whatever the others do meanwhile: a cut takes long, and one of them that waited to be alone would hold up all. Only what needs more
  /// memory than a cut has for itself waits for them.
  private Examination cut(Decoders.Order order) {
    return afresh(order, CUTTING_HEAP_MEGABYTES, false, CUTTING_MEGABYTES).orElseGet(() -> large(order));
  }

  /// Works on what does not fit a usual worker: in a process of its own, while no other is busy.
  private Examination large(Decoders.Order order) {
    memory.writeLock().lock();
    try {
      return afresh(order, LARGE_HEAP_MEGABYTES, true, 2 * LARGE_HEAP_MEGABYTES).orElseThrow();
    } finally {
      memory.writeLock().unlock();
    }
  }

  private Optional<Examination> afresh(Decoders.Order order, int heapMegabytes, boolean alone, int megabytes) {
    replace();
    try {
      start(heapMegabytes);
      return examine(order, alone, megabytes);
    } finally {
      answered();
      replace();
    }
  }

  private Optional<Examination> examine(Decoders.Order order, boolean alone) {
    return examine(order, alone,
        alone ? limits.megabytesPerFile() : Math.min(limits.megabytesPerFile(), DecodeWorker.SHARED_MEGABYTES));
  }

  /// Returns what the file is; nothing where it must be asked again alone.
  private Optional<Examination> examine(Decoders.Order order, boolean alone, int megabytes) {
    Worker w = running();
    var b = new Bounds(limits.timePerFile().multipliedBy(order.tiles() == null ? 1 : CUTTING_TIME), megabytes * MEGABYTE);
    bounds = b;
    try {
      DecodeReply reply = w.ask(
          new DecodeRequest(order.file(), order.edges(), order.tiles() != null, order.quality(), alone, megabytes), order.tiles());
      answered();
      if (b.broken != null || (alone && w.grownBytes() > KEPT_MEGABYTES * MEGABYTE)) {
        replace();
      }
      return switch (reply) {
        case DecodeReply.TooLargeToShare ignored when !alone -> Optional.empty();
        case DecodeReply.TooLargeToShare ignored -> Optional.of(new Examination.Unreadable(Optional.empty(), 0, tooMuchMemory(megabytes)));
        case DecodeReply.Tile _, DecodeReply.TilesFollow _ -> throw new IllegalStateException("a tile is no last reply");
        case DecodeReply.Unreadable u -> Optional.of(new Examination.Unreadable(sha1(u.sha1()), u.size(), u.reason()));
        case DecodeReply.Picture p -> Optional.of(picture(p));
      };
    } catch (IOException e) {
      answered();
      w.close();
      boolean outOfMemory = b.memory || OUT_OF_MEMORY.matcher(w.messages()).find();
      replace();
      if (outOfMemory && !alone) {
        return Optional.empty();
      }
      String broken = b.broken;
      String reason = broken != null ? broken : outOfMemory ? tooMuchMemory(megabytes) : "the decoder crashed on it";
      return Optional.of(new Examination.Unreadable(Optional.empty(), sizeOf(order.file()), reason));
    }
  }

  private Worker running() {
    Worker w = worker;
    if (w != null && !w.isAlive()) {
      replace();
      w = null;
    }
    return w == null ? start(Worker.USUAL_HEAP_MEGABYTES) : w;
  }

  private Worker start(int heapMegabytes) {
    try {
      Worker w = Worker.start(library, heapMegabytes);
      worker = w;
      return w;
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, e.getMessage() == null ? "a decoder did not start" : e.getMessage(), e);
    }
  }

  private void replace() {
    Worker w = worker;
    worker = null;
    if (w != null) {
      w.close();
    }
  }

  private static long sizeOf(Path file) {
    try {
      return java.nio.file.Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private static Optional<Sha1> sha1(byte[] digest) {
    return digest.length == Sha1.BYTES ? Optional.of(Sha1.of(digest)) : Optional.empty();
  }

  private static Examination picture(DecodeReply.Picture p) {
    List<Thumbnail> thumbnails = p.renditions().stream().map(DecoderLane::thumbnail).toList();
    return new Examination.Picture(Sha1.of(p.sha1()), p.size(), p.width(), p.height(), p.colour(), p.averageHash(), p.format().id(),
        thumbnails, metadata(p.blocks()));
  }

  /// What people wrote counts in this order: XMP, IPTC, EXIF; the lens and all else as the camera wrote it in EXIF.
  private static Metadata metadata(MetadataBlocks blocks) {
    Metadata exif = ExifReader.read(blocks.exif());
    Metadata written = XmpBlock.read(blocks.xmp()).or(IptcBlock.read(blocks.iptc())).or(exif);
    return new Metadata(exif.taken(), exif.camera(), exif.place(), exif.lens().or(written::lens), written.caption(), written.keywords(),
        written.author(), written.rights());
  }

  private static Thumbnail thumbnail(Rendition r) {
    return new Thumbnail(r.edge(), r.width(), r.height(), r.format() == Format.WEBP ? "webp" : "jpeg", r.bytes());
  }
}
