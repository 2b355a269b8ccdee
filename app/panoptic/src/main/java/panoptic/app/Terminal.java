package panoptic.app;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The three streams of a command, and which of them a person sits at.
///
/// `out` carries documents and tables, `err` all else. `people` names the streams that are terminals: `in`, `out`, `err`.
public record Terminal(InputStream in, PrintStream out, PrintStream err, List<String> people, boolean colours) {
  public Terminal {
    people = List.copyOf(people);
  }

  /// Returns the streams of this process. Java cannot tell which of them are terminals, so the launcher does.
  static Terminal ofProcess(Map<String, String> environment) {
    var people = List.of(System.getProperty("panoptic.terminal", "").split(","));
    boolean colours = people.contains("out") && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
    return new Terminal(System.in, utf8(new java.io.FileOutputStream(java.io.FileDescriptor.out), false),
        utf8(new java.io.FileOutputStream(java.io.FileDescriptor.err), true), people, colours);
  }

  static PrintStream utf8(java.io.OutputStream out, boolean flushed) {
    return new PrintStream(new java.io.BufferedOutputStream(out, 1 << 14), flushed, StandardCharsets.UTF_8);
  }

  boolean hasPersonAt(String stream) {
    return people.contains(stream);
  }

  String bold(String text) {
    return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  String dim(String text) {
    return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
  }

  String green(String text) {
    return colours ? "\u001b[32m" + text + "\u001b[0m" : text;
  }

  String red(String text) {
    return colours ? "\u001b[31m" + text + "\u001b[0m" : text;
  }
}
