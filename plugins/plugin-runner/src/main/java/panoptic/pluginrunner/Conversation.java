package panoptic.pluginrunner;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import panoptic.plugin.APlugin;
import panoptic.plugin.ParamDescription;
import panoptic.plugin.ParamRecords;
import panoptic.plugin.TaskState;
import panoptic.pluginprotocol.Connection;
import panoptic.pluginprotocol.DataJson;
import panoptic.pluginprotocol.DescriptionJson;
import panoptic.pluginprotocol.Fields;
import panoptic.pluginprotocol.InstanceColumns;
import panoptic.pluginprotocol.Methods;
import panoptic.pluginprotocol.RemoteException;
import panoptic.pluginprotocol.ResultJson;
import panoptic.pluginprotocol.Tree;

/// What the host asks of the plugin, answered. One plugin, from `initialize` on; for use by many threads.
final class Conversation {
  private final CompletableFuture<Connection> connection = new CompletableFuture<>();
  private volatile @Nullable RemoteProject project;
  private volatile @Nullable APlugin plugin;
  private volatile @Nullable Record defaults;

  void speakBy(Connection channel) {
    connection.complete(channel);
  }

  /// Answers a request, on a thread of its own.
  @Nullable Object asked(String method, Tree params) throws Exception {
    CurrentRun.set(params.get("run").isNull() ? null : params.get("run").whole());
    return switch (method) {
      case Methods.INITIALIZE -> initialize(params);
      case Methods.START -> {
        restore(params.get("params"));
        plugin().start();
        yield state();
      }
      case Methods.RUN_ACTION -> ResultJson.tree(plugin().run(params.get("function").text(), ResultJson.context(params.get("context"))));
      case Methods.UPDATE_PARAMS -> ParamRecords.values(plugin().updateParams(params.get("values").object()));
      case Methods.INSTANCES_IMPORTED -> {
        project().events().imported(InstanceColumns.read(params.get("instances")));
        yield null;
      }
      case Methods.FOLDER_DELETED -> {
        project().events().folderDeleted(DataJson.deletedFolder(params.get("deleted")));
        yield null;
      }
      case Methods.COMMIT_APPLIED -> {
        project().events().committed(DataJson.commitApplied(params.get("commit")));
        yield null;
      }
      case Methods.RUN_TASK -> {
        project().tasks().run(params.get("id").whole());
        yield null;
      }
      case Methods.LAST_TASK -> {
        project().tasks().last(params.get("id").whole(),
            new TaskState((int) params.get("done").whole(), (int) params.get("failed").whole(), (int) params.get("cancelled").whole()),
            params.get("ended").list().stream().map(Tree::whole).toList());
        yield null;
      }
      default -> throw new RemoteException(RemoteException.NO_METHOD, "method", "there is no method " + method, List.of());
    };
  }

  void told(String method) {
    if (method.equals(Methods.VECTOR_TYPES_CHANGED) && project != null) {
      project().forgetVectorTypes();
    }
  }

  private Object initialize(Tree params) throws Exception {
    var made = new RemoteProject(connection.join(), params);
    project = made;
    APlugin loaded = PluginLoader.load(params, made);
    defaults = loaded.params;
    plugin = loaded;
    return state();
  }

  /// Gives the plugin the parameters that were stored. Each that does not fit any more stays at its default, with a note in the log.
  private void restore(Tree stored) {
    for (Map.Entry<String, Object> e : stored.object().entrySet()) {
      try {
        plugin().updateParams(Map.of(e.getKey(), e.getValue()));
      } catch (Exception refused) {
        System.err.println("The stored parameter " + e.getKey() + " = " + e.getValue() + " is left out: " + refused.getMessage());
      }
    }
  }

  /// Returns what the host shall know of the plugin: its actions, its parameters, what it listens to.
  private Map<String, @Nullable Object> state() {
    Record params = plugin().params;
    Record before = defaults == null ? params : defaults;
    List<ParamDescription> described = before == null ? List.of() : ParamRecords.describe(before);
    return Fields.of("protocol", Methods.PROTOCOL)
        .and("functions", List.copyOf(plugin().registeredFunctions).stream().map(DescriptionJson::tree).toList())
        .and("params", described.stream().map(DescriptionJson::tree).toList())
        .and("values", params == null ? Map.of() : ParamRecords.values(params))
        .and("listens", project().events().listens()).tree();
  }

  private RemoteProject project() {
    return Objects.requireNonNull(project, "initialize comes first");
  }

  private APlugin plugin() {
    return Objects.requireNonNull(plugin, "initialize comes first");
  }
}
