package panoptic.pluginhost;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import panoptic.plugin.APlugin;
import panoptic.pluginprotocol.Connection;

/// What a Java plugin's process runs on: the class path of the runner with its main class, where the plugin API lies, and how much heap each may take.
public record RunnerPlaces(List<Path> classPath, String mainClass, Path api, int heapMegabytes) {
  public RunnerPlaces {
    classPath = List.copyOf(classPath);
  }

  /// Returns the places of a runner's main class, and of `others` that it needs besides the protocol and the plugin API, as they were loaded here.
  public static RunnerPlaces of(Class<?> runner, int heapMegabytes, Class<?>... others) {
    Stream<Class<?>> needed = Stream.concat(Stream.of(runner, Connection.class, APlugin.class), Arrays.stream(others));
    return new RunnerPlaces(needed.map(RunnerPlaces::code).toList(), runner.getName(), code(APlugin.class), heapMegabytes);
  }

  private static Path code(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
