package panoptic.http;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import panoptic.http.spi.People;
import panoptic.model.Json;
import panoptic.project.TabChange;
import panoptic.project.TabView;
import panoptic.project.Tabs;

/// Tabs of a project: listed, made, changed, each as the person who asks sees it.
final class TabRoutes implements Routes {
  private static final String TABS = "/projects/{project}/tabs";

  private final People people;

  TabRoutes(People people) {
    this.people = people;
  }

  @Override
  public void addTo(RouteTable table) {
    table.get(TABS, Access.PERSON, x -> x.answer(Map.of("tabs", tabs(x).list(viewer(x)).stream().map(TabJson::line).toList())))
        .post(TABS, Access.PERSON, this::add)
        .get(TABS + "/{tab}", Access.PERSON, x -> x.answer(TabJson.whole(tabs(x).get(x.pathNumber("tab"), viewer(x)), null)))
        .patch(TABS + "/{tab}", Access.PERSON, this::change);
  }

  private static Tabs tabs(Exchange x) {
    return x.project().open().tabs();
  }

  private Tabs.Viewer viewer(Exchange x) {
    return new Tabs.Viewer(x.person(), key -> people.find(key).isPresent());
  }

  private void add(Exchange x) throws IOException {
    Json wanted = x.json().only(Set.of("name", "view", "display", "shared", "after"));
    boolean shared = wanted.has("shared") && wanted.get("shared").bool();
    int after = wanted.get("after").isNull() ? 0 : wanted.get("after").integer();
    TabView made = tabs(x).add(wanted.get("name").string(), TabJson.content(wanted), shared, after, viewer(x));
    tell(x, made.isShared());
    x.answer(201, TabJson.whole(made, null));
  }

  private void change(Exchange x) throws IOException {
    TabChange wanted = TabJson.change(x.json());
    int id = x.pathNumber("tab");
    boolean wasShared = tabs(x).get(id, viewer(x)).isShared();
    Tabs.Changed changed = tabs(x).change(id, wanted, viewer(x));
    tell(x, wanted.concernsAll() && (wasShared || changed.tab().isShared()));
    x.answer(TabJson.whole(changed.tab(), changed.overtook()));
  }

  /// Tells browsers that there is something new about tabs: everybody's, or those of the person who did it.
  private static void tell(Exchange x, boolean everybody) {
    String me = x.person().key();
    x.project().live().put("tabs", LiveJson.TABS, v -> everybody || v.known().filter(p -> p.key().equals(me)).isPresent());
  }
}
