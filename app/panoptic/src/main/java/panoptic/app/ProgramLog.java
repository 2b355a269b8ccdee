package panoptic.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The log file of the program, in the data folder: `logs/panoptic-U.G.log`, three files of 1 MB for each of the processes that run at once.
///
/// It holds what commands were run and how they ended, and where a fault happened; never arguments, values, paths or messages of
/// exceptions, which may quote values.
final class ProgramLog implements AutoCloseable {
  private static final int BYTES = 1_000_000;
  private static final int FILES = 3;
  private static final Logger LOGGER = Logger.getLogger("panoptic");

  private final Path folder;
  private @Nullable Handler handler;

  ProgramLog(Path dataFolder) {
    folder = dataFolder.resolve("logs");
  }

  /// Returns the file that is written to, if it can be.
  Optional<Path> file() {
    return Files.exists(folder.resolve("panoptic-0.0.log")) || open() ? Optional.of(folder.resolve("panoptic-0.0.log")) : Optional.empty();
  }

  void ended(String command, int code, Duration took) {
    write(Level.INFO, command + " ended with " + code + " after " + took.toMillis() + " ms", null);
  }

  void fault(String command, Throwable fault) {
    write(Level.SEVERE, command + " failed by a fault of Panoptic", fault);
  }

  private void write(Level level, String words, @Nullable Throwable fault) {
    if (open()) {
      var entry = new LogRecord(level, words);
      entry.setThrown(fault);
      LOGGER.log(entry);
    }
  }

  private boolean open() {
    if (handler != null) {
      return true;
    }
    try {
      Files.createDirectories(folder);
      handler = new FileHandler(folder.toString().replace("%", "%%") + "/panoptic-%u.%g.log", BYTES, FILES, true);
    } catch (IOException | RuntimeException e) {
      return false; // A command works without its log.
    }
    handler.setFormatter(new Lines());
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(handler);
    return true;
  }

  @Override
  public void close() {
    if (handler != null) {
      LOGGER.removeHandler(handler);
      handler.close();
      handler = null;
    }
  }

  private static final class Lines extends Formatter {
    @Override
    public String format(LogRecord entry) {
      var out = new StringBuilder();
      out.append(Instant.ofEpochMilli(entry.getMillis()).truncatedTo(ChronoUnit.MILLIS)).append(' ').append(ProcessHandle.current().pid())
          .append(' ')
          .append(entry.getLevel().getName()).append(' ').append(entry.getMessage()).append('\n');
      for (Throwable t = entry.getThrown(); t != null; t = t.getCause()) {
        out.append("  ").append(t.getClass().getName()).append('\n');
        for (StackTraceElement frame : t.getStackTrace()) {
          out.append("    at ").append(frame).append('\n');
        }
      }
      return out.toString();
    }
  }
}
