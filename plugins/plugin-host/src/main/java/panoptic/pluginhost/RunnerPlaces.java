package panoptic.pluginhost;

import java.nio.file.Path;
import java.util.List;

/// What a Java plugin's process runs on: the class path of the runner with its main class, where the plugin API lies, and how much heap each may take.
public record RunnerPlaces(List<Path> classPath, String mainClass, Path api, int heapMegabytes) {
  public RunnerPlaces {
    classPath = List.copyOf(classPath);
  }
}
