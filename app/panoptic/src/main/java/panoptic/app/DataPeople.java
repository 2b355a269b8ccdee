package panoptic.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import panoptic.http.Settings;
import panoptic.http.spi.People;
import panoptic.model.Person;
import panoptic.model.spi.Disk;

/// The people of a data folder and their settings.
final class DataPeople implements People {
  private record Known(FileTime time, List<Person> people) {}

  private final DataFolder data;
  private final Disk disk;
  private volatile @Nullable Known known;

  DataPeople(DataFolder data, Disk disk) {
    this.data = data;
    this.disk = disk;
  }

  /// Every request asks: the file is read again only where it is another.
  @Override
  public List<Person> all() {
    FileTime time;
    try {
      time = Files.getLastModifiedTime(data.folder().resolve("people.json"));
    } catch (IOException e) {
      return data.people();
    }
    Known before = known;
    if (before != null && before.time().equals(time)) {
      return before.people();
    }
    var read = new Known(time, List.copyOf(data.people()));
    known = read;
    return read.people();
  }

  @Override
  public Person named(String name) {
    return all().stream().filter(p -> p.name().equals(name)).findFirst().orElseGet(() -> data.person(name));
  }

  @Override
  public Person change(Person person, @Nullable String name, @Nullable Integer color) {
    return data.change(person, name, color);
  }

  @Override
  public Settings settings(Person person) {
    return new Settings(disk, data.folder().resolve("settings").resolve(person.key() + ".json"));
  }
}
