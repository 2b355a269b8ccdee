package panoptic.pluginhost;

import java.util.List;
import java.util.Map;
import panoptic.plugin.FunctionDescription;
import panoptic.plugin.ParamDescription;

/// A plugin in one project at one moment. `reason` says why it is not running, `values` are its parameters.
public record PluginStatus(InstalledPlugin plugin, PluginState state, String reason, List<FunctionDescription> functions,
    List<ParamDescription> params, Map<String, Object> values) {
}
