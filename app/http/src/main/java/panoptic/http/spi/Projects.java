package panoptic.http.spi;

import java.util.List;

/// The projects of the data folder and what can be done with them as a whole. Any thread may use it.
public interface Projects {

  /// Returns what is known of all projects without opening one.
  List<ProjectCard> cards();

  /// Opens a project by its identity. Refused with `UNKNOWN` where no listed project has it, `LOCKED` where another process has it open.
  OpenProject open(String id);
}
