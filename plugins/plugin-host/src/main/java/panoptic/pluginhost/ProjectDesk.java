package panoptic.pluginhost;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Committed;
import panoptic.model.Computed;
import panoptic.model.Json;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Tag;
import panoptic.plugin.PropertyType;
import panoptic.pluginhost.spi.HostedProject;
import panoptic.pluginprotocol.DataJson;
import panoptic.pluginprotocol.JsonText;
import panoptic.pluginprotocol.Methods;
import panoptic.pluginprotocol.ProtocolException;
import panoptic.pluginprotocol.RemoteException;
import panoptic.pluginprotocol.Tree;
import panoptic.project.CommitJson;
import panoptic.project.ProjectState;
import panoptic.query.ViewJson;
import panoptic.query.Views;

/// What one plugin asks of the project, answered. Reads are of the newest state. For use by many threads.
final class ProjectDesk {
  private static final int MOST_PAGE = 50_000;

  private final String plugin;
  private final HostedProject project;
  private final VectorDesk vectors;
  private final MapDesk maps;
  private final LongFunction<Run> runs;
  private final Cursors cursors = new Cursors();
  private final Deque<Long> done = new ArrayDeque<>();
  private final Deque<Long> undone = new ArrayDeque<>();

  /// `runs` finds the run that a request is part of, by its number; 0 for none in particular.
  ProjectDesk(String plugin, HostedProject project, LongFunction<Run> runs) {
    this.plugin = plugin;
    this.project = project;
    vectors = new VectorDesk(project);
    maps = new MapDesk(project);
    this.runs = runs;
  }

  @Nullable Object answer(String method, Tree params) throws ProtocolException, RemoteException {
    ProjectState state = project.project().state();
    return switch (method) {
      case Methods.FOLDERS -> state.folders().stream().map(f -> DataJson.tree(folder(state, f))).toList();
      case Methods.INSTANCES -> cursors.begin(new InstancePages(state, Filters.instances(state, params), limit(params)));
      case Methods.PROPERTIES -> properties(state, params).map(p -> DataJson.tree(property(p))).toList();
      case Methods.TAGS -> tags(state, params).map(t -> DataJson.tree(tag(t))).toList();
      case Methods.INSTANCE_VALUES -> cursors.begin(ValuePages.of(state, PropertyMode.INSTANCE, params,
          params.get("ids").isNull() || params.get("ids").ints().length == 0 ? null : Filters.rows(state, params.get("ids").ints()),
          limit(params)));
      case Methods.IMAGE_VALUES -> {
        List<String> sha1s = panoptic.pluginprotocol.Sha1s.read(params.get("sha1s"));
        yield cursors
            .begin(ValuePages.of(state, PropertyMode.IMAGE, params, sha1s.isEmpty() ? null : Filters.images(state, sha1s), limit(params)));
      }
      case Methods.NEXT -> cursors.next(params.get("cursor").whole());
      case Methods.END -> {
        cursors.end(params.get("cursor").whole());
        yield null;
      }
      case Methods.VIEW_IDS -> viewIds(state, params.get("view").text());
      case Methods.VECTOR_TYPES -> vectors.types(state);
      case Methods.VECTOR_EXIST -> vectors.exists(state, params);
      case Methods.VECTORS -> cursors.begin(vectors.read(state, params));
      case Methods.ADD_VECTOR_TYPE -> vectors.addType(params, plugin, run(params));
      case Methods.ADD_VECTORS -> {
        vectors.add(state, params, run(params));
        yield null;
      }
      case Methods.LIST_MAPS -> maps.list(state);
      case Methods.GET_MAP -> maps.get(state, params);
      case Methods.ADD_MAP -> maps.add(params, plugin, run(params));
      case Methods.DELETE_MAP -> {
        maps.delete(params, run(params));
        yield null;
      }
      case Methods.COMMIT -> commit(state, params);
      case Methods.UNDO -> turned(done, undone);
      case Methods.REDO -> turned(undone, done);
      default -> throw new RemoteException(RemoteException.NO_METHOD, "method", "there is no method " + method, List.of());
    };
  }

  private Run run(Tree params) {
    return runs.apply(params.get("run").whole(0));
  }

  private static int limit(Tree params) {
    return Math.clamp(params.get("limit").whole(MOST_PAGE), 1, MOST_PAGE);
  }

  private static panoptic.plugin.Folder folder(ProjectState state, panoptic.model.Folder f) {
    String root = state.root(f.rootId()).map(panoptic.model.Root::path).orElse("");
    String below = state.folderPath(f);
    return new panoptic.plugin.Folder(f.id(), below.isEmpty() ? root : (root.endsWith("/") ? root : root + "/") + below, f.name(),
        f.parentId());
  }

  private static Stream<Property> properties(ProjectState state, Tree params) {
    Set<Integer> ids = set(params.get("ids"));
    Stream<Property> made = state.properties().stream();
    Stream<Property> all = params.get("computed").flag() ? Stream.concat(made, Computed.ALL.stream()) : made;
    return all.filter(p -> ids.isEmpty() || ids.contains(p.id()));
  }

  private static Set<Integer> set(Tree ids) {
    var out = new HashSet<Integer>();
    for (int id : Filters.ints(ids)) {
      out.add(id);
    }
    return out;
  }

  private static panoptic.plugin.Property property(Property p) {
    return new panoptic.plugin.Property(p.id(), p.name(), PropertyType.parse(p.type().json()),
        p.mode() == PropertyMode.IMAGE ? panoptic.plugin.PropertyMode.SHA1 : panoptic.plugin.PropertyMode.ID, p.groupId(), p.id() < 0);
  }

  private static Stream<Tag> tags(ProjectState state, Tree params) {
    Set<Integer> ids = set(params.get("ids"));
    Set<Integer> properties = set(params.get("propertyIds"));
    boolean all = Filters.isAll(params);
    return state.properties().stream().filter(p -> p.type().isTags()).flatMap(p -> state.tags(p.id()).stream()).filter(t -> {
      boolean byId = ids.contains(t.id());
      boolean byProperty = properties.contains(t.propertyId());
      return ids.isEmpty()
          ? properties.isEmpty() || byProperty
          : properties.isEmpty() ? byId : all ? byId && byProperty : byId || byProperty;
    });
  }

  private static panoptic.plugin.Tag tag(Tag t) {
    return new panoptic.plugin.Tag(t.id(), t.propertyId(), t.name(), t.parents(), t.color());
  }

  private int[] viewIds(ProjectState state, String view) throws ProtocolException {
    Json json = Json.of(JsonText.read(view.getBytes(StandardCharsets.UTF_8)).value());
    int[] rows = Views.order(state, ViewJson.parse(state, json), project.clock());
    for (int i = 0; i < rows.length; i++) {
      rows[i] = state.instanceId(rows[i]);
    }
    return rows;
  }

  private Map<String, @Nullable Object> commit(ProjectState state, Tree params) {
    Map<String, Object> sent = params.get("commit").object();
    PluginCommit commit = PluginCommit.of(params.get("commit"), state);
    Committed stored = run(params)
        .commit(project, CommitJson.parse(commit.json(), project.project(), Views.rows(project.clock())));
    if (params.get("remember").flag() && stored.changed()) {
      synchronized (done) {
        done.push(stored.sequence());
        undone.clear();
      }
    }
    return commit.stored(sent, stored);
  }

  /// Takes back the last of one list, and puts what did that on the other.
  private boolean turned(Deque<Long> from, Deque<Long> to) {
    synchronized (done) {
      Long last = from.poll();
      if (last == null) {
        return false;
      }
      to.push(project.project().revertCommit(last, runs.apply(0).person()).sequence());
      return true;
    }
  }
}
