package panoptic.http.spi;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import panoptic.http.Settings;
import panoptic.model.Person;

/// Who works with this data folder. Any thread may use it.
public interface People {
  List<Person> all();

  /// Returns the person of a name, and makes one where there is none yet.
  Person named(String name);

  /// Gives a person another name or colour, where not null. Refused with `NAME_TAKEN` where somebody bears the name.
  Person change(Person person, @Nullable String name, @Nullable Integer color);

  /// Returns a person's settings.
  Settings settings(Person person);

  /// Returns the person of a key, with the newest name and colour.
  default Optional<Person> find(String key) {
    return all().stream().filter(p -> p.key().equals(key)).findFirst();
  }
}
