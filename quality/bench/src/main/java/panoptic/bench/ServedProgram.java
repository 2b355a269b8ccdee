package panoptic.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import panoptic.http.JsonText;
import panoptic.model.Json;

/// `./panoptic serve` in a process of its own, as a person starts it. Needs Linux for what it tells of memory.
final class ServedProgram implements AutoCloseable {
  private static final String PROGRAM = Path.of(System.getProperty("panoptic.root", ".")).resolve("panoptic").toString();

  private final Process process;
  private final int port;
  private final Guest owner;
  private final long began;
  private final double answeredAfter;
  private final double cpu;

  private ServedProgram(Process process, long began, int port, String link, double answeredAfter, double cpu) throws IOException {
    this.process = process;
    this.began = began;
    this.port = port;
    this.answeredAfter = answeredAfter;
    this.cpu = cpu;
    owner = Guest.enter(port, link);
  }

  /// Starts the server of a data folder and waits for its first answer.
  static ServedProgram start(Path data) throws IOException {
    long began = System.nanoTime();
    Process process = new ProcessBuilder(PROGRAM, "serve", "--port", "0", "--no-open", "--json", "--data", data.toString())
        .redirectError(data.resolve("serve.err").toFile()).start();
    String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    if (line == null) {
      throw new IOException("the server did not start; see " + data.resolve("serve.err"));
    }
    Json told = Json.of(JsonText.read(line.getBytes(StandardCharsets.UTF_8), "what serve printed"));
    int port = told.get("port").integer();
    try (var first = new KeptConnection(port, "")) {
      first.get("/api/v1/version").ok();
    }
    double answered = (System.nanoTime() - began) / 1e6;
    return new ServedProgram(process, began, port, told.get("url").string(), answered, cpu(process));
  }

  /// Runs another command of the program to its end, and returns the last line it printed.
  static String run(Path data, String... words) throws IOException, InterruptedException {
    var command = Stream.of(Stream.of(PROGRAM), Stream.of(words), Stream.of("--data", data.toString())).flatMap(s -> s).toList();
    Process process = new ProcessBuilder(command).redirectError(data.resolve("run.err").toFile()).start();
    String last = "";
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed; see " + data.resolve("run.err"));
    }
    return last;
  }

  int port() {
    return port;
  }

  /// Returns the session of the owner's browser.
  Guest owner() {
    return owner;
  }

  /// Returns how long after the start of the process it had answered a request, in ms.
  double answeredAfter() {
    return answeredAfter;
  }

  /// Returns what of the processors that took, in ms; other programs do not count.
  double cpuUntilAnswered() {
    return cpu;
  }

  /// Returns what the server has used of the processors so far, in ms.
  double cpu() {
    return cpu(process);
  }

  private static double cpu(Process process) {
    return process.info().totalCpuDuration().map(d -> d.toNanos() / 1e6).orElse(Double.NaN);
  }

  /// Returns how long ago the process was started, in ms.
  double age() {
    return (System.nanoTime() - began) / 1e6;
  }

  /// Lets one more browser in, which belongs to a person of that name.
  Guest guest(String name) throws IOException {
    Guest guest = Guest.enter(port, owner.post("/links", java.util.Map.of()).get("url").string());
    guest.ask("PUT", "/session", java.util.Map.of("name", name));
    return guest;
  }

  /// Returns the PSS of the server and of its decoders in MB, and what was resident of the server at most so far.
  String memory() {
    long server = ProportionalMemory.of(process.pid()) >> 20;
    long decoders = process.descendants().mapToLong(p -> ProportionalMemory.of(p.pid())).sum() >> 20;
    return server + " MB (at most " + (ProportionalMemory.mostResident(process.pid()) >> 20) + " MB resident)"
        + (decoders == 0 ? "" : " and " + decoders + " MB of decoders");
  }

  /// Returns the path of an address.
  static String path(String url) {
    URI uri = URI.create(url);
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  @Override
  public void close() throws IOException {
    owner.close();
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("the server does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
