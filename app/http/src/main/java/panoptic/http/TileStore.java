package panoptic.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import panoptic.imaging.Decoders;
import panoptic.imaging.Examination;
import panoptic.media.TileCache;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;

/// Cuts large pictures into tiles, in a worker process, and keeps them in a bounded cache. Any thread may ask; those who ask for one picture at once wait for the same cut.
public final class TileStore {
  private final TileCache cache;
  private final Supplier<Decoders> decoders;
  private final ConcurrentMap<Sha1, CompletableFuture<Boolean>> making = new ConcurrentHashMap<>();

  /// `decoders` are started by the first picture that has to be cut.
  public TileStore(TileCache cache, Supplier<Decoders> decoders) {
    this.cache = cache;
    this.decoders = decoders;
  }

  /// Returns a tile, where it was made before.
  Optional<byte[]> known(Sha1 sha1, Tiling tiling, int number) throws IOException {
    return cache.find(sha1, number, tiling.count());
  }

  /// Cuts a file and returns one of its tiles; empty where it is another file than it was. Refused with the reason where it cannot be cut.
  Optional<byte[]> make(Path file, Sha1 sha1, Tiling tiling, int number) throws IOException {
    var mine = new CompletableFuture<Boolean>();
    CompletableFuture<Boolean> theirs = making.putIfAbsent(sha1, mine);
    if (theirs == null) {
      try {
        // Who asked before may have been done between two looks.
        mine.complete(known(sha1, tiling, number).isPresent() || cut(file, sha1, tiling));
      } catch (IOException | RuntimeException | Error e) {
        mine.completeExceptionally(e);
      } finally {
        making.remove(sha1, mine);
      }
    }
    return join(theirs == null ? mine : theirs) ? known(sha1, tiling, number) : Optional.empty();
  }

  private static boolean join(CompletableFuture<Boolean> cut) throws IOException {
    try {
      return cut.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case UncheckedIOException io -> throw new IOException(io.getCause());
        case RefusedException refused -> throw new RefusedException(refused.code(), String.valueOf(refused.getMessage()), refused);
        case null, default -> throw e;
      }
    }
  }

  private boolean cut(Path file, Sha1 sha1, Tiling tiling) throws IOException {
    try (TileCache.Making tiles = cache.make(sha1, tiling.count())) {
      Examination found = decoders.get().cut(file, Tiling.EDGE, (level, column, row, tile) -> {
        if (tiling.has(level, column, row)) { // a file that is another one by now may have more
          tiles.take(tiling.number(level, column, row), tile);
        }
      });
      return switch (found) {
        case Examination.Picture p when p.sha1().equals(sha1) && p.width() == tiling.width() && p.height() == tiling.height() -> {
          tiles.done();
          yield true;
        }
        case Examination.Picture _ -> false;
        case Examination.Unreadable u ->
          throw new RefusedException(ErrorCode.UNKNOWN, "the tiles of this image cannot be made: " + u.reason());
      };
    }
  }
}
