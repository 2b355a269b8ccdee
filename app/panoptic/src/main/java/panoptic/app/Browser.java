package panoptic.app;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The user's browser. That it does not open is no failure: the address is printed as well.
final class Browser {
  private Browser() {}

  static void open(String url, Map<String, String> environment) {
    String system = System.getProperty("os.name", "");
    String path = environment.getOrDefault("PATH", "");
    List<String> command;
    if (system.startsWith("Windows")) {
      command = List.of("rundll32", "url.dll,FileProtocolHandler", url);
    } else {
      Optional<Tool> tool = Tool.find(system.startsWith("Mac") ? "open" : "xdg-open", path);
      String own = environment.getOrDefault("BROWSER", "");
      if (!own.isEmpty() && !own.contains("%") && !own.contains(":")) {
        command = List.of(own, url);
      } else if (tool.isPresent()) {
        command = List.of(tool.get().program().toString(), url);
      } else {
        return;
      }
    }
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.start().getOutputStream().close();
    } catch (IOException e) {
      // The address is printed.
    }
  }
}
