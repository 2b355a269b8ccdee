package panoptic.http;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import panoptic.http.spi.OwnerPlaces;
import panoptic.imaging.Decoders;
import panoptic.imaging.Examination;
import panoptic.ingest.Allowed;
import panoptic.ingest.FileNames;
import panoptic.ingest.PictureSniff;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// Folders of this machine to choose from: what lies in those that the owner allowed, links followed, hidden ones left out. Paths travel in bodies.
public final class PlaceRoutes implements Routes {
  private static final int MOST_FOLDERS = 2000;
  private static final int MOST_PLACES = 100;
  private static final int PREVIEWS = 8;
  private static final int TRIES = 24;
  private static final int PREVIEW_EDGE = 128;
  private static final long COUNT_NANOS = 500_000_000;
  private static final long LIST_NANOS = 2_000_000_000;

  private final OwnerPlaces places;
  private final Supplier<Decoders> decoders;

  public PlaceRoutes(OwnerPlaces places, Supplier<Decoders> decoders) {
    this.places = places;
    this.decoders = decoders;
  }

  @Override
  public void addTo(RouteTable table) {
    table.get("/places", Access.SESSION, x -> x.answer(document()));
    table.put("/places", Access.OWNER, this::allow);
    table.post("/places/list", Access.PERSON, this::list);
    table.post("/places/count", Access.PERSON, this::count);
    table.post("/places/preview", Access.PERSON, this::preview);
  }

  private Map<String, Object> document() {
    return Map.of("places", places.allowed().stream().map(this::place).toList());
  }

  private Map<String, Object> place(Path folder) {
    return Exchange.document("name", name(folder), "path", FileNames.text(folder), "home", folder.equals(places.home()), "there",
        Files.isDirectory(folder));
  }

  private static String name(Path folder) {
    String name = FileNames.name(folder);
    return name.isEmpty() ? FileNames.text(folder) : name;
  }

  private void allow(Exchange x) throws IOException {
    var paths = x.json().only(Set.of("paths")).get("paths");
    if (paths.isNull() || paths.list().size() > MOST_PLACES) {
      throw paths.refuse("takes a list of at most " + MOST_PLACES + " folders");
    }
    List<Path> before = places.allowed();
    places.set(paths.list(p -> {
      Path folder = path(p.string());
      if (!before.contains(folder) && !Files.isDirectory(folder)) {
        throw p.refuse(p.string() + " is not a folder");
      }
      return folder;
    }));
    x.answer(document());
  }

  private static Path path(String text) {
    try {
      Path path = FileNames.path(text);
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new RefusedException(ErrorCode.INVALID, "\"" + text + "\" is not an absolute path");
  }

  /// Returns the folder that a body names, as a real path in what the owner allowed; hidden ones are as if they were not there.
  private Path asked(Exchange x) throws IOException {
    Path folder = Allowed.of(places.allowed()).directory(x.json().only(Set.of("path")).get("path").string());
    Path top = top(folder);
    for (Path name : top.relativize(folder)) {
      if (name.toString().startsWith(".")) {
        throw new RefusedException(ErrorCode.UNKNOWN, "there is no such folder");
      }
    }
    return folder;
  }

  /// Returns the allowed folder that a real path lies in, the outermost where several do.
  private Path top(Path real) {
    return places.allowed().stream().map(PlaceRoutes::real).filter(real::startsWith).min(Comparator.comparingInt(Path::getNameCount))
        .orElseThrow(() -> new RefusedException(ErrorCode.NOT_PERMITTED, "the folder lies in none that was allowed"));
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }

  private void list(Exchange x) throws IOException {
    Path folder = asked(x);
    var parts = new ArrayList<Map<String, Object>>();
    Path top = top(folder);
    for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
      parts.addFirst(place(at));
    }
    var folders = new ArrayList<Path>();
    int pictures = 0;
    long until = System.nanoTime() + LIST_NANOS;
    try (var entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = FileNames.name(entry);
        if (name.startsWith(".") || System.nanoTime() - until > 0) {
          continue;
        }
        if (PictureSniff.hasPictureEnding(name)) {
          pictures++;
        } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(entry);
        }
      }
    }
    folders.sort(Comparator.comparing(f -> FileNames.name(f).toLowerCase(java.util.Locale.ROOT)));
    List<Path> shown = folders.subList(0, Math.min(MOST_FOLDERS, folders.size()));
    x.answer(Exchange.document("path", FileNames.text(folder), "parts", parts, "folders", shown.stream().map(this::place).toList(), "more",
        folders.size() - shown.size(), "pictures", pictures));
  }

  private void count(Exchange x) throws IOException {
    Path folder = asked(x);
    long until = System.nanoTime() + COUNT_NANOS;
    var pictures = new int[1];
    var complete = new boolean[] {true};
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return !directory.equals(folder) && FileNames.name(directory).startsWith(".")
            ? FileVisitResult.SKIP_SUBTREE
            : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        pictures[0] += attributes.isRegularFile() && PictureSniff.hasPictureEnding(FileNames.name(file)) ? 1 : 0;
        complete[0] = System.nanoTime() - until < 0;
        return complete[0] ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE;
      }
    });
    x.answer(Map.of("pictures", pictures[0], "complete", complete[0]));
  }

  private void preview(Exchange x) throws IOException {
    Path folder = asked(x);
    var candidates = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = FileNames.name(entry);
        if (!name.startsWith(".") && PictureSniff.hasPictureEnding(name) && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          candidates.add(entry);
        }
        if (candidates.size() >= MOST_FOLDERS) {
          break;
        }
      }
    }
    candidates.sort(Comparator.comparing(FileNames::name));
    var found = new ArrayList<Map<String, Object>>();
    for (Path file : candidates.subList(0, Math.min(TRIES, candidates.size()))) {
      if (found.size() < PREVIEWS && decoders.get().render(file, PREVIEW_EDGE) instanceof Examination.Picture p) {
        found.add(Map.of("name", FileNames.name(file), "jpeg", Base64.getEncoder().encodeToString(p.thumbnails().getFirst().bytes())));
      }
    }
    x.answer(Map.of("pictures", found));
  }
}
