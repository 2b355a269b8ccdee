package panoptic.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What Panoptic is: version, folders, what it is made of; and the contract itself.
public final class AboutRoutes implements Routes {

  /// What stands on the *About* page besides the notices.
  public record Facts(String version, String java, String system, String dataFolder, String logFile, Map<String, String> natives) {
  }

  private final Supplier<Facts> facts;
  public AboutRoutes(Supplier<Facts> facts) {
    this.facts = facts;
  }

  @Override
  public void addTo(RouteTable table) {
    table.get("/about", Access.SESSION, this::about);
    table.get("/openapi.json", Access.SESSION,
        x -> x.answer("application/json", Contract.json().getBytes(StandardCharsets.UTF_8)));
  }

  private void about(Exchange x) {
    Facts f = facts.get();
    List<Map<String, Object>> notices = Notice.all().stream()
        .map(n -> Exchange.document("name", n.name(), "version", n.version(), "licence", n.licence(),
            "text", n.text().isEmpty() ? null : n.text()))
        .toList();
    x.answer(Exchange.document("version", f.version(), "java", f.java(), "system", f.system(), "dataFolder", f.dataFolder(), "logFile",
        f.logFile(),
        "natives", f.natives(), "notices", notices));
  }
}
