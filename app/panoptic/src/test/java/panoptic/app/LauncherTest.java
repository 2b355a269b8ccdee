package panoptic.app;

import panoptic.http.JsonText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script `./panoptic`, run for real in a small checkout of its own, where a stand-in for Maven "builds" [EchoProgram].
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell is needed")
final class LauncherTest {
  private static final List<String> TOOLS = List.of("sh", "find", "sed", "tail", "head", "ls", "mv", "rm", "rmdir", "cp", "mkdir", "ln",
      "readlink", "cksum",
      "touch", "nice", "sleep", "grep", "cat", "dirname", "uname", "env");

  @TempDir
  Path temp;

  private Path checkout = Path.of("");
  private Path bin = Path.of("");

  private record Ran(int code, String out, String err, long pid) {
  }

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectories(temp.resolve("a folder/the checkout"));
    bin = Files.createDirectory(temp.resolve("bin"));
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin/", "/bin/")) {
        if (Files.exists(Path.of(place + tool))) {
          Files.createSymbolicLink(bin.resolve(tool), Path.of(place + tool));
          break;
        }
      }
    }
    Path root = Path.of(System.getProperty("panoptic.root"));
    Files.copy(root.resolve("panoptic"), checkout.resolve("panoptic"));
    write("pom.xml", "<project/>");
    write("app/panoptic/pom.xml", "<project/>");
    write("app/panoptic/src/main/java/Main.java", "class Main {}");
    script(checkout.resolve("images/vips/fetch.sh"),
        "command -v npm >/dev/null || { echo 'npm is missing'; exit 1; }\nmkdir -p .build/natives; echo fetched >>.build/fetches; cd \"${0%/*}/../..\"; mkdir -p .build/natives\n"
            + "echo library >.build/natives/libvips.so; printf '%s\\n' \"$PWD/.build/natives/libvips.so\" >.build/natives/libvips.path");
    jar(temp.resolve("echo.jar"));
  }

  @AfterEach
  void removeLinksThatLeadOutside() throws IOException {
    try (var links = Files.list(bin)) {
      for (Path link : links.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
    Files.deleteIfExists(temp.resolve("alternative"));
  }

  @Test
  void saysHowToGetJdk25WhereThereIsNone() throws Exception {
    Ran ran = run(Map.of("PANOPTIC_JDKS", ""), checkout, "./panoptic", "show", "Demo");
    assertEquals(1, ran.code);
    assertTrue(ran.err.startsWith("Panoptic needs JDK 25"), ran.err);
    assertEquals(1, ran.err.lines().count(), ran.err);
    assertEquals("", ran.out);
  }

  @Test
  void saysSoInJsonToo() throws Exception {
    Ran ran = run(Map.of("PANOPTIC_JDKS", ""), checkout, "./panoptic", "show", "Demo", "--json");
    var error = panoptic.model.Json.of(JsonText.read(ran.out.getBytes(UTF_8), "output")).get("error");
    assertEquals("missing", error.get("code").string());
    assertTrue(error.get("message").string().contains("JDK 25"));
  }

  @Test
  void passesOverAnOlderJdk() throws Exception {
    Path old = Files.createDirectories(temp.resolve("jdk-17"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");
    script(old.resolve("bin/java"), "echo old");
    script(old.resolve("bin/javac"), "echo old");
    withMaven();
    withNpm();
    Ran ran = run(Map.of("JAVA_HOME", old.toString(), "PANOPTIC_JDKS", System.getProperty("java.home")), checkout, "./panoptic", "show");
    assertEquals(0, ran.code, ran.err);
    assertTrue(ran.out.contains("argument show"), ran.out);
  }

  @Test
  void findsTheJdkOnThePathThroughLinks() throws Exception {
    withMaven();
    withNpm();
    Files.createSymbolicLink(bin.resolve("javac"), temp.resolve("alternative"));
    Files.createSymbolicLink(temp.resolve("alternative"), Path.of(System.getProperty("java.home"), "bin", "javac"));
    Ran ran = run(Map.of("PANOPTIC_JDKS", ""), checkout, "./panoptic", "show");
    assertEquals(0, ran.code, ran.err);
  }

  @Test
  void saysHowToGetMavenWhenItMustBuild() throws Exception {
    Ran ran = run(jdk(), checkout, "./panoptic", "show");
    assertEquals(1, ran.code);
    assertTrue(ran.err.contains("Panoptic needs Maven"), ran.err);
  }

  @Test
  void saysHowToGetNodeWhenItMustFetch() throws Exception {
    withMaven();
    Ran ran = run(jdk(), checkout, "./panoptic", "show");
    assertEquals(1, ran.code);
    assertTrue(ran.err.contains("Panoptic needs Node"), ran.err);
  }

  @Test
  void showsWhatMavenSaidWhereItFailed() throws Exception {
    script(bin.resolve("mvn"), "echo '[ERROR] Main.java:[1,2] this is wrong'; exit 1");
    Ran ran = run(jdk(), checkout, "./panoptic", "show", "--json");
    assertEquals(1, ran.code);
    assertTrue(ran.err.contains("this is wrong"), ran.err);
    assertTrue(ran.out.startsWith("{\"error\":{\"code\":\"build\""), ran.out);
    assertFalse(Files.exists(checkout.resolve(".build/lock")));
  }

  @Test
  void buildsOnceAndAgainOnlyWhenSourcesChanged() throws Exception {
    withMaven();
    withNpm();
    assertEquals(0, run(jdk(), checkout, "./panoptic", "show").code);
    Ran second = run(jdk(), checkout, "./panoptic", "show");
    assertEquals("", second.err);
    assertEquals(1, builds());
    write("app/panoptic/src/test/java/MainTest.java", "class MainTest {}");
    run(jdk(), checkout, "./panoptic", "show");
    assertEquals(1, builds());
    Thread.sleep(20);
    write("app/panoptic/src/main/java/Main.java", "class Main { }");
    run(jdk(), checkout, "./panoptic", "show");
    assertEquals(2, builds());
    Thread.sleep(20);
    Files.delete(checkout.resolve("app/panoptic/src/main/java/Main.java"));
    run(jdk(), checkout, "./panoptic", "show");
    assertEquals(3, builds());
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    withMaven();
    withNpm();
    var started = new ArrayList<Process>();
    for (int i = 0; i < 3; i++) {
      started.add(start(jdk(), checkout, "./panoptic", "show"));
    }
    for (Process p : started) {
      assertTrue(new String(p.getInputStream().readAllBytes(), UTF_8).contains("argument show"));
      assertEquals(0, p.waitFor());
    }
    assertEquals(1, builds());
  }

  @Test
  void takesOverTheLockOfABuilderThatDied() throws Exception {
    withMaven();
    withNpm();
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(checkout.resolve(".build"));
    Files.createSymbolicLink(checkout.resolve(".build/lock"), Path.of("builder-" + dead.pid()));
    assertEquals(0, run(jdk(), checkout, "./panoptic", "show").code);
    assertEquals(1, builds());
  }

  @Test
  void becomesTheProgramAndPassesArgumentsAndExitCode() throws Exception {
    withMaven();
    withNpm();
    Ran ran = run(jdk(), checkout, "./panoptic", "fail", "two words", "", "*", "--json");
    assertEquals(3, ran.code);
    assertTrue(ran.out.contains("pid " + ran.pid + "\n"), ran.out);
    assertTrue(ran.out.endsWith("argument fail\nargument two words\nargument \nargument *\nargument --json\n"), ran.out);
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    withMaven();
    withNpm();
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../a folder/the checkout/panoptic"));
    Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));
    Ran ran = run(jdk(), elsewhere, "./second", "show");
    assertEquals(0, ran.code, ran.err);
    assertTrue(ran.out.contains("root " + checkout.toRealPath()), ran.out);
  }

  @Test
  void keepsAnArchiveOfClassesForTheNextCommands() throws Exception {
    withMaven();
    withNpm();
    assertEquals(0, run(Map.of("JAVA_HOME", System.getProperty("java.home"), "PANOPTIC_ARCHIVE", ""), checkout, "./panoptic", "show").code);
    Path program = checkout.resolve(".build").resolve(Files.readString(checkout.resolve(".build/current")).strip());
    for (int i = 0; i < 300 && !endsInside(program, ".jsa"); i++) {
      Thread.sleep(100);
    }
    while (endsInside(program, ".making")) {
      Thread.sleep(20);
    }
    assertTrue(endsInside(program, ".jsa"), "no archive after 30 s");
    Ran ran = run(jdk(), checkout, "./panoptic", "show");
    assertEquals("", ran.err);
    assertTrue(ran.out.contains("option -XX:SharedArchiveFile="), ran.out);
  }

  private static boolean endsInside(Path folder, String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.anyMatch(f -> f.toString().endsWith(ending));
    }
  }

  private static Map<String, String> jdk() {
    return Map.of("JAVA_HOME", System.getProperty("java.home"));
  }

  private int builds() throws IOException {
    Path counted = checkout.resolve(".build-count");
    return Files.exists(counted) ? (int) Files.readString(counted).lines().count() : 0;
  }

  private void withMaven() throws IOException {
    script(bin.resolve("mvn"),
        "cd '" + checkout + "' && echo built >>.build-count && sleep 0.3 && mkdir -p app/panoptic/target/lib\n" + "cp '"
            + temp.resolve("echo.jar") + "' app/panoptic/target/panoptic-0.1.0.jar && cp '" + temp.resolve("echo.jar")
            + "' app/panoptic/target/lib/other.jar");
  }

  private void withNpm() throws IOException {
    script(bin.resolve("npm"), "exit 0");
  }

  private void write(String file, String text) throws IOException {
    Path path = checkout.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void jar(Path file) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, EchoProgram.class.getName());
    String entry = EchoProgram.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(file), manifest);
        var in = java.util.Objects.requireNonNull(LauncherTest.class.getClassLoader().getResourceAsStream(entry))) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
      out.closeEntry();
    }
  }

  private Process start(Map<String, String> environment, Path folder, String... command) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", bin.toString(), "HOME", temp.toString(), "PANOPTIC_JDKS", "", "PANOPTIC_ARCHIVE", "no"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Ran run(Map<String, String> environment, Path folder, String... command) throws Exception {
    Process process = start(environment, folder, command);
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Ran(process.waitFor(), out, err, process.pid());
  }
}
