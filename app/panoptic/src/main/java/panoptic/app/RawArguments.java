package panoptic.app;

import java.util.List;

/// The arguments of this process.
final class RawArguments {
  private RawArguments() {}

  static List<String> of(String[] arguments) {
    return List.of(arguments);
  }
}
