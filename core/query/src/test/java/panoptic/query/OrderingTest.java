package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import panoptic.model.PropertyType;

class OrderingTest {
  private final SmallProject p = new SmallProject();
  private int root;

  @BeforeEach
  void root() {
    root = p.root("/pictures");
  }

  @AfterEach
  void close() {
    p.close();
  }

  private String order(PropertyType type, @Nullable Object... values) {
    int property = p.property(type.json(), type);
    for (int i = 0; i < values.length; i++) {
      p.picture(root, "p" + i, i);
      if (values[i] != null) {
        p.set(property, values[i], i + 1);
      }
    }
    String sort = "{'sort': [{'property': '" + type.json() + "'";
    String up = p.ids(sort + "}]}").toString();
    assertEquals(up, p.ids(sort + ", 'direction': 'asc', 'empty': 'last'}]}").toString());
    return up + " " + p.ids(sort + ", 'direction': 'desc'}]}") + " " + p.ids(sort + ", 'direction': 'desc', 'empty': 'first'}]}");
  }

  @Test
  void textsAreNaturalAndFolded() {
    assertEquals("[3, 6, 1, 5, 2, 4] [2, 5, 1, 6, 3, 4] [4, 2, 5, 1, 6, 3]", order(PropertyType.TEXT, "a10", "Z", "a2", null, "Éa", "A2 "));
  }

  @Test
  void equalValuesStandByIdInBothDirections() {
    assertEquals("[2, 5, 1, 3, 4, 6] [1, 3, 4, 6, 2, 5] [1, 3, 4, 6, 2, 5]", order(PropertyType.NUMBER, 2, 1, 2, 2, 1, 2));
  }

  @Test
  void numbersStandBySize() {
    assertEquals("[4, 3, 2, 1, 5] [1, 2, 3, 4, 5] [5, 1, 2, 3, 4]", order(PropertyType.NUMBER, 1e30, 0.5, 0, -2, null));
  }

  @Test
  void datesStandByStartAndTheWiderFirst() {
    assertEquals("[4, 2, 3, 1, 5] [1, 3, 2, 4, 5] [5, 1, 3, 2, 4]", order(PropertyType.DATE, "1968-05", "1968", "1968-01", "-0043", null));
  }

  @Test
  void uncheckedStandsBeforeChecked() {
    assertEquals("[2, 1, 3] [1, 2, 3] [3, 1, 2]", order(PropertyType.CHECKBOX, true, false, null));
  }

  @Test
  void coloursStandAsInThePalette() {
    assertEquals("[3, 1, 2, 4] [2, 1, 3, 4] [4, 2, 1, 3]", order(PropertyType.COLOR, 2, 11, 0, null));
  }

  @Test
  void tagsStandByTheirFirstName() {
    int tags = p.property("tags", PropertyType.MULTI_TAGS);
    int z = p.tag(tags, "Zebra");
    int ten = p.tag(tags, "tag 10");
    int two = p.tag(tags, "Tag 2");
    for (int i = 1; i <= 4; i++) {
      p.picture(root, "p" + i, i);
    }
    p.set(tags, List.of(z), 1);
    p.set(tags, List.of(z, ten), 2);
    p.set(tags, List.of(z, ten, two), 3);
    assertEquals(List.of(3, 2, 1, 4), p.ids("{'sort': [{'property': 'tags'}]}"));
    p.deleteTag(two);
    assertEquals(List.of(2, 3, 1, 4), p.ids("{'sort': [{'property': 'tags'}]}"));
  }

  @Test
  void foldersStandByPathAndFilesByName() {
    int b = p.folder(root, "b");
    int ten = p.folder(root, "a10");
    int two = p.folder(root, "a2");
    p.picture(b, "x", 1);
    p.picture(ten, "y10", 2);
    p.picture(two, "y9", 3);
    p.picture(root, "z", 4);
    assertEquals(List.of(4, 3, 2, 1), p.ids("{'sort': [{'property': 'folder'}]}"));
    assertEquals(List.of(1, 3, 2, 4), p.ids("{'sort': [{'property': 'file name'}]}"));
    assertEquals(List.of(3, 2, 1, 4), p.ids("{'sort': [{'property': 'path'}]}"));
  }

  @Test
  void laterKeysDecideAmongEquals() {
    int a = p.property("a", PropertyType.NUMBER);
    int b = p.property("b", PropertyType.TEXT);
    for (int i = 1; i <= 5; i++) {
      p.picture(root, "p" + i, i);
    }
    p.set(a, 1, 1, 2, 3);
    p.set(a, 0, 4);
    p.set(b, "x", 1, 4);
    p.set(b, "y", 2);
    assertEquals(List.of(4, 3, 2, 1, 5), p.ids("{'sort': [{'property': 'a'}, {'property': 'b', 'direction': 'desc', 'empty': 'first'}]}"));
    assertEquals(List.of(4, 1, 2, 3, 5), p.ids("{'sort': [{'property': 'b'}, {'property': 'a'}]}"));
  }
}
