package panoptic.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A notification: a kind, a title, a message, data shown as a JSON tree, and actions that are suggested as buttons.
public record Notif(NotifType type, @Nullable String name, @Nullable String message, @Nullable Object data, List<NotifFunction> functions) {
  public Notif {
    functions = List.copyOf(functions);
  }

  public Notif(NotifType type, String name, String message) {
    this(type, name, message, null, List.of());
  }
}
