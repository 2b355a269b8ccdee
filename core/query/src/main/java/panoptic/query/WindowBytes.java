package panoptic.query;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import panoptic.model.Sha1;
import panoptic.project.ProjectState;

/// Windows of a layout, and records of pictures, as bytes: `docs/formats/window.md`. This class is that page's text in code.
///
/// Order and widths are those of the open view; what a picture is (sha1, colour, whether its file is there) is what `state` says now.
public final class WindowBytes {
  /// The letters `WIN1`.
  public static final int MAGIC = 0x314E4957;
  public static final int HEADER_BYTES = 24;
  public static final int ROW_BYTES = 24;
  public static final int PICTURE_BYTES = 32;
  /// How many pictures a window has at most, unless its first row alone has more.
  public static final int MOST_PICTURES = 4_000;

  private static final int MISSING = 1;
  private static final int MATCHES_NO_MORE = 2;
  private static final int DELETED = 4;

  private final ProjectState state;
  private final Shown shown;
  private final byte[] shapes;
  private final IntPredicate matches;

  /// `matches` tells of a row of an instance whether it still matches the view.
  public WindowBytes(ProjectState state, Shown shown, Shapes shapes, IntPredicate matches) {
    this.state = state;
    this.shown = shown;
    this.shapes = shapes.of(state);
    this.matches = matches;
  }

  /// Returns the rows of a layout that touch the px from `top` to `bottom` (exclusive), and their pictures.
  public byte[] window(Layout layout, int top, int bottom) {
    int from = layout.rowAt(top);
    int to = from;
    int pictures = 0;
    int header = 0;
    for (; to < layout.rows() && layout.y(to) < bottom; to++) {
      if (pictures > 0 && pictures + layout.count(to) > MOST_PICTURES) {
        break;
      }
      pictures += layout.count(to);
      header += layout.isHeader(to) && pictures == 0 ? 1 : 0;
    }
    int firstPictures = Math.min(from + header, layout.rows() - 1);
    var bytes = new byte[HEADER_BYTES + ROW_BYTES * (to - from) + PICTURE_BYTES * pictures];
    ByteBuffer out = littleEndian(bytes);
    out.putInt(MAGIC).putInt(from).putInt(to - from).putInt(pictures).putInt(pictures == 0 ? 0 : layout.first(firstPictures))
        .putInt(layout.rows());
    int index = 0;
    for (int row = from; row < to; row++) {
      boolean isHeader = layout.isHeader(row);
      out.putInt(layout.y(row)).putShort((short) layout.height(row)).put((byte) (isHeader ? 1 : 0)).put((byte) layout.depth(row));
      out.putInt(layout.first(row)).putShort((short) layout.count(row)).putShort((short) layout.pictureHeight(row));
      out.putInt(layout.group(row)).putInt(isHeader ? -1 : index);
      index += layout.count(row);
    }
    for (int row = from; row < to; row++) {
      pictures(layout, row, out);
    }
    return bytes;
  }

  /// Returns the records of the pictures at some places, fewer where the order ends; their widths are 0.
  public byte[] pictures(int from, int count) {
    int start = Math.min(from, shown.places());
    int n = Math.min(count, shown.places() - start);
    var bytes = new byte[PICTURE_BYTES * n];
    ByteBuffer out = littleEndian(bytes);
    for (int place = start; place < start + n; place++) {
      picture(place, 0, out);
    }
    return bytes;
  }

  private void pictures(Layout layout, int row, ByteBuffer out) {
    int n = layout.count(row);
    int[] widths = layout.widths(row, shown.order());
    for (int i = 0; i < n; i++) {
      picture(layout.first(row) + i, widths[i], out);
    }
  }

  private void picture(int place, int width, ByteBuffer out) {
    int row = shown.order()[place];
    int image = state.imageOf(row);
    Sha1 sha1 = state.sha1(image);
    int colour = state.colour(image);
    boolean isThere = state.instances().contains(row);
    int bits = (state.missing().contains(row) ? MISSING : 0)
        | (isThere ? matches.test(row) ? 0 : MATCHES_NO_MORE : DELETED | MATCHES_NO_MORE);
    out.putInt(state.instanceId(row)).put(shapes[row]).put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
    out.put((byte) bits).put((byte) shown.copiesAt(place)).putShort((short) width);
    out.order(ByteOrder.BIG_ENDIAN).putLong(sha1.high()).putLong(sha1.middle()).putInt(sha1.low()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Returns ids as 32-bit numbers, little-endian.
  public static byte[] ids(int[] ids) {
    var bytes = new byte[4 * ids.length];
    littleEndian(bytes).asIntBuffer().put(ids);
    return bytes;
  }

  /// Reads ids as [#ids] writes them; null where the bytes are not a whole number of them.
  public static int @Nullable [] readIds(byte[] bytes) {
    if (bytes.length % 4 != 0) {
      return null;
    }
    int[] out = new int[bytes.length / 4];
    littleEndian(bytes).asIntBuffer().get(out);
    return out;
  }
}
