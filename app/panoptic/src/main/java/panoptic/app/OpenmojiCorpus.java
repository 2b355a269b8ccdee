package panoptic.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import panoptic.http.JsonText;
import panoptic.model.Json;

/// The emoji of OpenMoji (npm package `openmoji`, CC BY-SA 4.0): some 2,400 SVG, put into folders by group and subgroup, variants by the
/// colour of skin left out. Fetched by `npm pack`.
final class OpenmojiCorpus extends FetchedCorpus {
  private final String searchPath;

  OpenmojiCorpus(Path cache, String searchPath) {
    super(cache);
    this.searchPath = searchPath;
  }

  @Override
  public String name() {
    return "openmoji";
  }

  @Override
  void prepare(Path empty) throws IOException, InterruptedException {
    Tool npm = Tool.find("npm", searchPath).orElseThrow(() -> failed("npm is missing; install Node 20 or newer, which brings it."));
    Tool tar = Tool.find("tar", searchPath).orElseThrow(() -> failed("tar is missing."));
    Path work = Files.createDirectory(empty.resolve("work"));
    run(npm, work, "pack", "--silent", "openmoji");
    Path archive;
    try (var files = Files.list(work)) {
      archive = files.filter(f -> f.toString().endsWith(".tgz")).findFirst().orElseThrow(() -> failed("npm left no package."));
    }
    run(tar, work, "-xzf", archive.toString());
    Path content = work.resolve("package");
    sort(content, Files.createDirectory(empty.resolve("pictures")));
    Files.move(content.resolve("LICENSE.txt"), empty.resolve("LICENCE"));
    removeAll(work);
  }

  private static void sort(Path content, Path pictures) throws IOException {
    Json all = Json.of(JsonText.read(Files.readAllBytes(content.resolve("data/openmoji.json")), "openmoji.json"));
    for (Json emoji : all.list()) {
      Path svg = content.resolve("color/svg").resolve(emoji.get("hexcode").string() + ".svg");
      if (emoji.get("skintone").value() instanceof String tone && !tone.isEmpty() || !Files.exists(svg)) {
        continue;
      }
      Path folder = pictures.resolve(emoji.get("group").string()).resolve(emoji.get("subgroups").string());
      Files.createDirectories(folder);
      Files.move(svg, folder.resolve(svg.getFileName()));
      Files.writeString(folder.resolve(emoji.get("hexcode").string() + ".txt"), emoji.get("annotation").string() + "\n",
          StandardCharsets.UTF_8);
    }
  }
}
