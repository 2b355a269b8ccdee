package panoptic.pluginhost;

import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.pluginprotocol.Sha1s;
import panoptic.pluginprotocol.Tree;
import panoptic.project.ProjectState;

/// What the filters of a read let through, as rows. An empty list is no filter; what is unknown or deleted is passed over.
final class Filters {
  private Filters() {
  }

  /// Returns the instances that `ids` or `sha1s` name, or both, as `match` says.
  static RoaringBitmap instances(ProjectState state, Tree params) {
    int[] ids = ints(params.get("ids"));
    List<String> sha1s = Sha1s.read(params.get("sha1s"));
    RoaringBitmap visible = state.instances().rows();
    if (ids.length == 0 && sha1s.isEmpty()) {
      return visible;
    }
    RoaringBitmap byId = rows(state, ids);
    RoaringBitmap byImage = state.instancesOf(images(state, sha1s));
    RoaringBitmap both = ids.length == 0
        ? byImage
        : sha1s.isEmpty() ? byId : isAll(params) ? RoaringBitmap.and(byId, byImage) : RoaringBitmap.or(byId, byImage);
    return RoaringBitmap.and(both, visible);
  }

  static boolean isAll(Tree params) {
    return "ALL".equalsIgnoreCase(params.get("match").text("ANY"));
  }

  static int[] ints(Tree ids) {
    return ids.isNull() ? new int[0] : ids.ints();
  }

  /// Returns the rows of instances, deleted ones included.
  static RoaringBitmap rows(ProjectState state, int[] ids) {
    var out = new RoaringBitmap();
    for (int id : ids) {
      int row = state.instanceRow(id);
      if (row >= 0) {
        out.add(row);
      }
    }
    return out;
  }

  /// Returns the rows of images, also of those without a visible instance.
  static RoaringBitmap images(ProjectState state, List<String> sha1s) {
    var out = new RoaringBitmap();
    for (String s : sha1s) {
      int row = row(state, s);
      if (row >= 0) {
        out.add(row);
      }
    }
    return out;
  }

  private static int row(ProjectState state, String sha1) {
    try {
      return state.imageRow(Sha1.parse(sha1));
    } catch (RefusedException e) {
      return -1;
    }
  }
}
