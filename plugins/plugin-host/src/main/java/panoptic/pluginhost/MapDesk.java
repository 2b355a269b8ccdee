package panoptic.pluginhost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.ImageMap;
import panoptic.model.RefusedException;
import panoptic.pluginhost.spi.HostedProject;
import panoptic.pluginprotocol.DataJson;
import panoptic.pluginprotocol.Fields;
import panoptic.pluginprotocol.KeptTree;
import panoptic.pluginprotocol.Sha1s;
import panoptic.pluginprotocol.Tree;
import panoptic.project.Additions;
import panoptic.project.ProjectState;

/// What one plugin asks of maps, answered. For use by many threads.
final class MapDesk {
  private final HostedProject project;

  MapDesk(HostedProject project) {
    this.project = project;
  }

  List<Map<String, @Nullable Object>> list(ProjectState state) {
    return state.maps().stream().map(m -> tree(m).tree()).toList();
  }

  private static Fields tree(ImageMap m) {
    return Fields.of("id", m.id()).and("source", m.source()).and("name", m.name()).and("key", m.key()).and("count", m.count());
  }

  @Nullable Object get(ProjectState state, Tree asked) {
    var found = state.map(asked.get("id").id());
    if (found.isEmpty()) {
      return null;
    }
    try {
      Tree kept = KeptTree.read(project.keptFiles().read(found.get().content()));
      return tree(found.get()).and("sha1s", kept.get("sha1s").bytes()).and("xy", kept.get("xy").floats()).tree();
    } catch (IOException e) {
      throw new UncheckedIOException("the map " + found.get().name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  Map<String, @Nullable Object> add(Tree asked, String plugin, Run run) {
    panoptic.plugin.ImageMap map = DataJson.imageMap(asked);
    List<String> sha1s = List.of(map.sha1s());
    if (map.xy().length != 2 * sha1s.size()) {
      throw new RefusedException(ErrorCode.INVALID,
          "a map of " + sha1s.size() + " images has " + 2 * sha1s.size() + " numbers, not " + map.xy().length);
    }
    for (int i = 0; i < map.xy().length; i++) {
      if (!Float.isFinite(map.xy()[i])) {
        throw new RefusedException(ErrorCode.INVALID, "the place of " + sha1s.get(i / 2) + " is no number");
      }
    }
    try {
      String content = project.keptFiles().keep(KeptTree.write(Fields.of("sha1s", Sha1s.bytes(sha1s)).and("xy", map.xy()).tree()));
      var added = run.add(project, Additions.map(new ImageMap(-1, plugin, map.name(), map.key(), sha1s.size(), content)));
      return tree(added.maps().getFirst()).tree();
    } catch (IOException e) {
      throw new UncheckedIOException("the map could not be kept: " + e.getMessage(), e);
    }
  }

  void delete(Tree asked, Run run) {
    var gone = run.add(project, Additions.deletion(List.of(), List.of(asked.get("id").id()), List.of()));
    assert gone.sequence() > 0;
  }
}
