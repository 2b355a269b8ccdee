package panoptic.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import panoptic.imaging.Decoders;
import panoptic.imaging.Examination;
import panoptic.imaging.TileSink;
import panoptic.media.TileCache;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;

/// One image while it is cut: each tile is there for those who ask as soon as it is cut. Any thread may ask.
///
/// The decoder tells the digest of the file before its first tile, so that no tile of another file is given away.
final class TileCut implements TileSink {
  /// For so long those who do not wait are told why nothing comes.
  private static final Duration TOLD = Duration.ofSeconds(10);

  private final TileCache cache;
  private final InstantSource clock;
  private final Sha1 sha1;
  private final Tiling tiling;
  private TileCache.@Nullable Making making;
  private boolean isOurs;
  private @Nullable Instant end;
  private @Nullable Throwable failure;

  TileCut(TileCache cache, InstantSource clock, Sha1 sha1, Tiling tiling) {
    this.cache = cache;
    this.clock = clock;
    this.sha1 = sha1;
    this.tiling = tiling;
  }

  /// Cuts the first of the files that is the image, unless the cache has the tile that was asked for by now: who asked before may have been done between two looks.
  void run(Supplier<Decoders> decoders, List<Path> files, int number) {
    try {
      if (cache.find(sha1, number, tiling.count()).isPresent()) {
        end(null);
        return;
      }
      Optional<RefusedException> refused = Optional.empty();
      for (Path file : files) {
        Optional<RefusedException> one = cut(decoders.get(), file);
        if (one.isEmpty()) {
          return;
        }
        refused = refused.or(() -> one);
      }
      end(refused.orElseGet(Originals::changed));
    } catch (IOException | RuntimeException | Error e) {
      end(e);
    }
  }

  /// Returns why a file could not be cut; nothing once it was.
  private Optional<RefusedException> cut(Decoders decoders, Path file) throws IOException {
    try (TileCache.Making tiles = cache.make(sha1, tiling.count())) {
      begin(tiles);
      Examination found = decoders.cut(file, Tiling.EDGE, this);
      return switch (found) {
        case Examination.Picture _ -> done(tiles) ? Optional.empty() : Optional.of(Originals.changed());
        case Examination.Unreadable u ->
          Optional.of(new RefusedException(ErrorCode.UNKNOWN, "the tiles of this image cannot be made: " + u.reason()));
      };
    } finally {
      begin(null);
    }
  }

  private synchronized void begin(TileCache.@Nullable Making tiles) {
    making = tiles;
    isOurs = false;
  }

  @Override
  public synchronized void begin(Sha1 of, int width, int height) {
    isOurs = of.equals(sha1) && width == tiling.width() && height == tiling.height();
  }

  @Override
  public synchronized void take(int level, int column, int row, byte[] tile) throws IOException {
    if (isOurs && making != null && tiling.has(level, column, row)) {
      making.take(tiling.number(level, column, row), tile);
      notifyAll();
    }
  }

  private synchronized boolean done(TileCache.Making tiles) throws IOException {
    if (isOurs) {
      tiles.done();
      end(null);
    }
    return isOurs;
  }

  private synchronized void end(@Nullable Throwable why) {
    making = null;
    failure = why;
    end = clock.instant();
    notifyAll();
  }

  /// Returns whether more tiles may come.
  synchronized boolean isCutting() {
    return end == null;
  }

  /// Returns whether it failed a moment ago.
  synchronized boolean hasJustFailed() {
    return failure != null && end != null && clock.instant().isBefore(end.plus(TOLD));
  }

  /// Returns the share of all tiles that is cut, from 0 to 1.
  synchronized double share() {
    return making == null ? 0 : making.share();
  }

  /// Returns a tile that is cut; with `waits`, waits until it is, or nothing more comes. Refused with the reason where it cannot be cut.
  synchronized Optional<byte[]> find(int number, boolean waits) throws IOException {
    try {
      while (end == null) {
        Optional<byte[]> tile = making == null || !isOurs ? Optional.empty() : making.find(number);
        if (tile.isPresent() || !waits) {
          return tile;
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a tile was cut", e);
    }
    return switch (failure) {
      case null -> cache.find(sha1, number, tiling.count());
      case IOException io -> throw new IOException(io);
      case UncheckedIOException io -> throw new IOException(io.getCause());
      case RefusedException refused -> throw new RefusedException(refused.code(), String.valueOf(refused.getMessage()), refused);
      default -> throw new IllegalStateException(failure);
    };
  }
}
