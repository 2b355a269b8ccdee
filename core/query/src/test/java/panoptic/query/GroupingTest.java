package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;

class GroupingTest {
  private final SmallProject p = new SmallProject();
  private int root;

  @BeforeEach
  void pictures() {
    root = p.root("/pictures");
    for (int i = 1; i <= 6; i++) {
      p.picture(root, "p" + i, i == 6 ? 5 : i);
    }
  }

  @AfterEach
  void close() {
    p.close();
  }

  private String grouped(String by) {
    return p.groups("{'group': [{" + by + "}]}");
  }

  @Test
  void numbersJoinInSteps() {
    int n = p.property("n", PropertyType.NUMBER);
    p.set(n, 9.5, 1);
    p.set(n, -1, 2);
    p.set(n, 10, 3);
    p.set(n, 19, 4);
    assertEquals("-1=2 9.5=1 10=3 19=4 no value=5,6", grouped("'property': 'n'"));
    assertEquals("-10 – 0=2 0 – 10=1 10 – 20=3,4 no value=5,6", grouped("'property': 'n', 'step': {'count': 10}"));
    assertEquals("no value=5,6 10 – 20=3,4 0 – 10=1 -10 – 0=2",
        grouped("'property': 'n', 'step': {'count': 10}, 'direction': 'desc', 'empty': 'first'"));
    assertEquals(-10L, p.answer("{'group': [{'property': 'n', 'step': {'count': 10}}]}").groups().getFirst().value());
  }

  @Test
  void datesJoinInStepsAndVagueOnesStandApart() {
    int d = p.property("d", PropertyType.DATE);
    p.set(d, "1968-05-31T23:59-05:00", 1);
    p.set(d, "1968-05", 2);
    p.set(d, "1968", 3);
    p.set(d, "1968-06-01", 4);
    p.set(d, "-0001-12-31", 5);
    assertEquals("-0001-12=5 1968=3 1968-05=1,2 1968-06=4 no value=6", grouped("'property': 'd', 'step': {'unit': 'month', 'count': 1}"));
    assertEquals("-0010 – -0001=5 1960 – 1969=1,2,3,4 no value=6", grouped("'property': 'd', 'step': {'unit': 'year', 'count': 10}"));
    assertEquals("1968-05-27 – 1968-06-02=1,4", p.groups("{'filter': {'property': 'd', 'op': 'in', 'value': ['1968-05-31', '1968-06-01']}, "
        + "'group': [{'property': 'd', 'step': {'unit': 'week'}}]}"));
  }

  @Test
  void textsJoinByValueOrFirstLetter() {
    int t = p.property("t", PropertyType.TEXT);
    p.set(t, "Éclair", 1);
    p.set(t, "eclair", 2);
    p.set(t, "10", 3);
    p.set(t, "2", 4);
    p.set(t, "«quoted»", 5);
    assertEquals("«quoted»=5 2=4 10=3 eclair=2 Éclair=1 no value=6", grouped("'property': 't'"));
    assertEquals("#=5 1=3 2=4 E=1,2 no value=6", grouped("'property': 't', 'by': 'firstLetter'"));
  }

  @Test
  void picturesStandUnderEachTagAndAllAbove() {
    int tags = p.property("tags", PropertyType.MULTI_TAGS);
    int art = p.tag(tags, "art");
    int craft = p.tag(tags, "craft");
    int pottery = p.tag(tags, "pottery", art, craft);
    int vase = p.tag(tags, "vase", pottery);
    int lone = p.tag(tags, "Lone");
    p.set(tags, List.of(vase), 1);
    p.set(tags, List.of(art, lone), 2);
    p.set(tags, List.of(pottery, vase), 3);
    assertEquals("art=1,2,3 craft=1,3 Lone=2 pottery=1,3 vase=1,3 no value=4,5,6", grouped("'property': 'tags'"));
    assertEquals("art=1,2,3 craft=1,3 Lone=2 no value=4,5,6", grouped("'property': 'tags', 'by': 'top'"));
    assertEquals("art=1,2,3 craft=1,3 pottery=1,3 vase=1,3 Lone=2 no value=4,5,6", grouped("'property': 'tags', 'order': 'size'"));
    assertEquals("Lone=2 craft=1,3 pottery=1,3 vase=1,3 art=1,2,3 no value=4,5,6",
        grouped("'property': 'tags', 'order': 'size', 'direction': 'asc'"));
    p.deleteTag(pottery);
    assertEquals("art=2 Lone=2 vase=1,3 no value=4,5,6", grouped("'property': 'tags'"),
        "a deleted tag joins nothing above with anything below");
    assertEquals(art, p.answer("{'group': [{'property': 'tags'}]}").groups().getFirst().value());
  }

  @Test
  void foldersStandFlatOrAsATree() {
    int a = p.folder(root, "a");
    int deep = p.folder(a, "deep");
    int other = p.root("/other");
    p.picture(a, "7", 7);
    p.picture(deep, "8", 8);
    p.picture(other, "9", 1);
    assertEquals("other=9 pictures=1,2,3,4,5,6 pictures/a=7 pictures/a/deep=8", grouped("'property': 'folder'"));
    assertEquals("other=9 pictures=1,2,3,4,5,6,7,8[a=7,8[deep=8]]", grouped("'property': 'folder', 'by': 'tree'"));
    assertEquals("pictures=1,2,3,4,5,6,7,8[a=7,8[deep=8]] other=9", grouped("'property': 'folder', 'by': 'tree', 'order': 'size'"));
    assertEquals("other=9[50=9] pictures=1,2,3,4,5,6,7,8[a=7,8[deep=8[50=8] 50=7] 50=1,2,3,4,5,6]",
        p.groups("{'group': [{'property': 'folder', 'by': 'tree'}, {'property': 'height'}]}"));
  }

  @Test
  void levelsNestAndCountInstancesAndImages() {
    int n = p.property("n", PropertyType.NUMBER);
    int c = p.property("c", PropertyType.CHECKBOX, PropertyMode.IMAGE);
    p.set(n, 1, 1, 2, 5);
    p.set(n, 2, 3, 6);
    p.set(c, true, 1, 5);
    p.set(c, false, 2);
    String view = "{'sort': [{'property': 'id', 'direction': 'desc'}], 'group': [{'property': 'c'}, {'property': 'n'}]}";
    assertEquals("false=2[1=2] true=6,5,1[1=5,1 2=6] no value=4,3[2=3 no value=4]", p.groups(view));
    Group yes = p.answer(view).groups().get(1);
    assertEquals(3, yes.instances());
    assertEquals(2, yes.images());
    assertEquals(true, yes.value());
    String images = view.replace("{'sort'", "{'mode': 'images', 'sort'");
    assertEquals("false=2[1=2] true=5,1[1=5,1 2=6] no value=4,3[2=3 no value=4]", p.groups(images));
    assertEquals(3, p.answer(images).groups().get(1).instances());
  }
}
