package panoptic.pluginprotocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// What a message may hold, as the bytes of a file: one frame.
public final class KeptTree {
  private KeptTree() {
  }

  public static byte[] write(Map<String, ?> tree) {
    var out = new ByteArrayOutputStream();
    try {
      new Frames(InputStream.nullInputStream(), out).write(tree);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  /// Reads what [#write] wrote.
  public static Tree read(byte[] bytes) throws IOException {
    Tree tree = new Frames(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream()).read();
    if (tree == null) {
      throw new ProtocolException("there is nothing in it");
    }
    return tree;
  }
}
