package panoptic.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;

/// Tabs: whose they are, who sees what of them, and in which order.
class TabsTest {
  private static final Tabs.Viewer ADA = viewer("ada");
  private static final Tabs.Viewer BEN = viewer("ben");
  private static final TabChange NOTHING = new TabChange(null, null, null, null, null, null, null, null);

  private final Tabs tabs = new Tabs(new MemoryTabs(), InstantSource.system());

  private static Tabs.Viewer viewer(String name) {
    return new Tabs.Viewer(new Person(name.length(), name, name, 0), List.of("ada", "ben")::contains);
  }

  private static TabContent content(String text) {
    return new TabContent(view(text), Map.of());
  }

  private static Map<String, @Nullable Object> view(String text) {
    return Map.of("text", text);
  }

  private int add(String name, Tabs.Viewer by) {
    return tabs.add(name, content(name), false, 0, by).id();
  }

  private TabView share(int id, boolean shared, Tabs.Viewer by) {
    return tabs.change(id, new TabChange(null, shared, null, null, null, null, null, null), by).tab();
  }

  private void open(int id, boolean open, Tabs.Viewer by) {
    tabs.change(id, new TabChange(null, null, null, null, null, open, null, null), by);
  }

  private Tabs.Changed save(int id, String text, @Nullable Long edition, Tabs.Viewer by) {
    return tabs.change(id, new TabChange(null, null, view(text), null, null, null, null, edition), by);
  }

  private List<String> open(Tabs.Viewer of) {
    return tabs.list(of).stream().filter(TabView::isOpen).map(TabView::name).toList();
  }

  private List<Integer> ids(Tabs.Viewer of) {
    return tabs.list(of).stream().map(TabView::id).toList();
  }

  private static ErrorCode refused(Runnable what) {
    return assertThrows(RefusedException.class, what::run).code();
  }

  @Test
  void belongToWhoMadeThemUntilTheyAreShared() {
    int all = add("All", ADA);
    int strikes = add("Strikes", ADA);
    assertEquals(List.of("All", "Strikes"), open(ADA));
    assertEquals(List.of(), tabs.list(BEN));
    assertEquals(ErrorCode.UNKNOWN, refused(() -> tabs.get(all, BEN)));
    assertEquals(ErrorCode.UNKNOWN, refused(() -> tabs.change(all, NOTHING, BEN)));
    share(strikes, true, ADA);
    assertEquals(List.of("Strikes"), open(BEN));
    open(strikes, false, BEN);
    assertEquals(List.of(), open(BEN));
    assertEquals(1, tabs.list(BEN).size(), "what one closed can be opened again");
    assertEquals(List.of("All", "Strikes"), open(ADA), "who closes a shared tab closes it for nobody else");
    assertEquals(ErrorCode.NOT_PERMITTED, refused(() -> share(strikes, false, BEN)));
    share(strikes, false, ADA);
    assertEquals(List.of(), tabs.list(BEN));
  }

  @Test
  void whatOneChangesInASharedTabIsOnesOwnUntilSaved() {
    int id = add("Strikes", ADA);
    share(id, true, ADA);
    var draft = new TabChange.Draft(content("ben"));
    tabs.change(id, new TabChange(null, null, null, null, draft, null, null, null), BEN);
    assertNull(tabs.get(id, ADA).draft());
    assertEquals(content("Strikes"), tabs.get(id, ADA).content());
    assertEquals(content("ben"), tabs.list(BEN).getFirst().draft());
    long seen = tabs.get(id, BEN).edition();
    save(id, "ada", seen, ADA);
    Tabs.Changed saved = save(id, "ben", seen, BEN);
    assertEquals("ada", Objects.requireNonNull(saved.overtook()).name(), "who saves later hears whose change stood there");
    assertEquals(content("ben"), tabs.get(id, ADA).content(), "and the later stands");
    assertNull(saved.tab().draft());
    assertNull(save(id, "more", seen + 2, ADA).overtook());
    tabs.change(id, new TabChange(null, null, null, null, draft, null, null, null), BEN);
    assertNotNull(tabs.get(id, BEN).draft());
    tabs.change(id, new TabChange(null, null, null, null, new TabChange.Draft(null), null, null, null), BEN);
    assertNull(tabs.get(id, BEN).draft(), "a draft can be given up");
  }

  @Test
  void standWhereEachPersonPutsThem() {
    var random = new Random(7);
    var model = new ArrayList<Integer>();
    for (int i = 0; i < 12; i++) {
      int after = model.isEmpty() ? 0 : model.get(random.nextInt(model.size()));
      int id = tabs.add("t" + i, content(""), true, after, ADA).id();
      model.add(after == 0 ? 0 : model.indexOf(after) + 1, id);
    }
    for (int turn = 0; turn < 300; turn++) {
      int id = model.get(random.nextInt(model.size()));
      int before = turn < 80 ? model.getFirst() : random.nextInt(5) == 0 ? 0 : model.get(random.nextInt(model.size()));
      if (before == id) {
        continue;
      }
      tabs.change(id, new TabChange(null, null, null, null, null, null, before, null), ADA);
      model.removeIf(other -> other == id);
      model.add(before == 0 ? model.size() : model.indexOf(before), id);
      assertEquals(model, ids(ADA), "turn " + turn);
    }
    assertEquals(model.stream().sorted().toList(), ids(BEN), "nobody else's strip moved");
  }

  @Test
  void ofSomebodyWhoDoesNotWorkHereAreAnybodys() {
    int id = add("Far away", viewer("cleo"));
    assertEquals(List.of(), open(ADA));
    assertEquals(1, tabs.list(ADA).size());
    open(id, true, ADA);
    assertTrue(tabs.list(ADA).getFirst().isMine());
    assertEquals(List.of(), tabs.list(BEN));
  }

  @Test
  void refuseNamesThatAreNone() {
    for (String name : List.of("x".repeat(201), "", " ", "a\nb")) {
      assertEquals(ErrorCode.INVALID, refused(() -> add(name, ADA)));
    }
    assertEquals(List.of(), tabs.list(ADA));
  }
}
