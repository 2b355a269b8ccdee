package panoptic.app;

import panoptic.http.JsonText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import panoptic.model.Json;

/// Runs commands in this process, on a data folder of its own.
record Cli(Path data) {

  /// What a command said, and its exit code.
  record Ran(int code, String out, String err) {
    /// Returns the one JSON document that was printed.
    Json document() {
      return Json.of(JsonText.read(out.getBytes(UTF_8), "what was printed"));
    }

    List<Json> lines() {
      return out.lines().map(l -> Json.of(JsonText.read(l.getBytes(UTF_8), "a line"))).toList();
    }

    String errorCode() {
      return document().get("error").get("code").string();
    }

    String errorMessage() {
      return document().get("error").get("message").string();
    }

    /// Holds if the command ended with this exit code.
    Ran ends(int expected) {
      assertEquals(expected, code, () -> out + err);
      return this;
    }
  }

  Ran run(String... arguments) {
    return runWith("", arguments);
  }

  /// Runs a command that answers in JSON.
  Ran json(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    return run(all.toArray(String[]::new));
  }

  /// Runs a command with this text on its standard input.
  Ran runWith(String input, String... arguments) {
    return runAt(List.of(), Map.of(), input, arguments);
  }

  /// Runs a command where a person sits at some of the streams.
  Ran runAt(List<String> people, Map<String, String> environment, String input, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(UTF_8));
    boolean colours = people.contains("out") && !environment.containsKey("NO_COLOR");
    var all = new java.util.HashMap<>(
        Map.of("PANOPTIC_DATA_DIR", data.toString(), "PANOPTIC_CACHE_DIR", data.resolveSibling("cache").toString()));
    all.putAll(environment);
    int code = Main.run(List.of(arguments),
        new Call(new Terminal(in, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), people, colours), all));
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
