package panoptic.http.spi;

import java.util.Optional;
import java.util.function.Consumer;
import panoptic.ingest.ImportOutcome;
import panoptic.ingest.ImportWork;
import panoptic.model.Person;

/// The project *Demo*, with real pictures to try the program with. There is one at most. Any thread may use it.
public interface Demo {

  /// Returns its identity; makes it, empty, where there is none.
  String project();

  /// Makes the work that fetches its pictures where they are not on this computer yet, imports and describes them; empty where the project has them all. The
  /// listener hears what became of each.
  Optional<ImportWork> work(OpenProject demo, Person by, Consumer<ImportOutcome> listener);
}
