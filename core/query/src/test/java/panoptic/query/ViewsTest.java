package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import panoptic.model.Commit;
import panoptic.model.ErrorCode;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;

class ViewsTest {
  private final SmallProject p = new SmallProject();

  @AfterEach
  void close() {
    p.close();
  }

  @Test
  void answersAnEmptyProject() {
    Answer a = p.answer("{'group': [{'property': 'folder', 'by': 'tree'}], 'sort': [{'property': 'size'}]}");
    assertEquals(0, a.instances());
    assertEquals(0, a.images());
    assertEquals(0, a.order().length);
    assertEquals(List.of(), a.groups());
  }

  @Test
  void showsWhatLiesInFoldersAndBelowThem() {
    int root = p.root("/pictures");
    int a = p.folder(root, "a");
    int deep = p.folder(a, "deep");
    int other = p.root("/other");
    p.picture(root, "1", 1);
    p.picture(a, "2", 2);
    p.picture(deep, "3", 3);
    p.picture(other, "4", 4);
    assertEquals(List.of(1, 2, 3), p.ids("{'folders': [" + root + "]}"));
    assertEquals(List.of(2, 3), p.ids("{'folders': [" + a + "]}"));
    assertEquals(List.of(3, 4), p.ids("{'folders': [" + deep + ", " + other + "]}"));
    assertEquals(List.of(1, 2, 3, 4), p.ids("{'folders': []}"));
    Commit c = new Commit();
    p.commit(c.with(c.emptyFolders(), a));
    assertEquals(List.of(1, 4), p.ids("{}"));
    var e = assertThrows(RefusedException.class, () -> p.ids("{'folders': [" + root + ", " + a + "]}"));
    assertEquals("folders[1]: there is no folder " + a, e.getMessage());
  }

  @Test
  void searchesNamesPathsTextsAndTags() {
    int root = p.root("/pictures");
    int folder = p.folder(root, "Été 1968");
    p.picture(root, "Poster.png", 1);
    p.picture(folder, "b.png", 2);
    p.picture(root, "c.png", 3, SmallProject.facts(1, 1, null, "Leica", 0));
    p.picture(root, "d.png", 4);
    p.picture(root, "e.png", 4);
    int text = p.property("title", PropertyType.TEXT, PropertyMode.IMAGE);
    p.set(text, "un AFFICHE", 4);
    int link = p.property("link", PropertyType.URL);
    p.set(link, "https://leica.example", 1);
    int path = p.property("place", PropertyType.PATH);
    p.set(path, "/affiche", 2);
    int tags = p.property("tags", PropertyType.MULTI_TAGS);
    int colour = p.tag(tags, "Colour");
    int red = p.tag(tags, "red", colour);
    p.set(tags, List.of(red), 3);
    assertEquals(List.of(1), p.ids("{'text': 'POSTER'}"));
    assertEquals(List.of(2), p.ids("{'text': 'ete 1968/B'}"));
    assertEquals(List.of(1, 3), p.ids("{'text': 'leica'}"));
    assertEquals(List.of(4, 5), p.ids("{'text': 'affiche'}"));
    assertEquals(List.of(3), p.ids("{'text': 'RED'}"));
    assertEquals(List.of(3), p.ids("{'text': 'colour'}"));
    assertEquals(List.of(1, 2, 3, 4, 5), p.ids("{'text': '  '}"));
    assertEquals(List.of(), p.ids("{'text': 'pictures'}"), "the root itself is no part of a relative path");
    p.deleteTag(red);
    assertEquals(List.of(), p.ids("{'text': 'colour'}"));
  }

  @Test
  void findsWhatWasChangedWhenAndByWhom() {
    int root = p.root("/pictures");
    for (int i = 1; i <= 4; i++) {
      p.picture(root, i + ".png", i);
    }
    int year = p.property("year", PropertyType.NUMBER);
    int tags = p.property("tags", PropertyType.MULTI_TAGS, PropertyMode.IMAGE);
    int a = p.tag(tags, "a");
    int b = p.tag(tags, "b");
    p.set(year, 1, 1, 2, 3);
    long first = p.project().state().sequence();
    p.by(SmallProject.BEN).set(year, 2, 2);
    p.set(year, null, 3);
    p.set(tags, List.of(a), 1, 2);
    p.by(SmallProject.ADA).set(tags, List.of(a, b), 2);
    long last = p.project().state().sequence();
    String time = SmallProject.NOW.plusSeconds(first + 1).toString();
    assertEquals(List.of(1, 2), p.filtered("{'property': 'year', 'op': 'changedSince', 'value': 0}"));
    assertEquals(List.of(2), p.filtered("{'property': 'year', 'op': 'changedSince', 'value': " + first + "}"));
    assertEquals(List.of(), p.filtered("{'property': 'year', 'op': 'changedSince', 'value': " + last + "}"));
    assertEquals(List.of(2), p.filtered("{'property': 'year', 'op': 'changedSince', 'value': '" + time + "'}"));
    assertEquals(List.of(1, 2), p.filtered("{'property': 'year', 'op': 'changedSince', 'value': '2026'}"));
    assertEquals(List.of(), p.filtered("{'property': 'year', 'op': 'changedSince', 'value': '2027'}"));
    assertEquals(List.of(1), p.filtered("{'property': 'year', 'op': 'editedBy', 'value': 'Ada'}"));
    assertEquals(List.of(2), p.filtered("{'property': 'year', 'op': 'editedBy', 'value': 'Ben'}"));
    int ben = p.project().state().people().stream().filter(x -> x.name().equals("Ben")).findFirst().orElseThrow().id();
    assertEquals(List.of(1), p.filtered("{'property': 'tags', 'op': 'editedBy', 'value': " + ben + "}"));
    assertEquals(List.of(2), p.filtered("{'property': 'tags', 'op': 'editedBy', 'value': 'Ada'}"));
    assertEquals(List.of(2), p.filtered("{'property': 'tags', 'op': 'changedSince', 'value': " + (last - 1) + "}"));
  }

  @Test
  void selectsByIds() {
    int root = p.root("/pictures");
    for (int i = 1; i <= 4; i++) {
      p.picture(root, i + ".png", i);
    }
    Commit c = new Commit();
    p.commit(c.with(c.emptyInstances(), 3));
    assertEquals(List.of(2, 4), p.filtered("{'op': 'inSelection', 'value': {'ids': [4, 2, 3, 99, -1, 0]}}"));
    assertEquals(List.of(1), p.filtered("{'not': {'op': 'inSelection', 'value': {'ids': [4, 2]}}}"));
    assertEquals(List.of(), p.filtered("{'op': 'inSelection', 'value': {'ids': []}}"));
  }

  @Test
  void pilesUpCopiesUnderTheLowestThatMatches() {
    int root = p.root("/pictures");
    int a = p.folder(root, "a");
    p.picture(root, "x1", 1);
    p.picture(root, "y1", 2);
    p.picture(a, "x2", 1);
    p.picture(a, "z", 3);
    p.picture(a, "y2", 2);
    int n = p.property("n", PropertyType.NUMBER);
    p.set(n, 9, 1);
    p.set(n, 1, 3);
    p.set(n, 5, 2);
    p.set(n, 7, 4);
    Answer all = p.answer("{'mode': 'images'}");
    assertEquals(5, all.instances());
    assertEquals(3, all.images());
    assertEquals(List.of(1, 2, 4), p.ids(all.order()));
    assertEquals(List.of(3, 4, 5), p.ids("{'mode': 'images', 'folders': [" + a + "]}"));
    assertEquals(List.of(2, 4, 1), p.ids("{'mode': 'images', 'sort': [{'property': 'n'}]}"));
    assertEquals(List.of(3, 2, 4),
        p.ids("{'mode': 'images', 'sort': [{'property': 'n'}], 'filter': {'property': 'n', 'op': 'lower', 'value': 9}}"));
    assertEquals("pictures=2,1 pictures/a=5,4,3",
        p.groups("{'mode': 'images', 'sort': [{'property': 'n'}], 'group': [{'property': 'folder'}]}"),
        "a pile stands in each folder that has a copy, at its place in the order");
  }

  @Test
  void givesEditsAllMatchingInstances() {
    int root = p.root("/pictures");
    p.picture(root, "1", 1);
    p.picture(root, "2", 1);
    p.picture(root, "3", 2);
    var rows = new BitSet();
    rows.set(0, 2);
    assertEquals(rows, Views.rows(() -> SmallProject.NOW).rows(p.project().state(),
        SmallProject.json("{'mode': 'images', 'filter': {'property': 'width', 'op': 'equal', 'value': 101}}")));
  }

  @Test
  void refusesAViewWhosePropertyWasDeleted() {
    int n = p.property("n", PropertyType.NUMBER);
    View view = p.view("{'sort': [{'property': 'n'}]}");
    Commit c = new Commit();
    p.commit(c.with(c.emptyProperties(), n));
    var e = assertThrows(RefusedException.class, () -> Views.answer(p.project().state(), view, () -> SmallProject.NOW));
    assertEquals(ErrorCode.UNKNOWN, e.code());
  }

  @Test
  void printsRowsAndGroups() {
    int root = p.root("/pictures");
    int a = p.folder(root, "a");
    p.picture(root, "1.png", 1);
    p.picture(a, "2.png", 1);
    Answer answer = p.answer("{'group': [{'property': 'folder'}]}");
    assertEquals("{instances=2, images=1, rows=[{id=1, sha1=" + SmallProject.sha1(1) + ", path=/pictures/1.png}]}",
        AnswerJson.rows(p.project().state(), answer, 1).toString());
    assertEquals("{instances=2, images=1, groups=[{property=-4, value=" + root + ", name=pictures, instances=1, images=1, groups=[]}, "
        + "{property=-4, value=" + a + ", name=pictures/a, instances=1, images=1, groups=[]}]}", AnswerJson.groups(answer).toString());
  }
}
