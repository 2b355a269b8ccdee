package panoptic.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the interface knows of an action: enough to offer it and to make its form.
///
/// `id` is `<plugin>.<function>` and the same at each start; `hooks` are the places where it is offered (see [Hook]).
public record FunctionDescription(String id, String name, @Nullable String label, @Nullable String description,
    List<ParamDescription> params,
    List<String> hooks) {
  public FunctionDescription {
    params = List.copyOf(params);
    hooks = List.copyOf(hooks);
  }

  /// Returns the same with a label and a description.
  public FunctionDescription labelled(String newLabel, String newDescription) {
    return new FunctionDescription(id, name, newLabel, newDescription, params, hooks);
  }

  /// Returns the same with other parameters.
  public FunctionDescription withParams(List<ParamDescription> newParams) {
    return new FunctionDescription(id, name, label, description, newParams, hooks);
  }

  /// Returns the same at other hooks.
  public FunctionDescription withHooks(String... newHooks) {
    return new FunctionDescription(id, name, label, description, params, List.of(newHooks));
  }
}
