package panoptic.pluginhost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import panoptic.model.Result;
import panoptic.plugin.ActionContext;
import panoptic.plugin.ActionResult;
import panoptic.plugin.FunctionDescription;
import panoptic.plugin.Group;
import panoptic.pluginhost.spi.HostedProject;
import panoptic.pluginprotocol.JsonText;
import panoptic.pluginprotocol.KeptTree;
import panoptic.pluginprotocol.ResultJson;
import panoptic.project.Additions;

/// The groups that actions returned, kept in the project: the bytes in `media`, synced, before the log says so.
final class Results {
  private Results() {
  }

  /// Keeps the groups of a result as part of a run; returns its id, 0 where there are no groups.
  static int keep(HostedProject project, FunctionDescription function, ActionContext context, ActionResult result, Run run) {
    List<Group> groups = result.groups();
    if (groups == null || groups.isEmpty()) {
      return 0;
    }
    long count = groups.stream().mapToLong(Results::size).sum();
    try {
      String content = project.keptFiles().keep(KeptTree.write(ResultJson.tree(ActionResult.ofGroups(groups))));
      String inputs = new String(JsonText.write(context.uiInputs()), StandardCharsets.UTF_8);
      String label = function.label() == null ? function.name() : function.label();
      var kept = new Result(-1, function.id(), label, inputs, groups.size(), count, content, 0);
      return run.add(project, Additions.result(kept)).results().getFirst().id();
    } catch (IOException e) {
      throw new UncheckedIOException("the groups of " + function.id() + " could not be kept: " + e.getMessage(), e);
    }
  }

  private static int size(Group group) {
    var ids = group.ids();
    var sha1s = group.sha1s();
    return ids != null ? ids.size() : sha1s != null ? sha1s.size() : 0;
  }
}
