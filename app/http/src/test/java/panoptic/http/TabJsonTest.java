package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import panoptic.model.Json;
import panoptic.model.RefusedException;
import panoptic.project.TabChange;

/// What comes in for a tab as JSON.
class TabJsonTest {

  @Test
  void aTabKeepsNoMoreThanItMay() {
    String longest = "x".repeat(262_144 - "{\"text\":\"\"}".length());
    assertEquals(Map.of("text", longest), TabJson.content(Json.of(Map.of("view", Map.of("text", longest)))).view());
    Json tooMuch = Json.of(Map.of("display", Map.of("text", longest + "x")));
    RefusedException refused = assertThrows(RefusedException.class, () -> TabJson.change(tooMuch));
    assertTrue(refused.getMessage().startsWith("display: a tab keeps at most 262144 characters"), refused.getMessage());
    assertThrows(RefusedException.class, () -> TabJson.change(Json.of(Map.of("view", "all of it"))));
    assertThrows(RefusedException.class, () -> TabJson.change(Json.of(Map.of("owner", "me"))));
  }

  @Test
  void nullGivesUpADraftAndNothingLeavesIt() {
    var nothing = new java.util.HashMap<String, Object>();
    assertNull(TabJson.change(Json.of(nothing)).draft());
    nothing.put("draft", null);
    assertEquals(new TabChange.Draft(null), TabJson.change(Json.of(nothing)).draft());
  }
}
