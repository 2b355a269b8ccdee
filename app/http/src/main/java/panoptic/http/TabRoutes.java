package panoptic.http;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import panoptic.http.spi.People;
import panoptic.model.Json;

/// Tabs of a project: listed, made, changed, each as the person who asks sees it.
final class TabRoutes implements Routes {
  private static final String TABS = "/projects/{project}/tabs";

  private final People people;

  TabRoutes(People people) {
    this.people = people;
  }

  @Override
  public void addTo(RouteTable table) {
    table.get(TABS, Access.PERSON, x -> x.answer(Map.of("tabs", x.project().tabs().list(viewer(x))))).post(TABS, Access.PERSON, this::add)
        .get(TABS + "/{tab}", Access.PERSON, x -> x.answer(x.project().tabs().get(x.pathNumber("tab"), viewer(x)).document()))
        .patch(TABS + "/{tab}", Access.PERSON, this::change);
  }

  private Tabs.Viewer viewer(Exchange x) {
    return new Tabs.Viewer(x.person(), key -> people.find(key).isPresent());
  }

  private void add(Exchange x) throws IOException {
    Json wanted = x.json().only(Set.of("name", "view", "display", "shared", "after"));
    Tabs.Seen made = x.project().tabs().add(wanted, viewer(x));
    tell(x, made.shared());
    x.answer(201, made.document());
  }

  private void change(Exchange x) throws IOException {
    Json wanted = x.json().only(Set.of("name", "view", "display", "shared", "draft", "open", "before", "edition"));
    int id = x.pathNumber("tab");
    boolean wasShared = x.project().tabs().get(id, viewer(x)).shared();
    Tabs.Seen changed = x.project().tabs().change(id, wanted, viewer(x));
    boolean concernsAll = wanted.has("name") || wanted.has("view") || wanted.has("display") || wanted.has("shared");
    tell(x, concernsAll && (wasShared || changed.shared()));
    x.answer(changed.document());
  }

  /// Tells browsers that there is something new about tabs: everybody's, or those of the person who did it.
  private static void tell(Exchange x, boolean everybody) {
    String me = x.person().key();
    x.project().live().put("tabs", LiveJson.TABS, v -> everybody || v.known().filter(p -> p.key().equals(me)).isPresent());
  }
}
