package panoptic.pluginhost;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.Sha1;
import panoptic.pluginprotocol.InstanceColumns;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// Instances of one state, some thousand at a time, by rising row.
final class InstancePages implements Cursors.Cursor {
  private final ProjectState state;
  private final PeekableIntIterator rows;
  private final int limit;

  InstancePages(ProjectState state, RoaringBitmap rows, int limit) {
    this.state = state;
    this.rows = rows.getIntIterator();
    this.limit = limit;
  }

  @Override
  public Map<String, @Nullable Object> page() {
    var out = new InstanceColumns(limit);
    Column hashes = state.cells(Computed.ALL.get(-Computed.AVERAGE_HASH - 1)).orElseThrow();
    while (rows.hasNext() && out.size() < limit) {
      add(state, rows.next(), hashes, out);
    }
    return out.tree();
  }

  private static void add(ProjectState state, int row, Column hashes, InstanceColumns to) {
    int image = state.imageOf(row);
    int folder = state.folderOf(row);
    if (to.lacks(folder)) {
      String path = state.path(row);
      to.path(folder, path.substring(0, path.length() - state.fileName(row).length() - 1));
    }
    Sha1 sha1 = state.sha1(image);
    to.add(state.instanceId(row), folder, state.fileName(row), sha1.bytes(), state.width(image), state.height(image), hashes.get(image));
  }

  @Override
  public boolean isAtEnd() {
    return !rows.hasNext();
  }
}
