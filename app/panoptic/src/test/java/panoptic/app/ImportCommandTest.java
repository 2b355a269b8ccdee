package panoptic.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.Json;

/// `import`, with real pictures and decoders: in this process, and as a process that is interrupted or killed.
final class ImportCommandTest {
  @TempDir
  Path temp;

  private Cli cli = new Cli(Path.of(""));
  private Path pictures = Path.of("");

  @BeforeEach
  void makeProject() throws IOException {
    cli = new Cli(temp.resolve("data"));
    pictures = Files.createDirectories(temp.resolve("pictures"));
    cli.json("project", "create", "P").ends(0);
  }

  private Map<String, Long> importAgain() {
    List<Json> lines = cli.json("import", "P", pictures.toString()).ends(0).lines();
    return lines.subList(0, lines.size() - 1).stream()
        .collect(Collectors.groupingBy(l -> l.get("outcome").string(), Collectors.counting()));
  }

  private static Json line(List<Json> lines, String name) {
    return lines.stream().filter(l -> l.has("path") && l.get("path").string().endsWith("/" + name)).findFirst().orElseThrow();
  }

  @Test
  void tellsTheOutcomeOfEachFileAndSumsUp() throws IOException {
    Drawing.png(pictures.resolve("a.png"), 1);
    Drawing.png(pictures.resolve("sub/b.png"), 2);
    Files.write(pictures.resolve("broken.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0});
    Files.writeString(pictures.resolve("notes.txt"), "no picture");
    List<Json> lines = cli.json("import", "P", pictures.toString()).ends(0).lines();
    UnaryOperator<String> outcome = name -> line(lines, name).get("outcome").string();
    assertEquals("imported", outcome.apply("a.png"));
    assertEquals(40, line(lines, "a.png").get("sha1").string().length());
    assertEquals("unreadable", outcome.apply("broken.png"));
    assertTrue(line(lines, "broken.png").get("reason").string().length() > 3);
    assertEquals("skipped", outcome.apply("notes.txt"));
    Json summary = lines.getLast().get("summary");
    assertEquals(List.of(2L, 1L, 1L), List.of(summary.get("imported").longInteger(), summary.get("unreadable").longInteger(),
        summary.get("skipped").longInteger()));
    for (String none : List.of("known", "changed", "moved", "missing", "returned")) {
      assertEquals(0, summary.get(none).integer());
    }
    assertTrue(summary.has("seconds"));
    Json shown = cli.json("show", "P").document();
    assertEquals(List.of(2, 2, 2),
        List.of(shown.get("images").integer(), shown.get("instances").integer(), shown.get("folders").integer()));
    Json row = cli.json("query", "P", "--limit", "1").document().get("rows").list().getFirst();
    assertEquals(Set.of("id", "sha1", "path"), ((Map<?, ?>) java.util.Objects.requireNonNull(row.value())).keySet());
    assertEquals(pictures.toRealPath().resolve("a.png").toString(), row.get("path").string());
  }

  @Test
  void tellsWhatChangedSince() throws IOException {
    Drawing.png(pictures.resolve("a.png"), 1);
    Drawing.png(pictures.resolve("b.png"), 2);
    Drawing.png(pictures.resolve("c.png"), 3);
    assertEquals(Map.of("imported", 3L), importAgain());
    assertEquals(Map.of("known", 3L), importAgain());
    Files.delete(pictures.resolve("a.png"));
    Files.createDirectory(pictures.resolve("sub"));
    Files.move(pictures.resolve("b.png"), pictures.resolve("sub/b.png"));
    assertEquals(Map.of("missing", 1L, "moved", 1L, "known", 1L), importAgain());
    assertEquals(1, cli.json("show", "P").document().get("missing").integer());
    assertTrue(cli.run("show", "P").out().contains("missing"));
  }

  @Test
  void failsOnlyWhereItCannotBegin() {
    assertEquals("unknown", cli.json("import", "P", temp.resolve("none").toString()).ends(1).errorCode());
    assertEquals("unknown", cli.json("import", "Q", pictures.toString()).ends(1).errorCode());
  }

  @Test
  void takesAnInstanceByCommitOnlyFromAnImportedFolder() throws IOException {
    Drawing.png(pictures.resolve("a.png"), 1);
    importAgain();
    Path later = pictures.resolve("later.png");
    Drawing.png(later, 2);
    String claim = "{\"instances\": [{\"id\": -1, \"url\": \"" + later.toRealPath() + "\"}]}";
    Json made = cli.runWith(claim, "commit", "P", "--json").ends(0).document();
    assertTrue(made.get("commit").get("instances").list().getFirst().get("id").integer() > 0);
    Path outside = temp.resolve("outside.png");
    Drawing.png(outside, 3);
    assertEquals("notPermitted",
        cli.runWith(claim.replace(later.toRealPath().toString(), outside.toString()), "commit", "P", "--json").ends(3).errorCode());
  }

  @Test
  void drawsABarOnATerminalAndSparseLinesElsewhere() {
    assertEquals("Importing  ███████████████░░░░░░░░░░░░░░░  50 of 100, 10/s, 5 s left", ProgressBar.line("Importing", 50, 100, 10));
    assertEquals("Importing  7", ProgressBar.line("Importing", 7, 0, 0));
    assertEquals("Importing  ██████████████████████████████  1,000 of 1,000", ProgressBar.line("Importing", 1000, 1000, 0));
  }

  private Process start(String... arguments) throws IOException {
    var command = new ArrayList<String>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dpanoptic.root=" + System.getProperty("panoptic.root"), "-cp",
            System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--data", cli.data().toString()));
    return new ProcessBuilder(command).redirectError(temp.resolve("err").toFile()).start();
  }

  /// Sends a signal once three files have an outcome; returns how many the process said were imported until its end.
  private static int cut(Process process, String signal, String outcome) throws IOException, InterruptedException {
    int told = 0;
    try (var out = process.inputReader(UTF_8)) {
      int met = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        told += line.contains("\"outcome\":\"imported\"") ? 1 : 0;
        met += line.contains("\"outcome\":\"" + outcome + "\"") ? 1 : 0;
        if (met == 3) {
          assertTrue(process.isAlive(), "the import was over before it could be cut");
          new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
          met++;
        }
      }
    }
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return told;
  }

  private int countAfterACut(int atLeast, int all) {
    int images = cli.json("show", "P").ends(0).document().get("images").integer();
    assertTrue(images >= atLeast && images < all, images + " of " + all + ", told were " + atLeast);
    assertTrue(cli.json("project", "check", "P").ends(0).document().get("ok").bool());
    return images;
  }

  @Test
  @Tag("slow")
  @EnabledOnOs(value = {OS.LINUX, OS.MAC}, disabledReason = "signals are sent")
  void goesOnAfterKill9AndAfterCtrlCAsOneStep() throws Exception {
    int all = 300 * Math.max(2, Runtime.getRuntime().availableProcessors());
    Drawing.large(pictures, all);
    Process process = start("import", "P", pictures.toString(), "--json");
    int told = cut(process, "-KILL", "imported");
    assertEquals(137, process.exitValue());
    int first = countAfterACut(told, all);
    process = start("import", "P", pictures.toString(), "--json");
    told = cut(process, "-INT", "known");
    assertEquals(130, process.exitValue(), Files.readString(temp.resolve("err")));
    int second = countAfterACut(first + told, all);
    assertEquals(Map.of("known", (long) second, "imported", (long) all - second), importAgain());
    assertEquals(1, cli.json("log", "P").lines().stream().map(l -> l.get("step").integer()).distinct().count(), "the import is one step");
    cli.json("revert", "P", "1").ends(0);
    assertEquals(0, cli.json("show", "P").document().get("images").integer());
  }

  @Test
  void takesNamesThatAreNotUtf8FromTheCommandLine() {
    byte[] words = "java\0-jar\0x\0import\0P\0/tmp/caf\0".getBytes(UTF_8);
    byte[] latin = java.util.Arrays.copyOf(words, words.length + 1);
    latin[latin.length - 2] = (byte) 0xe9;
    latin[latin.length - 1] = 0;
    assertEquals(List.of("import", "P", "/tmp/caf\uEFE9"), RawArguments.restore(new String[] {"import", "P", "/tmp/caf\uFFFD"}, latin));
  }
}
