package panoptic.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.ErrorCode;
import panoptic.model.LogEntry;
import panoptic.model.Property;
import panoptic.model.RefusedException;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.Project;
import panoptic.project.ProjectState;

/// All that is known of one instance, and who said so.
public final class InstanceRoutes implements Routes {
  private static final int MOST_COPIES = 100;

  @Override
  public void addTo(RouteTable table) {
    table.get("/projects/{project}/instances/{instance}", Access.SESSION, InstanceRoutes::instance);
  }

  private static void instance(Exchange exchange) {
    Project project = exchange.project().project();
    ProjectState state = project.state();
    int id = exchange.pathNumber("instance");
    int row = state.instanceRow(id);
    if (row < 0 || !state.instances().contains(row)) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no instance " + id);
    }
    int image = state.imageOf(row);
    boolean missing = state.missing().contains(row);
    exchange.answer(Exchange.document("id", id, "sha1", state.sha1(image).toString(), "name", state.fileName(row), "folderId",
        state.folderOf(row), "path", state.path(row), "width", Math.max(0, state.width(image)), "height", Math.max(0, state.height(image)),
        "bytes", Math.max(0, state.bytes(image)), "missing", missing, "reason", missing ? "the file was not there at the last scan" : null,
        "values", values(project, state, row), "copies", copies(state, row, image)));
  }

  private static List<Map<String, Object>> values(Project project, ProjectState state, int row) {
    var properties = new ArrayList<>(state.properties());
    properties.addAll(Computed.ALL);
    var out = new ArrayList<Map<String, Object>>();
    for (Property p : properties) {
      Value v = new WindowValues(state, p).value(row);
      if (v != null) {
        Map<String, Object> one = Exchange.document("propertyId", p.id(), "value", ValueFormat.json(v));
        said(project, state, p, row, one);
        out.add(one);
      }
    }
    return out;
  }

  /// Adds who set a value last, whence and when.
  private static void said(Project project, ProjectState state, Property p, int row, Map<String, Object> into) {
    int stamp = p.id() > 0 ? state.stamp(p, state.rowOf(p, row)) : 0;
    if (stamp > 0) {
      LogEntry entry = project.entry(stamp);
      into.put("by", entry.author().name());
      into.put("origin", entry.origin());
      into.put("time", entry.time().toString());
      into.put("sequence", stamp);
    }
  }

  private static List<Map<String, Object>> copies(ProjectState state, int row, int image) {
    var out = new ArrayList<Map<String, Object>>();
    RoaringBitmap rows = RoaringBitmap.and(state.instancesOf(image), state.instances().rows());
    PeekableIntIterator i = rows.getIntIterator();
    while (i.hasNext() && out.size() < MOST_COPIES) {
      int copy = i.next();
      if (copy != row) {
        out.add(Exchange.document("id", state.instanceId(copy), "path", state.path(copy), "missing", state.missing().contains(copy)));
      }
    }
    return out;
  }
}
