package panoptic.http;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.project.ProjectState;
import panoptic.project.spi.ViewRows;
import panoptic.query.Summary;
import panoptic.query.WindowBytes;

/// Sets of instances: kept for edits, and whom a request is about.
public final class SelectionRoutes implements Routes {
  /// What a selection may have: twenty million ids.
  private static final int SELECTION_BYTES = 80_000_000;
  private static final int MOST_LISTED = 10_000;

  @Override
  public void addTo(RouteTable table) {
    table.post("/projects/{project}/selections", Access.SESSION, SELECTION_BYTES, SelectionRoutes::keep);
  }

  private static void keep(Exchange exchange) throws IOException {
    int[] ids = WindowBytes.readIds(exchange.body());
    if (ids == null) {
      throw new RefusedException(ErrorCode.INVALID, "the body must be ids of four bytes each");
    }
    ServedProject project = exchange.project();
    ProjectState state = project.state();
    String handle = project.selections().keep(state, ids);
    RoaringBitmap rows = BitSetUtil.bitmapOf(project.selections().rows(new Json("selection", handle)));
    exchange.answer(Exchange.document("selection", handle, "instances", rows.getCardinality(), "images",
        Summary.images(state, rows).getCardinality()));
  }

  /// Returns the rows of the instances in sight that a `SummaryTarget` of the contract is about.
  static RoaringBitmap target(ServedProject project, Json on, ViewRows views) {
    on.only(Set.of("ids", "sha1s", "view", "selection", "sequence", "open"));
    if (List.of("ids", "sha1s", "view", "selection", "open").stream().filter(on::has).count() != 1) {
      throw on.refuse("takes one of ids, sha1s, view, selection and open");
    }
    ProjectState state = project.state();
    var rows = new RoaringBitmap();
    if (on.has("ids")) {
      for (Json id : ValueRoutes.atMost(on.get("ids"), MOST_LISTED)) {
        int row = state.instanceRow(id.integer());
        if (row >= 0) {
          rows.add(row);
        }
      }
    } else if (on.has("sha1s")) {
      var images = new RoaringBitmap();
      for (Json sha1 : ValueRoutes.atMost(on.get("sha1s"), MOST_LISTED)) {
        int row = state.imageRow(sha1(sha1));
        if (row >= 0) {
          images.add(row);
        }
      }
      rows = state.instancesOf(images);
    } else if (on.has("selection")) {
      rows = BitSetUtil.bitmapOf(project.selections().rows(on.get("selection")));
    } else if (on.has("open")) {
      rows = project.views().matching(project.views().get(on.get("open").string())).clone();
    } else {
      ProjectState at = on.get("sequence").isNull() ? state : project.project().stateAt(on.get("sequence").longInteger());
      rows = BitSetUtil.bitmapOf(views.rows(at, on.get("view")));
    }
    rows.and(state.instances().rows());
    return rows;
  }

  private static Sha1 sha1(Json json) {
    try {
      return Sha1.parse(json.string());
    } catch (RefusedException e) {
      throw json.refuse(e.code(), String.valueOf(e.getMessage()));
    }
  }
}
