package panoptic.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import panoptic.http.spi.OwnerPlaces;

/// What the owner allowed, as the data folder keeps it.
final class DataPlaces implements OwnerPlaces {
  private final DataFolder data;
  private final Path home;

  DataPlaces(DataFolder data, Path home) {
    this.data = data;
    this.home = home;
  }

  @Override
  public List<Path> allowed() {
    var out = new ArrayList<Path>();
    if (data.isHomeAllowed()) {
      out.add(home);
    }
    data.roots().stream().filter(r -> !r.equals(home)).forEach(out::add);
    return out;
  }

  @Override
  public Path home() {
    return home;
  }

  @Override
  public void allow(Path folder) {
    data.allow(folder);
  }

  @Override
  public void set(List<Path> folders) {
    data.allowOnly(folders.stream().filter(f -> !f.equals(home)).toList(), folders.contains(home));
  }
}
