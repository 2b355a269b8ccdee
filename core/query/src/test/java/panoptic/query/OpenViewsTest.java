package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Commit;
import panoptic.model.ErrorCode;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.project.ProjectState;

class OpenViewsTest {
  private final SmallProject p = new SmallProject();
  private OpenViews views;
  private int folder;
  private int year;
  private int marks;
  private int good;

  @BeforeEach
  void fill() {
    folder = p.root("/pictures");
    for (int i = 1; i <= 30; i++) {
      p.picture(folder, i + ".png", 1 + i % 20);
    }
    year = p.property("year", PropertyType.NUMBER);
    marks = p.property("marks", PropertyType.MULTI_TAGS, PropertyMode.IMAGE);
    good = p.tag(marks, "good");
    views = new OpenViews(p.project(), () -> SmallProject.NOW, "test");
  }

  @AfterEach
  void close() {
    p.close();
  }

  @Test
  void keepsTheOrderUntilItIsOpenedAgain() {
    OpenView first = views.open(p.view("{'sort': [{'property': 'year'}]}"));
    p.set(year, 1968, 30);
    assertSame(first.shown(), views.get(first.id()).shown());
    OpenView second = views.open(first.view());
    assertNotEquals(first.id(), second.id());
    assertEquals(29, second.shown().order()[0]);
    assertEquals(0, first.shown().order()[0]);
    assertSame(second.shown(), views.open(first.view()).shown(), "equal views at one sequence share their order");
  }

  @Test
  void refusesWhatIsNotOpen() {
    OpenView view = views.open(View.ALL);
    OpenLayout layout = views.layOut(view.id(), LayoutSpec.of(500, 100));
    assertSame(layout.layout(), views.getLayout(layout.id()).layout());
    views.close(view.id());
    assertEquals(ErrorCode.OUTDATED, assertThrows(RefusedException.class, () -> views.get(view.id())).code());
    assertEquals(ErrorCode.OUTDATED, assertThrows(RefusedException.class, () -> views.getLayout(layout.id())).code());
    assertEquals(ErrorCode.OUTDATED, assertThrows(RefusedException.class, () -> views.get("v1-other")).code());
    views.close("v1-other");
  }

  @Test
  void findsThePlaceOfACopyWhereCopiesPileUp() {
    ProjectState state = p.project().state();
    Shown piled = views.open(p.view("{'mode': 'images'}")).shown();
    assertEquals(20, piled.places());
    assertEquals(2, piled.copiesAt(piled.placeOf(state, 21)));
    assertEquals(piled.placeOf(state, 1), piled.placeOf(state, 21));
    assertEquals(-1, piled.placeOf(state, 99));
  }

  /// After any edits, what is kept up to date says what a fresh answer says.
  @Test
  void countsWhatAFreshAnswerCounts() {
    List<String> specs = List.of("{}", "{'filter': {'property': 'year', 'op': 'geq', 'value': 3}}",
        "{'mode': 'images', 'filter': {'property': 'marks', 'op': 'containsAny', 'value': ['good']}}",
        "{'folders': [" + folder + "], 'filter': {'not': {'property': 'marks', 'op': 'isSet'}}}", "{'text': 'good'}",
        "{'filter': {'property': 'year', 'op': 'isSet'}, 'sort': [{'property': 'year'}]}");
    List<OpenView> open = specs.stream().map(s -> views.open(p.view(s))).toList();
    var random = new SplittableRandom(5);
    int changed = 0;
    for (int turn = 0; turn < 150; turn++) {
      int id = 1 + random.nextInt(30);
      boolean isThere = p.project().state().instances().contains(id - 1);
      switch (random.nextInt(10)) {
        case 0 -> {
          Commit c = new Commit();
          if (isThere) {
            p.commit(c.with(c.emptyInstances(), id));
          } else {
            p.project().undo(SmallProject.ADA);
          }
        }
        case 1, 2, 3 -> {
          if (isThere) {
            p.set(marks, random.nextBoolean() ? List.of(good) : null, id);
          }
        }
        default -> {
          if (isThere) {
            p.set(year, random.nextInt(6), id);
          }
        }
      }
      ProjectState state = p.project().state();
      for (OpenView view : open) {
        Answer fresh = Views.answer(state, view.view(), () -> SmallProject.NOW);
        OpenViews.Now now = views.now(view);
        String message = "turn " + turn + ", " + view.view();
        assertEquals(fresh.instances(), now.instances(), message);
        assertEquals(fresh.images(), now.images(), message);
        int[] shown = Views.shown(state, view.view(), () -> SmallProject.NOW).order();
        if (!java.util.Arrays.equals(shown, view.shown().order())) {
          assertTrue(now.changed(), message);
        }
        changed += now.changed() ? 1 : 0;
      }
    }
    assertTrue(changed > 100 && changed < 150 * specs.size(), changed + " times changed");
  }

  @Test
  void sumsUp() {
    p.set(year, 1968, 1, 2, 3);
    p.set(year, 1970, 4);
    p.set(marks, List.of(good), 1, 2);
    ProjectState state = p.project().state();
    RoaringBitmap rows = RoaringBitmap.bitmapOf(0, 1, 2, 3, 4, 20);
    RoaringBitmap images = Summary.images(state, rows);
    assertEquals(5, images.getCardinality());
    Summary years = Summary.of(state, p.property(year), rows, images);
    assertEquals(new Summary(year, 6, 2, 2, List.of(new Summary.Frequent(1968L, 3), new Summary.Frequent(1970L, 1)), 1968L, 1970L), years);
    Summary tags = Summary.of(state, p.property(marks), rows, images);
    assertEquals(new Summary(marks, 5, 3, 1, List.of(new Summary.Frequent(good, 2)), null, null), tags);
    Summary extensions = Summary.of(state, p.property(panoptic.model.Computed.EXTENSION), rows, images);
    assertEquals(List.of(new Summary.Frequent("png", 6)), extensions.values());
    Summary empty = Summary.of(state, p.property(year), new RoaringBitmap(), new RoaringBitmap());
    assertEquals(new Summary(year, 0, 0, 0, List.of(), null, null), empty);
    Summary widths = Summary.of(state, p.property(panoptic.model.Computed.WIDTH), rows, images);
    assertEquals(102L, widths.low());
  }
}
