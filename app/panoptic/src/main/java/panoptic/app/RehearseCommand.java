package panoptic.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `rehearse`: runs the usual commands on a project that is thrown away, so that Java can archive the classes they load. The launcher's own.
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
  private static final String COMMIT = """
      {"properties": [{"id": -1, "name": "year", "type": "date", "mode": "id"}, {"id": -2, "name": "subject", "type": "multi_tags", "mode": "sha1"}],
       "tags": [{"id": -1, "propertyId": -2, "value": "poster", "parents": [], "color": -1}]}
      """;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("panoptic-rehearsal");
    try {
      run(folder, "", "project", "create", "rehearsal");
      run(folder, COMMIT, "commit", "rehearsal", "-", "--json");
      for (String command : List.of("show", "log", "query", "undo", "redo")) {
        run(folder, "", command, "rehearsal");
        run(folder, "", command, "rehearsal", "--json");
      }
      run(folder, "", "import", "rehearsal", folder.resolve("projects").toString());
      run(folder, "", "project", "list");
      run(folder, "", "doctor", "--json");
      run(folder, "", "nonsense");
    } finally {
      FetchedCorpus.removeAll(folder);
    }
    return 0;
  }

  private static void run(Path folder, String input, String... arguments) {
    var nowhere = Terminal.utf8(OutputStream.nullOutputStream(), false);
    var terminal = new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), nowhere, nowhere, List.of(), false);
    Main.run(List.of(arguments),
        new Call(terminal, Map.of("PANOPTIC_DATA_DIR", folder.toString(), "PATH", System.getenv().getOrDefault("PATH", ""))));
  }
}
