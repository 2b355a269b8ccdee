package panoptic.vips;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a worker found out about one file.
public sealed interface DecodeReply {

  /// A picture, after its tiles where tiles were asked for; then it has no renditions, no colour and no hash. `sha1` is the digest of all `size` bytes. `width` and `height` are those of the picture as it is meant to be seen.
  /// `colour` is 0xRRGGBB, `blocks` what the file says of itself. The arrays are not copied.
  @SuppressWarnings("ArrayRecordComponent")
  record Picture(byte[] sha1, long size, Format format, int width, int height, int colour, long averageHash, MetadataBlocks blocks,
      List<Rendition> renditions) implements DecodeReply {}

  /// No picture that we can show, and why. `sha1` is empty where not all bytes could be read.
  @SuppressWarnings("ArrayRecordComponent")
  record Unreadable(byte[] sha1, long size, String reason) implements DecodeReply {}

  /// A picture that needs more memory than workers side by side may take: ask again with `alone`.
  record TooLargeToShare() implements DecodeReply {}

  /// One tile of a picture, a JPEG or a WebP; more follow, and at last another reply. Level 0 has all pixels, each further one half as many across and down. Columns count
  /// from the left of the upright picture, rows from above. The bytes are not copied.
  @SuppressWarnings("ArrayRecordComponent")
  record Tile(int level, int column, int row, byte[] bytes) implements DecodeReply {}

  /// What is being cut, before its first tile: the digest of all bytes of the file, and the size of the upright picture.
  @SuppressWarnings("ArrayRecordComponent")
  record TilesFollow(byte[] sha1, int width, int height) implements DecodeReply {}

  /// Takes replies, as they are made.
  interface Sink {
    void take(DecodeReply reply) throws IOException;
  }

  /// Writes one frame; the caller flushes.
  default void write(DataOutputStream out) throws IOException {
    switch (this) {
      case Picture p -> {
        out.writeByte(1);
        writeBytes(out, p.sha1);
        out.writeLong(p.size);
        out.writeByte(p.format.code());
        out.writeInt(p.width);
        out.writeInt(p.height);
        out.writeInt(p.colour);
        out.writeLong(p.averageHash);
        writeBytes(out, p.blocks.exif());
        writeBytes(out, p.blocks.iptc());
        writeBytes(out, p.blocks.xmp());
        out.writeByte(p.renditions.size());
        Rendition before = null;
        for (Rendition r : p.renditions) {
          boolean same = before != null && before.width() == r.width() && before.height() == r.height();
          out.writeShort(r.edge());
          out.writeShort(r.width());
          out.writeShort(r.height());
          out.writeByte(r.format().code());
          out.writeInt(same ? -1 : r.bytes().length);
          if (!same) {
            out.write(r.bytes());
          }
          before = r;
        }
      }
      case Unreadable u -> {
        out.writeByte(2);
        writeBytes(out, u.sha1);
        out.writeLong(u.size);
        writeBytes(out, u.reason.getBytes(UTF_8));
      }
      case TooLargeToShare ignored -> out.writeByte(3);
      case Tile t -> {
        out.writeByte(4);
        out.writeByte(t.level);
        out.writeInt(t.column);
        out.writeInt(t.row);
        writeBytes(out, t.bytes);
      }
      case TilesFollow f -> {
        out.writeByte(5);
        writeBytes(out, f.sha1);
        out.writeInt(f.width);
        out.writeInt(f.height);
      }
    }
  }

  /// Reads the next frame; throws `EOFException` where the worker has ended.
  static DecodeReply read(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case 1 -> readPicture(in);
      case 2 -> new Unreadable(readBytes(in), in.readLong(), new String(readBytes(in), UTF_8));
      case 3 -> new TooLargeToShare();
      case 4 -> new Tile(in.readUnsignedByte(), in.readInt(), in.readInt(), readBytes(in));
      case 5 -> new TilesFollow(readBytes(in), in.readInt(), in.readInt());
      default -> throw new IOException("a decoder sent a reply of the unknown kind " + kind);
    };
  }

  private static Picture readPicture(DataInputStream in) throws IOException {
    byte[] sha1 = readBytes(in);
    long size = in.readLong();
    Format format = Format.ofCode(in.readUnsignedByte());
    int width = in.readInt();
    int height = in.readInt();
    int colour = in.readInt();
    long hash = in.readLong();
    var blocks = new MetadataBlocks(readBytes(in), readBytes(in), readBytes(in));
    int n = in.readUnsignedByte();
    var renditions = new ArrayList<Rendition>();
    for (int i = 0; i < n; i++) {
      int edge = in.readUnsignedShort();
      int w = in.readUnsignedShort();
      int h = in.readUnsignedShort();
      Format f = Format.ofCode(in.readUnsignedByte());
      int length = in.readInt();
      if (length < -1 || (length == -1 && i == 0)) {
        throw new IOException("a decoder sent a rendition of " + length + " bytes");
      }
      renditions.add(new Rendition(edge, w, h, f, length == -1 ? renditions.getLast().bytes() : readExactly(in, length)));
    }
    return new Picture(sha1, size, format, width, height, colour, hash, blocks, List.copyOf(renditions));
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    return readExactly(in, in.readInt());
  }

  private static byte[] readExactly(DataInputStream in, int length) throws IOException {
    if (length < 0 || length > 64 << 20) {
      throw new IOException("a decoder sent a block of " + length + " bytes; the limit is 64 MB");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }
}
