package panoptic.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import panoptic.http.JsonText;
import panoptic.model.Json;

/// How soon a real Chromium shows a made-up project of 1,000,000 images × 20 properties, and what a click on a value in its side bar asks for (`web/e2e/clicks.js`). The
/// reference is what of that the server took.
///
/// Arguments: another number of images, and of clicks. Needs a built `./panoptic` and Chromium.
public final class PageBench {
  /// Properties whose values are open in the side bar.
  private static final List<String> OPEN = List.of("author", "dominant colour", "kind", "year");

  private PageBench() {}

  public static void main(String[] arguments) throws Exception {
    int images = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    Path data = Files.createTempDirectory("panoptic-page");
    try {
      ServedProgram.run(data, "project", "create", "Million", "--synthetic", Integer.toString(images));
      ServedProgram.start(data).close(); // builds the page where that is missing, and the archive of classes
      try (ServedProgram program = ServedProgram.start(data)) {
        Json seen = look(program, turns);
        tell("from coming to the first pictures", seen.get("first"));
        tell("from a click on a value to the rows of the new view", seen.get("rows"));
        tell("  of that, the server's answers one after the other", seen.get("asked"));
        tell("  to the pictures that are seen of it", seen.get("pictures"));
        tell("  to the counts of the other values", seen.get("counts"));
      }
    } finally {
      DecodeBench.deleteAll(data);
    }
  }

  private static Json look(ServedProgram program, int turns) throws IOException, InterruptedException {
    Guest owner = program.owner();
    String project = owner.get("/projects").get("projects").list().getFirst().get("id").string();
    var open = new HashMap<String, Boolean>();
    for (Json property : owner.get("/projects/" + project).get("properties").list()) {
      if (OPEN.contains(property.get("name").string())) {
        open.put("p" + property.get("id").integer(), true);
      }
    }
    owner.ask("PATCH", "/settings", Map.of("open.properties." + project, open));
    var root = Path.of(System.getProperty("panoptic.root"));
    Process process = new ProcessBuilder("node", "e2e/clicks.js").directory(root.resolve("web").toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      var wanted = Map.of("address", "http://" + owner.origin() + "/p/" + project, "cookie", owner.cookie(), "turns", turns);
      process.outputWriter(StandardCharsets.UTF_8).append(JsonText.write(wanted)).append('\n').flush();
      return Json.of(JsonText.read(String.valueOf(said.readLine()).getBytes(StandardCharsets.UTF_8), "what the browser saw"));
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.waitFor();
    }
  }

  private static void tell(String what, Json millis) {
    var times = new Times();
    millis.list().forEach(ms -> times.add(ms.integer() * 1_000_000L));
    System.out.println(String.format(Locale.ROOT, "%-54s %s", what + ":", times));
  }
}
