package panoptic.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What Panoptic is made of: one library with its licence, as `THIRD_PARTY_NOTICES` lists it.
///
/// The file is made by `quality/notices.py` from what Maven and npm install, and lies in this module's jar. A section begins with a line
/// `== NAME VERSION · LICENCE`, and goes on with the text that its licence asks to be passed on.
record Notice(String name, String version, String licence, String text) {
  private static final String FILE = "/THIRD_PARTY_NOTICES";

  /// Reads all notices.
  static List<Notice> all() {
    try (var in = Notice.class.getResourceAsStream(FILE)) {
      return in == null ? List.of() : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Notice> parse(String file) {
    var out = new ArrayList<Notice>();
    for (String section : file.split("(?m)^== ", -1)) {
      int end = section.indexOf('\n');
      String head = end < 0 ? section : section.substring(0, end);
      int dot = head.indexOf(" · ");
      int space = dot < 0 ? -1 : head.lastIndexOf(' ', dot - 1);
      if (space > 0) {
        out.add(new Notice(head.substring(0, space), head.substring(space + 1, dot), head.substring(dot + 3),
            section.substring(end + 1).strip()));
      }
    }
    return out;
  }
}
