package panoptic.plugin;

/// An action that a notification suggests: the function's id, what it is called on (its inputs among it), and what stands on the button.
public record NotifFunction(String function, ActionContext context, String message) {
}
