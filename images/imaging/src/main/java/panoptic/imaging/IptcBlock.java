package panoptic.imaging;

import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.iptc.IptcDirectory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what we keep of an IPTC block: the records themselves, or Photoshop's resources of which one holds them. Broken metadata is no metadata: it never throws.
final class IptcBlock {
  private static final byte[] PHOTOSHOP = "Photoshop 3.0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int RESOURCE = 0x3842494D; // 8BIM
  private static final int IPTC = 0x0404;
  private static final int RECORD = 0x1C;

  private IptcBlock() {}

  static Metadata read(byte[] block) {
    try {
      byte[] records = records(block);
      if (records.length == 0 || records[0] != RECORD) {
        return Metadata.NONE;
      }
      var found = new com.drew.metadata.Metadata();
      new com.drew.metadata.iptc.IptcReader().extract(new SequentialByteArrayReader(records), found, records.length);
      IptcDirectory d = found.getFirstDirectoryOfType(IptcDirectory.class);
      return d == null
          ? Metadata.NONE
          : Metadata.words(Optional.empty(), text(d, IptcDirectory.TAG_CAPTION), texts(d, IptcDirectory.TAG_KEYWORDS),
              texts(d, IptcDirectory.TAG_BY_LINE), text(d, IptcDirectory.TAG_COPYRIGHT_NOTICE));
    } catch (RuntimeException e) {
      // The library promises little about broken blocks; a picture is worth more than its metadata.
      return Metadata.NONE;
    }
  }

  /// Returns the records; of Photoshop's resources the content of the one that has them, or nothing.
  private static byte[] records(byte[] block) {
    if (!Arrays.equals(PHOTOSHOP, Arrays.copyOf(block, PHOTOSHOP.length))) {
      return block;
    }
    ByteBuffer in = ByteBuffer.wrap(block).position(PHOTOSHOP.length);
    while (in.remaining() >= 12 && in.getInt() == RESOURCE) {
      int kind = in.getShort() & 0xFFFF;
      int name = in.get() & 0xFF;
      in.position(in.position() + name + (name + 1 & 1)); // padded to an even length, its own byte counted
      int length = in.getInt();
      if (length < 0) { // would lead back, and round and round
        break;
      }
      if (kind == IPTC) {
        return Arrays.copyOfRange(block, in.position(), Math.min(block.length, in.position() + length));
      }
      in.position(in.position() + length + (length & 1));
    }
    return new byte[0];
  }

  private static Optional<String> text(IptcDirectory d, int tag) {
    String text = d.getString(tag);
    return text == null ? Optional.empty() : WrittenText.clean(text);
  }

  private static Optional<String> texts(IptcDirectory d, int tag) {
    String @Nullable [] texts = d.getStringArray(tag);
    return texts == null ? Optional.empty() : WrittenText.joined(List.of(texts));
  }
}
