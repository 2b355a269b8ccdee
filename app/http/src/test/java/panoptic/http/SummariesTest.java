package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.project.ProjectState;
import panoptic.query.Summary;

/// Summaries that are kept say what those made anew would say, and only what a commit touched is summed up again.
class SummariesTest {
  private static List<Summary> anew(ProjectState state, RoaringBitmap rows) {
    RoaringBitmap images = Summary.images(state, rows);
    return all(state).stream().map(p -> Summary.of(state, p, rows, images)).toList();
  }

  private static List<Property> all(ProjectState state) {
    return Stream.concat(Computed.ALL.stream(), state.properties().stream()).toList();
  }

  private static int at(ProjectState state, int property) {
    return all(state).stream().map(Property::id).toList().indexOf(property);
  }

  @Test
  void followsEachCommit() throws Exception {
    try (var server = new MadeUpServer(3_000)) {
      var summaries = new Summaries();
      ProjectState state = server.project().state();
      RoaringBitmap rows = state.instances().rows();
      List<Summary> before = summaries.of(state, rows.clone(), all(state)).properties();
      assertEquals(anew(state, rows), before);
      for (Property p : state.properties().stream().filter(p -> p.id() > 0).toList()) {
        server.ask("POST", "/commits", MadeUpServer.edit(p.id(), "clear", "", Map.of("ids", MadeUpServer.ids(1, 900))));
        ProjectState now = server.project().state();
        List<Summary> after = summaries.of(now, rows.clone(), all(now)).properties();
        assertEquals(anew(now, rows), after, p.name());
        assertNotSame(before.get(at(now, p.id())), after.get(at(now, p.id())), p.name());
        assertSame(before.get(at(now, Computed.CAMERA)), after.get(at(now, Computed.CAMERA)), "no commit touched it");
        before = after;
      }
    }
  }

  @Test
  void tellsSetsApart() throws Exception {
    try (var server = new MadeUpServer(500)) {
      var summaries = new Summaries();
      ProjectState state = server.project().state();
      Property property = state.properties().stream().filter(p -> p.type() == PropertyType.MULTI_TAGS).findFirst().orElseThrow();
      for (int from = 0; from < 40; from++) {
        RoaringBitmap rows = RoaringBitmap.bitmapOfRange(from, from + 100);
        Summary expected = Summary.of(state, property, rows, Summary.images(state, rows));
        assertEquals(List.of(expected), summaries.of(state, rows, List.of(property)).properties());
      }
    }
  }
}
