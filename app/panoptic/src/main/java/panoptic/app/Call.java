package panoptic.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import panoptic.http.JsonText;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.RefusedException;

/// One call of the command line: its streams and common options, who works, and how it answers.
final class Call {
  private static final long FLUSH_NANOS = 50_000_000;

  private final Terminal terminal;
  private final Path folder;
  private final Map<String, String> environment;
  private final List<Runnable> interrupts = new ArrayList<>();
  private boolean json;
  private @Nullable Path data;
  private @Nullable String as;
  private boolean interrupted;
  private long flushedNanos;

  Call(Terminal terminal, Map<String, String> environment) {
    this(terminal, environment, Path.of("").toAbsolutePath());
  }

  /// `folder` is where relative paths begin.
  Call(Terminal terminal, Map<String, String> environment, Path folder) {
    this.folder = folder;
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
  }

  /// Takes over what the common options say.
  void use(boolean json, @Nullable Path data, @Nullable String as) {
    this.json = json;
    this.data = data;
    this.as = as;
  }

  Path folder() {
    return folder;
  }

  /// Returns the absolute path of what an argument names.
  Path resolve(Path path) {
    return folder.resolve(path).normalize();
  }

  Terminal terminal() {
    return terminal;
  }

  Map<String, String> environment() {
    return environment;
  }

  /// Returns the system's language, in which texts are put in order.
  Locale language() {
    return Locale.getDefault();
  }

  boolean json() {
    return json;
  }

  SystemFolders folders() {
    SystemFolders usual = SystemFolders.of(environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    return data == null ? usual : new SystemFolders(resolve(data), usual.cache());
  }

  /// Returns the name of who works: `--as`, else the system's user.
  String personName() {
    return as != null ? as : Objects.requireNonNullElse(System.getProperty("user.name"), "user");
  }

  Person person(DataFolder folder) {
    return folder.person(personName());
  }

  // ---- answers

  /// Prints the answer of a command: one JSON document, or words.
  void answer(@Nullable Object document, Supplier<String> words) {
    if (json) {
      terminal.out().println(JsonText.write(document));
    } else {
      String text = words.get();
      terminal.out().print(text.endsWith("\n") || text.isEmpty() ? text : text + "\n");
    }
  }

  /// Prints a line of an answer that is JSON lines. They leave this process within some 50 ms, as long as more come.
  void line(Map<String, ?> document) {
    terminal.out().println(JsonText.write(document));
    long now = System.nanoTime();
    if (now - flushedNanos > FLUSH_NANOS) {
      terminal.out().flush();
      flushedNanos = now;
    }
  }

  /// Says something to the person that is no part of the answer.
  void say(String words) {
    terminal.err().println(words);
  }

  void sayError(String code, String message) {
    if (json) {
      terminal.out().println(JsonText.write(Map.of("error", Map.of("code", code, "message", message))));
    }
    terminal.err().println(terminal.red("panoptic: ") + message);
  }

  // ---- input

  /// Reads a JSON document from a file, or from standard input where the name is `-`.
  Json readJson(String file) {
    if (file.equals("-")) {
      if (terminal.hasPersonAt("in")) {
        say("Waiting for JSON on standard input; Ctrl-D ends it.");
      }
      return Json.of(JsonText.read(terminal.in(), "standard input"));
    }
    try (var in = java.nio.file.Files.newInputStream(resolve(Path.of(file)))) {
      return Json.of(JsonText.read(in, file));
    } catch (java.nio.file.NoSuchFileException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no file " + file, e);
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  // ---- interruption

  /// Registers what to do when the person interrupts the command; done at once where that has happened.
  void onInterrupt(Runnable stop) {
    boolean now;
    synchronized (this) {
      now = interrupted;
      interrupts.add(stop);
    }
    if (now) {
      stop.run();
    }
  }

  void interrupt() {
    List<Runnable> all;
    synchronized (this) {
      interrupted = true;
      all = List.copyOf(interrupts);
    }
    all.forEach(Runnable::run);
  }

  synchronized boolean isInterrupted() {
    return interrupted;
  }

  /// Returns a map that keeps the order of its keys and may hold null; keys and values alternate.
  static Map<String, @Nullable Object> document(@Nullable Object... keysAndValues) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      out.put((String) Objects.requireNonNull(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return out;
  }
}
