package panoptic.vips;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One file for a worker to read: facts and renditions that fit `edges`, largest first, of a `quality` from 1 to 100; or, with `tiles`, all its pixels in tiles of the one
/// edge. `alone` says that no other worker is busy, so that a picture may take `memoryMegabytes` (instead of [DecodeWorker#SHARED_MEGABYTES]).
public record DecodeRequest(Path file, List<Integer> edges, boolean tiles, int quality, boolean alone, int memoryMegabytes) {
  /// The quality of renditions of which nobody said anything.
  public static final int USUAL_QUALITY = 85;

  public DecodeRequest {
    edges = List.copyOf(edges);
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("a quality is 1 to 100, not " + quality);
    }
    if (edges.isEmpty() || edges.size() > 16) {
      throw new IllegalArgumentException("one to 16 edges are rendered, not " + edges.size());
    }
    if (tiles && (edges.size() > 1 || edges.getFirst() % 2 != 0)) {
      throw new IllegalArgumentException("tiles have one edge, which is even, not " + edges);
    }
    for (int i = 0; i < edges.size(); i++) {
      if (edges.get(i) < 1 || edges.get(i) > 65_535 || (i > 0 && edges.get(i) >= edges.get(i - 1))) {
        throw new IllegalArgumentException("edges go from large to small within 1 to 65535, not " + edges);
      }
    }
  }

  /// Writes one frame; the caller flushes.
  public void write(DataOutputStream out) throws IOException {
    // A URI carries the exact bytes of a name, which a string of Java does not where they are not UTF-8.
    byte[] name = file.toUri().toString().getBytes(US_ASCII);
    out.writeInt(1 + 1 + 4 + 1 + 1 + 2 * edges.size() + name.length);
    out.writeByte(tiles ? 1 : 0);
    out.writeByte(alone ? 1 : 0);
    out.writeInt(memoryMegabytes);
    out.writeByte(quality);
    out.writeByte(edges.size());
    for (int edge : edges) {
      out.writeShort(edge);
    }
    out.write(name);
  }

  /// Reads the next frame; throws `EOFException` where the stream has ended.
  public static DecodeRequest read(DataInputStream in) throws IOException {
    int length = in.readInt();
    boolean tiles = in.readByte() != 0;
    boolean alone = in.readByte() != 0;
    int memory = in.readInt();
    int quality = in.readUnsignedByte();
    int n = in.readUnsignedByte();
    var edges = new ArrayList<Integer>();
    for (int i = 0; i < n; i++) {
      edges.add(in.readUnsignedShort());
    }
    byte[] name = in.readNBytes(length - 8 - 2 * n);
    return new DecodeRequest(Path.of(URI.create(new String(name, US_ASCII))), edges, tiles, quality, alone, memory);
  }
}
