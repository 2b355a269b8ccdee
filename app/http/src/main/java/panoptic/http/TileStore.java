package panoptic.http;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import panoptic.imaging.Decoders;
import panoptic.media.TileCache;
import panoptic.model.Sha1;

/// Cuts large pictures into tiles, in a worker process, and keeps them in a bounded cache. Any thread may ask; those who ask for one picture share one cut.
public final class TileStore {
  private final TileCache cache;
  private final Supplier<Decoders> decoders;
  private final InstantSource clock;
  private final ConcurrentMap<Sha1, TileCut> cuts = new ConcurrentHashMap<>();

  /// `decoders` are started by the first picture that has to be cut.
  public TileStore(TileCache cache, Supplier<Decoders> decoders, InstantSource clock) {
    this.cache = cache;
    this.decoders = decoders;
    this.clock = clock;
  }

  /// A tile that was asked for: there, or still to be cut.
  sealed interface Asked {
    /// The bytes of a tile.
    @SuppressWarnings("ArrayRecordComponent")
    record There(byte[] tile) implements Asked {}

    /// A tile that is on its way, and the share of all that is cut, from 0 to 1.
    record Coming(double share) implements Asked {}
  }

  /// Returns a tile that is cut.
  Optional<Asked> known(Sha1 sha1, Tiling tiling, int number) throws IOException {
    TileCut cut = cuts.get(sha1);
    Optional<byte[]> tile = cut != null && cut.isCutting() ? cut.find(number, false) : Optional.empty();
    return (tile.isPresent() ? tile : cache.find(sha1, number, tiling.count())).map(Asked.There::new);
  }

  /// Has the first of these files that is the image cut, and returns one of its tiles; with `waits`, as soon as it is there. Refused with the reason where it cannot be cut.
  Asked make(List<Path> files, Sha1 sha1, Tiling tiling, int number, boolean waits) throws IOException {
    cuts.values().removeIf(c -> !c.isCutting() && !c.hasJustFailed());
    TileCut cut = cuts.compute(sha1,
        (_, c) -> c != null && (c.isCutting() || !waits && c.hasJustFailed()) ? c : begun(files, sha1, tiling, number));
    Optional<byte[]> tile = cut.find(number, waits);
    return tile.isPresent() ? new Asked.There(tile.get()) : new Asked.Coming(cut.share());
  }

  private TileCut begun(List<Path> files, Sha1 sha1, Tiling tiling, int number) {
    var cut = new TileCut(cache, clock, sha1, tiling);
    Thread.ofVirtual().name("tiles-" + sha1).start(() -> cut.run(decoders, files, number));
    return cut;
  }
}
