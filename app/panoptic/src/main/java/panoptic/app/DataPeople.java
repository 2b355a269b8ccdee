package panoptic.app;

import java.util.List;
import org.jspecify.annotations.Nullable;
import panoptic.http.Settings;
import panoptic.http.spi.People;
import panoptic.model.Person;
import panoptic.model.spi.Disk;

/// The people of a data folder and their settings.
final class DataPeople implements People {
  private final DataFolder data;
  private final Disk disk;

  DataPeople(DataFolder data, Disk disk) {
    this.data = data;
    this.disk = disk;
  }

  @Override
  public List<Person> all() {
    return data.people();
  }

  @Override
  public Person named(String name) {
    return data.person(name);
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
