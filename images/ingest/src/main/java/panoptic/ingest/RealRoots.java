package panoptic.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import panoptic.model.Root;

/// The roots of a project that are there now, by their real paths. A root keeps the path it was imported under, even where a part of that is a link now.
final class RealRoots {
  private record Place(Root root, Path real) {}

  private final List<Place> places = new ArrayList<>();

  RealRoots(List<Root> roots) {
    for (Root r : roots) {
      Path path = FileNames.path(r.path());
      try {
        if (Files.isDirectory(path)) {
          places.add(new Place(r, path.toRealPath()));
        }
      } catch (IOException e) {
        // Not there now.
      }
    }
  }

  /// Allows what lies in the roots.
  Allowed allowed() {
    return Allowed.of(places.stream().map(Place::real).toList());
  }

  /// Returns what a real path is called in the project: by the deepest root it lies in; empty where it lies in none.
  Optional<String> text(Path real) {
    return places.stream().filter(p -> real.startsWith(p.real)).max((a, b) -> Integer.compare(a.real.getNameCount(), b.real.getNameCount()))
        .map(p -> real.equals(p.real) ? p.root.path() : FileNames.join(p.root.path(), below(p.real, real)));
  }

  private static String below(Path root, Path real) {
    String text = FileNames.text(root);
    return FileNames.text(real).substring(text.endsWith("/") ? text.length() : text.length() + 1);
  }
}
