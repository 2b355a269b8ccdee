package panoptic.pluginprotocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Many texts as two buffers: `{"ends": i32 …, "utf8": bytes}`, where text `i` goes from the end of the one before to `ends[i]`.
public final class Texts {
  private Texts() {
  }

  public static Map<String, Object> of(Collection<String> texts) {
    var ends = new int[texts.size()];
    var utf8 = new java.io.ByteArrayOutputStream(texts.size() * 16);
    int i = 0;
    for (String t : texts) {
      utf8.writeBytes(t.getBytes(StandardCharsets.UTF_8));
      ends[i++] = utf8.size();
    }
    return Map.of("ends", ends, "utf8", utf8.toByteArray());
  }

  static List<String> read(Tree tree) {
    int[] ends = tree.get("ends").ints();
    byte[] utf8 = tree.get("utf8").bytes();
    var out = new ArrayList<String>(ends.length);
    int from = 0;
    for (int end : ends) {
      if (end < from || end > utf8.length) {
        throw tree.refuse("texts whose ends rise to " + utf8.length);
      }
      out.add(new String(utf8, from, end - from, StandardCharsets.UTF_8));
      from = end;
    }
    return out;
  }
}
