package panoptic.plugin;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an action is called on.
///
/// `instanceIds` are the chosen instances; none means all of them. `groupName` and `groupPath` tell the group it was called on: its name, and
/// what it and the groups above it have in common, outermost first. `uiInputs` are the inputs as they came. `view` is the view that was shown, as JSON; null where there was none.
public record ActionContext(Ids instanceIds, @Nullable String groupName, List<String> groupPath, Map<String, Object> uiInputs,
    @Nullable String view) {
  public ActionContext {
    groupPath = List.copyOf(groupPath);
    uiInputs = java.util.Collections.unmodifiableMap(new TreeMap<>(uiInputs));
  }

  /// Returns a context of some instances, or of all where none is given.
  public static ActionContext of(int... instanceIds) {
    return new ActionContext(Ids.of(instanceIds), null, List.of(), Map.of(), null);
  }

  /// Returns the same with other inputs, for a [NotifFunction].
  public ActionContext withInputs(Map<String, Object> inputs) {
    return new ActionContext(instanceIds, groupName, groupPath, inputs, view);
  }
}
