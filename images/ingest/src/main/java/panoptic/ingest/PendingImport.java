package panoptic.ingest;

import java.util.List;
import panoptic.model.Person;

/// An import that began and has not ended: of these folders (texts of real paths), begun by a person when `after` was the project's last commit.
///
/// `number` tells imports of one project apart while they are under way.
public record PendingImport(int number, List<String> folders, Person person, long after) {
  public PendingImport {
    folders = List.copyOf(folders);
  }

  /// Returns how its commits are called in History. Folders with line ends in their names appear on one line.
  String label() {
    String first = folders.isEmpty() ? "" : folders.getFirst().replaceAll("\\p{Cntrl}", " ");
    return "Import of " + first + (folders.size() > 1 ? " and " + (folders.size() - 1) + " more" : "");
  }
}
