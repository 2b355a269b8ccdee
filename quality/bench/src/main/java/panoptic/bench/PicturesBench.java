package panoptic.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import panoptic.model.Sha1;
import panoptic.testkit.SeededPainter;

/// How soon 100,000 real pictures, imported before, are on the page: from a server that was just started, and from one that runs. The reference is Panoptic 1.0.0 on as many:
/// 1.3 s to the count, 1.6 s to pictures, 10.8 MB.
///
/// Argument: another number of pictures. Needs a built `./panoptic`.
public final class PicturesBench {
  private static final int EDGE = 96;
  private static final int A_FOLDER = 1_000;
  private static final int TURNS = 5;

  private PicturesBench() {}

  public static void main(String[] arguments) throws Exception {
    int pictures = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    Path folder = Files.createTempDirectory("panoptic-pictures");
    try {
      Path data = Files.createDirectories(folder.resolve("data"));
      Path corpus = folder.resolve("corpus");
      write(corpus, pictures);
      ServedProgram.run(data, "project", "create", "Pictures");
      long began = System.nanoTime();
      String told = ServedProgram.run(data, "import", "Pictures", corpus.toString(), "--json");
      System.out
          .println(String.format(Locale.ROOT, "import of %,d pictures: %.1f s (%s)", pictures, (System.nanoTime() - began) / 1e9, told));
      ServedProgram.start(data).close();
      for (int turn = 0; turn < TURNS; turn++) {
        try (ServedProgram program = ServedProgram.start(data)) {
          System.out.println(String.format(Locale.ROOT, "server answers after %.0f ms", program.answeredAfter()));
          open(program, "  opened for the first time");
          open(program, "  opened again            ");
        }
      }
    } finally {
      DecodeBench.deleteAll(folder);
    }
  }

  /// What a page asks for, one after the other, until the count and the first screen of pictures stand.
  private static void open(ServedProgram program, String how) throws IOException {
    try (Guest page = program.owner().more()) {
      String project = page.get("/projects").get("projects").list().getFirst().get("id").string();
      int before = page.received();
      long began = System.nanoTime();
      page.get("/session");
      page.get("/settings");
      String view = Screen.open(page, project);
      double counted = (System.nanoTime() - began) / 1e6;
      Screen screen = Screen.open(page, project, 0);
      int answers = page.received() - before;
      for (String sha1 : screen.sha1s()) {
        page.bytes("/projects/" + project + "/images/" + sha1 + "/medium");
      }
      double shown = (System.nanoTime() - began) / 1e6;
      int thumbnails = page.received() - before - answers;
      page.get("/projects/" + project);
      page.get("/projects/" + project + "/views/" + view);
      System.out.println(String.format(Locale.ROOT,
          "%s: count after %.0f ms, %d pictures after %.0f ms, all with the catalog after %.0f ms; %,d bytes of answers, %,d of thumbnails",
          how,
          counted, screen.sha1s().size(), shown, (System.nanoTime() - began) / 1e6, page.received() - before - thumbnails, thumbnails));
    }
  }

  private static void write(Path corpus, int pictures) throws IOException {
    var painter = new SeededPainter();
    var random = new SplittableRandom(11);
    for (int i = 0; i < pictures; i++) {
      Path folder = corpus.resolve("folder " + i / A_FOLDER);
      if (i % A_FOLDER == 0) {
        Files.createDirectories(folder);
      }
      var sha1 = new Sha1(random.nextLong(), random.nextLong(), random.nextInt());
      Files.write(folder.resolve(i + ".jpg"), painter.find(sha1, EDGE).orElseThrow().bytes());
    }
  }
}
