package panoptic.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Texts come out as they went in, whatever their length, and older dictionaries stay as they were.
final class DictionaryTest {

  @Test
  void keepsTextsOfEveryLength() {
    var texts = new ArrayList<String>();
    for (int length : new int[] {0, 1, 126, 127, 128, 129, 16_382, 16_383, 16_384, 16_385, 40_000, 65_530, 65_533, 65_534, 65_536, 70_000,
        3_000_000}) {
      texts.add("é".repeat(length / 2) + "x".repeat(length % 2) + texts.size());
    }
    for (int i = 0; i < 20_000; i++) {
      texts.add("text " + i);
    }
    Dictionary before = Dictionary.empty().with(texts.subList(0, 9));
    Dictionary all = before.with(texts.subList(9, texts.size()));
    assertEquals(9, before.size());
    assertEquals(-1, before.find(texts.get(9)));
    for (int code = 0; code < texts.size(); code++) {
      String text = texts.get(code);
      assertEquals(text, all.get(code));
      assertEquals(code, all.find(text));
      assertTrue(all.test(code, (bytes, from, to) -> new String(bytes, from, to - from, StandardCharsets.UTF_8).equals(text)));
    }
    assertEquals(texts.subList(0, 9), List.of(0, 1, 2, 3, 4, 5, 6, 7, 8).stream().map(before::get).toList());
  }
}
