package panoptic.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import panoptic.model.Json;

/// What a page of 1440×900 asks for to show a project: the view, its layout, the windows around its upper edge.
final class Screen {
  /// px: the width of the grid, the height of its rows, and of one window.
  private static final int WIDTH = 1140;
  private static final int ROW = 160;
  private static final int WINDOW = 1020;
  /// Windows around what is seen that a page keeps.
  private static final int WINDOWS = 4;
  private static final int HEAD = 24;
  private static final int RECORD = 32;
  private static final int SHA1_AT = 12;
  private static final int SHA1 = 20;

  private final String project;
  private final String view;
  private final String layout;
  private final int height;
  private final int[] ids;
  private final List<String> sha1s;

  private Screen(String project, String view, String layout, int height, byte[] window) {
    this.project = project;
    this.view = view;
    this.layout = layout;
    this.height = height;
    ByteBuffer bytes = ByteBuffer.wrap(window).order(ByteOrder.LITTLE_ENDIAN);
    int first = HEAD + HEAD * bytes.getInt(8);
    ids = new int[bytes.getInt(12)];
    Arrays.setAll(ids, i -> bytes.getInt(first + i * RECORD));
    sha1s = java.util.stream.IntStream.range(0, ids.length)
        .mapToObj(i -> HexFormat.of().formatHex(window, first + i * RECORD + SHA1_AT, first + i * RECORD + SHA1_AT + SHA1)).toList();
  }

  /// Opens all of a project at a share of its height from 0 to 1.
  static Screen open(Guest guest, String project, double at) throws IOException {
    String view = open(guest, project);
    Json layout = layOut(guest, project, view, WIDTH);
    int height = layout.get("height").integer();
    String handle = layout.get("layout").string();
    byte[] window = window(guest, project, handle, (int) (at * Math.max(0, height - WINDOW)));
    return new Screen(project, view, handle, height, window);
  }

  /// Opens a view of all and returns its handle.
  static String open(Guest guest, String project) throws IOException {
    return guest.post("/projects/" + project + "/views", Map.of("view", Map.of())).get("view").string();
  }

  static Json layOut(Guest guest, String project, String view, int width) throws IOException {
    return guest.post("/projects/" + project + "/layouts", Map.of("view", view, "width", width, "rowHeight", ROW, "below", 48));
  }

  static byte[] window(Guest guest, String project, String layout, int top) throws IOException {
    return guest.bytes("/projects/" + project + "/layouts/" + layout + "/window?top=" + top + "&bottom=" + (top + WINDOW));
  }

  /// Asks again what the view counts, and for the windows that are kept, as a page does once a commit has touched it.
  void look(Guest guest) throws IOException {
    guest.get("/projects/" + project + "/views/" + view);
    for (int i = 0; i < WINDOWS; i++) {
      around(guest, i);
    }
  }

  /// Asks for the windows that follow the first.
  void ahead(Guest guest) throws IOException {
    for (int i = 1; i < WINDOWS; i++) {
      around(guest, i);
    }
  }

  private void around(Guest guest, int i) throws IOException {
    window(guest, project, layout, Math.min(i * WINDOW, Math.max(0, height - WINDOW)));
  }

  String view() {
    return view;
  }

  String layout() {
    return layout;
  }

  int height() {
    return height;
  }

  /// Returns the ids of the instances on it.
  int[] ids() {
    return ids.clone();
  }

  /// Returns the sha1s of the images on it.
  List<String> sha1s() {
    return sha1s;
  }
}
