package panoptic.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The stamps of Tux Paint (Debian package `tuxpaint-stamps-default`, GPL-2): 796 PNG and 248 SVG in folders by subject, described
/// in many languages. Fetched by `apt-get download`, which needs no root.
final class StampsCorpus extends FetchedCorpus {
  private static final String PACKAGE = "tuxpaint-stamps-default";

  private final String searchPath;

  StampsCorpus(Path cache, String searchPath) {
    super(cache);
    this.searchPath = searchPath;
  }

  @Override
  public String name() {
    return "stamps";
  }

  /// Tells whether this system has Debian packages.
  boolean isPossible() {
    return Tool.find("apt-get", searchPath).isPresent() && Tool.find("dpkg-deb", searchPath).isPresent();
  }

  @Override
  void prepare(Path empty) throws IOException, InterruptedException {
    Tool apt = Tool.find("apt-get", searchPath)
        .orElseThrow(() -> failed("this system has no apt-get; --corpus openmoji comes by npm instead."));
    Tool dpkg = Tool.find("dpkg-deb", searchPath).orElseThrow(() -> failed("this system has no dpkg-deb."));
    Path work = Files.createDirectory(empty.resolve("work"));
    download(apt, work);
    Path deb = only(work, ".deb").orElseThrow(() -> failed("apt-get left no package."));
    Path unpacked = Files.createDirectory(work.resolve("unpacked"));
    run(dpkg, work, "-x", deb.toString(), unpacked.toString());
    Path stamps = unpacked.resolve("usr/share/tuxpaint/stamps");
    if (!Files.isDirectory(stamps)) {
      throw failed("the package " + deb.getFileName() + " holds no stamps.");
    }
    keepPictures(stamps);
    Files.move(stamps, empty.resolve("pictures"));
    Files.move(unpacked.resolve("usr/share/doc").resolve(PACKAGE).resolve("copyright"), empty.resolve("LICENCE"));
    removeAll(work);
  }

  /// Downloads the package; where apt knows none, its lists are fetched: the system's where we may, else our own.
  private void download(Tool apt, Path work) throws IOException, InterruptedException {
    if (apt.run(work, "-q", "download", PACKAGE).code() == 0) {
      return;
    }
    if (apt.run(work, "-q", "update").code() == 0 && apt.run(work, "-q", "download", PACKAGE).code() == 0) {
      return;
    }
    Path lists = Files.createDirectories(work.resolve("lists/partial")).getParent();
    Path archives = Files.createDirectories(work.resolve("archives/partial")).getParent();
    var own = new ArrayList<>(
        List.of("-q", "-o", "Dir::State::lists=" + lists, "-o", "Dir::Cache=" + archives, "-o", "Debug::NoLocking=1"));
    var update = new ArrayList<>(own);
    update.add("update");
    run(apt, work, update.toArray(String[]::new));
    own.addAll(List.of("download", PACKAGE));
    run(apt, work, own.toArray(String[]::new));
  }

  private static Optional<Path> only(Path folder, String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().endsWith(ending)).findFirst();
    }
  }
}
