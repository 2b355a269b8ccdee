package panoptic.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.project.ProjectState;
import panoptic.project.spi.SelectedRows;

/// Sets of instances of one project that somebody selected, kept for an hour, at most [#MOST] of them. Any thread may use it.
final class Selections implements SelectedRows {
  static final int MOST = 200;
  private static final Duration LIFE = Duration.ofHours(1);

  private record Kept(BitSet rows, Instant made) {
  }

  private final InstantSource clock;
  private final String mark;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private long handles;

  /// `mark` tells the handles of this run of the program from those of another.
  Selections(InstantSource clock, String mark) {
    this.clock = clock;
    this.mark = mark;
  }

  /// Keeps the rows of some ids and returns their handle; ids that are not there (any more) are left out.
  synchronized String keep(ProjectState state, int[] ids) {
    var rows = new BitSet(state.instanceRows());
    for (int id : ids) {
      int row = state.instanceRow(id);
      if (row >= 0 && state.instances().contains(row)) {
        rows.set(row);
      }
    }
    kept.values().removeIf(k -> k.made().plus(LIFE).isBefore(clock.instant()));
    if (kept.size() >= MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
    String handle = "s" + ++handles + "-" + mark;
    kept.put(handle, new Kept(rows, clock.instant()));
    return handle;
  }

  @Override
  public synchronized BitSet rows(Json selection) {
    Kept found = kept.get(selection.string());
    if (found == null) {
      throw selection.refuse(ErrorCode.OUTDATED, "this selection is not kept any more; make it again");
    }
    return (BitSet) found.rows().clone();
  }
}
