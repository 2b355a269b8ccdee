package panoptic.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import panoptic.http.JsonText;
import panoptic.model.Json;

/// Windows of a real Chromium that look at the first pictures of a project, with some texts below them (`web/e2e/watch.js`): how soon they show what others write.
final class RealBrowsers implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;

  private RealBrowsers(Process process) {
    this.process = process;
    said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /// Opens a window for each of `n` persons and returns when pictures stand in all of them.
  static RealBrowsers open(int n, ServedProgram program, String project, int[] texts) throws IOException {
    List<Guest> guests = IntStream.range(0, n).mapToObj(i -> guest(program, "Watcher " + i)).toList();
    for (Guest g : guests) {
      g.ask("PATCH", "/settings", Map.of("visible." + project, IntStream.of(texts).boxed().toList()));
      g.close();
    }
    var root = Path.of(System.getProperty("panoptic.root"));
    var browsers = new RealBrowsers(new ProcessBuilder("node", "e2e/watch.js").directory(root.resolve("web").toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start());
    String wanted = JsonText.write(Map.of("address", "http://" + guests.getFirst().origin() + "/p/" + project, "cookies",
        guests.stream().map(Guest::cookie).toList()));
    browsers.process.outputWriter(StandardCharsets.UTF_8).append(wanted).append('\n').flush();
    if (!"ready".equals(browsers.said.readLine())) {
      browsers.close();
      throw new IOException("the browsers do not show the project");
    }
    return browsers;
  }

  private static Guest guest(ServedProgram program, String name) {
    try {
      return program.guest(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns what is to be written so that the windows can tell how long ago that was.
  static String text() {
    return "at " + System.currentTimeMillis();
  }

  /// Prints what the windows saw.
  void tell() throws IOException {
    process.outputWriter().close();
    Json seen = Json.of(JsonText.read(String.valueOf(said.readLine()).getBytes(StandardCharsets.UTF_8), "what the browsers saw"));
    var shown = new Times();
    seen.get("shown").list().forEach(window -> window.list().forEach(ms -> shown.add(ms.integer() * 1_000_000L)));
    System.out
        .println("    edit written until a real browser shows it:   " + shown + ", in " + seen.get("shown").list().size() + " windows");
    System.out.println("    from their coming to the first pictures: "
        + String.join(", ", seen.get("pictures").list().stream().map(ms -> ms.integer() + " ms").toList()));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
