package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import panoptic.model.PropertyType;

/// Laws that hold whatever the conditions are.
class AlgebraTest {

  @Test
  void filtersObeyTheLawsOfLogic() {
    try (var p = new SmallProject()) {
      int root = p.root("/pictures");
      int n = p.property("n", PropertyType.NUMBER);
      int t = p.property("t", PropertyType.MULTI_TAGS);
      int a = p.tag(t, "a");
      int b = p.tag(t, "b", a);
      for (int i = 1; i <= 12; i++) {
        p.picture(root, "p" + i, i);
        p.set(n, i % 3 == 0 ? null : i % 5, i);
        p.set(t, i % 4 == 0 ? null : i % 2 == 0 ? List.of(a) : List.of(b), i);
      }
      List<String> conditions = List.of("{'property': 'n', 'op': 'lower', 'value': 3}", "{'property': 'n', 'op': 'equalNot', 'value': 2}",
          "{'property': 't', 'op': 'containsAny', 'value': ['a']}", "{'property': 't', 'op': 'containsNot', 'value': ['b']}", "{'all': []}",
          "{'any': []}");
      for (String x : conditions) {
        assertEquals(p.filtered(x), p.filtered(not(not(x))), x);
        assertEquals(p.filtered(x), p.filtered("{'all': [" + x + "]}"), x);
        assertEquals(p.filtered(x), p.filtered("{'any': [" + x + "]}"), x);
        assertEquals(List.of(), p.filtered("{'all': [" + x + "," + not(x) + "]}"), x);
        assertEquals(p.ids("{}"), p.filtered("{'any': [" + x + "," + not(x) + "]}"), x);
        for (String y : conditions) {
          assertEquals(p.filtered(not("{'any': [" + x + "," + y + "]}")), p.filtered("{'all': [" + not(x) + "," + not(y) + "]}"), x + y);
          assertEquals(p.filtered(not("{'all': [" + x + "," + y + "]}")), p.filtered("{'any': [" + not(x) + "," + not(y) + "]}"), x + y);
          var both = new ArrayList<>(p.filtered(x));
          both.retainAll(p.filtered(y));
          assertEquals(both, p.filtered("{'all': [" + x + "," + y + "]}"), x + y);
        }
      }
    }
  }

  private static String not(String filter) {
    return "{'not': " + filter + "}";
  }
}
