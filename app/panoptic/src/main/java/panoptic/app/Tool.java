package panoptic.app;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A program of the system that we call: `apt-get`, `dpkg-deb`, `npm`, `tar`, `python3`.
record Tool(Path program) {

  /// How a call ended: its exit code, and all that it said.
  record Ended(int code, String words) {
    /// Returns the last line that says something.
    String lastLine() {
      return words.lines().filter(l -> !l.isBlank()).reduce((a, b) -> b).orElse("it said nothing").strip();
    }
  }

  /// Looks a program up as a shell does.
  static Optional<Tool> find(String name, String searchPath) {
    for (String folder : searchPath.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(new Tool(candidate));
      }
    }
    return Optional.empty();
  }

  /// Runs the program in a folder and waits for its end. An interrupt ends it too.
  Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    // Whoever reads what a process says cannot be interrupted: another thread does.
    var said = new ByteArrayOutputStream();
    Thread reader = Thread.ofVirtual().start(() -> read(process, said));
    try {
      int code = process.waitFor();
      reader.join();
      return new Ended(code, said.toString(StandardCharsets.UTF_8));
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static void read(Process process, ByteArrayOutputStream said) {
    try (var words = process.getInputStream()) {
      words.transferTo(said);
    } catch (IOException e) {
      // It was ended: what it said so far will do.
    }
  }
}
