package panoptic.pluginprotocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/// Hashes of images: 40 digits each in JSON, 20 bytes each in a buffer.
public final class Sha1s {
  private static final int BYTES = 20;

  private Sha1s() {
  }

  public static byte[] bytes(Collection<String> sha1s) {
    var out = new byte[BYTES * sha1s.size()];
    int at = 0;
    for (String s : sha1s) {
      if (s.length() != 2 * BYTES) {
        throw new IllegalArgumentException("a sha1 has 40 hexadecimal digits, not \"" + s + "\"");
      }
      System.arraycopy(HexFormat.of().parseHex(s), 0, out, at, BYTES);
      at += BYTES;
    }
    return out;
  }

  /// Reads a buffer or a list; none where there is nothing.
  public static List<String> read(Tree tree) {
    if (!(tree.value() instanceof byte[] bytes)) {
      return tree.list().stream().map(Tree::text).toList();
    }
    if (bytes.length % BYTES != 0) {
      throw tree.refuse("hashes of 20 bytes");
    }
    var out = new ArrayList<String>(bytes.length / BYTES);
    for (int i = 0; i < bytes.length; i += BYTES) {
      out.add(HexFormat.of().formatHex(bytes, i, i + BYTES));
    }
    return out;
  }
}
