package panoptic.http.spi;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/// The command line of the program, run within the server, so that a command and the browsers share one open project. Any thread may use it.
public interface Commands {

  /// A command line: its arguments, the folder that relative paths begin at, which streams have a person at their end (`out`, `err`), whether colours are
  /// wanted, and what it reads.
  record Asked(List<String> arguments, Path folder, List<String> people, boolean colours, InputStream input) {
    public Asked {
      arguments = List.copyOf(arguments);
      people = List.copyOf(people);
    }
  }

  /// A command that was begun.
  interface Running {
    /// Runs it to its end; returns its exit code.
    int run();

    /// Asks it to end soon.
    void interrupt();
  }

  Running begin(Asked asked, OutputStream out, OutputStream err);
}
