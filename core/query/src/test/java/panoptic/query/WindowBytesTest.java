package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import panoptic.model.Commit;
import panoptic.model.PropertyType;
import panoptic.project.ImageFacts;

/// Reads windows by the numbers of `docs/formats/window.md`.
class WindowBytesTest {
  private final SmallProject p = new SmallProject();
  private int folder;
  private OpenViews views;

  @BeforeEach
  void fill() {
    folder = p.root("/pictures");
    for (int i = 1; i <= 5; i++) {
      p.picture(folder, i + ".png", i, new ImageFacts(10, 200, 100, 0x102030 + i, i, "PNG", null, null, Double.NaN, Double.NaN));
    }
    p.picture(folder, "copy.png", 2);
    views = new OpenViews(p.project(), () -> SmallProject.NOW, "test");
  }

  @AfterEach
  void close() {
    p.close();
  }

  private static ByteBuffer read(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer window(String view, int top, int bottom) {
    OpenView open = views.open(p.view(view));
    OpenLayout made = views.layOut(open.id(), new LayoutSpec(410, 100, 10, 7, 30, 0, new int[0], false));
    return read(views.bytes(open).window(made.layout(), top, bottom));
  }

  @Test
  void writesHeaderRowsAndPictures() {
    ByteBuffer w = window("{}", 0, 1000);
    assertEquals(24 + 3 * 24 + 6 * 32, w.capacity());
    assertEquals(0x314E4957, w.getInt(0));
    assertEquals(0, w.getInt(4));
    assertEquals(3, w.getInt(8));
    assertEquals(6, w.getInt(12));
    assertEquals(0, w.getInt(16));
    assertEquals(3, w.getInt(20));
    int second = 24 + 24;
    assertEquals(117, w.getInt(second));
    assertEquals(107, w.getShort(second + 4));
    assertEquals(0, w.get(second + 6));
    assertEquals(2, w.getInt(second + 8), "place of its first picture");
    assertEquals(2, w.getShort(second + 12));
    assertEquals(100, w.getShort(second + 14));
    assertEquals(-1, w.getInt(second + 16));
    assertEquals(2, w.getInt(second + 20), "index of its first picture");
    int third = 24 + 3 * 24 + 2 * 32;
    assertEquals(3, w.getInt(third));
    assertEquals(128 + 32, w.get(third + 4) & 255);
    assertEquals(0x10, w.get(third + 5));
    assertEquals(0x20, w.get(third + 6));
    assertEquals(0x33, w.get(third + 7));
    assertEquals(0, w.get(third + 8));
    assertEquals(1, w.get(third + 9));
    assertEquals(200, w.getShort(third + 10));
    assertEquals(SmallProject.sha1(3).high(), w.order(ByteOrder.BIG_ENDIAN).getLong(third + 12), "the digits of the sha1 in their order");
  }

  @Test
  void writesTheRowsThatTouchARangeAlone() {
    ByteBuffer w = window("{}", 117, 118);
    assertEquals(1, w.getInt(4));
    assertEquals(1, w.getInt(8));
    assertEquals(2, w.getInt(12));
    assertEquals(2, w.getInt(16));
    assertEquals(0, window("{}", 5000, 6000).getInt(8));
    assertEquals(2, window("{}", 106, 118).getInt(8), "the last px of the first row");
    assertEquals(1, window("{}", 107, 118).getInt(8), "the gap after it");
  }

  @Test
  void pilesCopiesUpAndCountsThem() {
    ByteBuffer w = window("{'mode': 'images'}", 0, 1000);
    assertEquals(5, w.getInt(12));
    int rows = w.getInt(8);
    assertEquals(2, w.get(24 + rows * 24 + 32 + 9));
    assertEquals(1, w.get(24 + rows * 24 + 9));
  }

  @Test
  void writesHeadersOfGroups() {
    ByteBuffer w = window("{'group': [{'property': 'extension'}]}", 0, 10);
    assertEquals(1, w.getInt(8));
    assertEquals(0, w.getInt(12));
    assertEquals(30, w.getShort(24 + 4));
    assertEquals(1, w.get(24 + 6));
    assertEquals(0, w.getShort(24 + 12));
    assertEquals(0, w.getInt(24 + 16));
    assertEquals(-1, w.getInt(24 + 20));
  }

  @Test
  void tellsWhatNoLongerMatchesAndWhatWasDeleted() {
    int year = p.property("year", PropertyType.NUMBER);
    p.set(year, 1968, 1, 2, 3);
    OpenView open = views.open(p.view("{'filter': {'property': 'year', 'op': 'equal', 'value': 1968}}"));
    assertEquals(3, open.shown().places());
    p.set(year, 1969, 2);
    p.set(year, 1968, 5);
    Commit c = new Commit();
    p.commit(c.with(c.emptyInstances(), 3));
    ByteBuffer w = read(views.bytes(open).pictures(0, 10));
    assertEquals(3 * 32, w.capacity());
    assertEquals(0, w.get(8));
    assertEquals(2, w.get(32 + 8));
    assertEquals(2 | 4, w.get(64 + 8));
    assertEquals(0, w.getShort(10), "no layout is meant");
    assertEquals(new OpenViews.Now(2, 2, true), views.now(open));
  }

  @Test
  void readsIdsAsItWritesThem() {
    int[] ids = {1, 0x01020304, -1};
    assertEquals(java.util.Arrays.toString(ids), java.util.Arrays.toString(WindowBytes.readIds(WindowBytes.ids(ids))));
    assertEquals(4, WindowBytes.ids(ids)[4], "the lowest byte comes first");
    assertNull(WindowBytes.readIds(new byte[5]));
  }
}
