package panoptic.http;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import panoptic.http.spi.People;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.RefusedException;

/// Who works in a session, and how one more browser is let in.
public final class SessionRoutes implements Routes {
  private final Sessions sessions;
  private final People people;
  private final String version;
  private final ServerLinks links;
  private final Live live;

  public SessionRoutes(Sessions sessions, People people, String version, ServerLinks links, Live live) {
    this.sessions = sessions;
    this.people = people;
    this.version = version;
    this.links = links;
    this.live = live;
  }

  @Override
  public void addTo(RouteTable table) {
    table.get("/version", Access.ANYONE, x -> x.answer(Map.of("version", version, "api", 1)));
    table.get("/session", Access.SESSION, x -> x.answer(document(x.session(), x.visitor().known().orElse(null))));
    table.put("/session", Access.SESSION, this::choose);
    table.delete("/session", Access.SESSION, this::end);
    table.post("/links", Access.OWNER, x -> x.answer(Map.of("url", links.fresh(null, false))));
    table.patch("/person", Access.PERSON, this::change);
    table.get("/settings", Access.PERSON, x -> x.answer(people.settings(x.person()).all()));
    table.patch("/settings", Access.PERSON, x -> x.answer(people.settings(x.person()).change(x.json())));
  }

  private void choose(Exchange x) throws IOException {
    Json body = x.json().only(Set.of("id", "name", "color"));
    if (x.visitor().known().isPresent()) {
      throw new RefusedException(ErrorCode.NOT_PERMITTED, "this browser belongs to " + x.person().name() + " already");
    }
    Person person = body.get("id").isNull() ? made(body) : known(body.get("id").integer());
    x.answer(document(sessions.choose(x.session(), person.key()), person));
  }

  private Person known(int id) {
    return people.all().stream().filter(p -> p.id() == id).findFirst()
        .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no person " + id));
  }

  private Person made(Json body) {
    Person person = people.named(body.get("name").string());
    return body.get("color").isNull() ? person : people.change(person, null, body.get("color").integer());
  }

  private void end(Exchange x) {
    sessions.end(x.session());
    live.signOut(x.session());
    x.set("Set-Cookie", sessions.cookieName() + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    // Pictures that the browser keeps are no business of whoever sits there next.
    x.set("Clear-Site-Data", "\"cache\"");
    x.done();
  }

  private void change(Exchange x) throws IOException {
    Json body = x.json().only(Set.of("name", "color"));
    @Nullable String name = body.get("name").isNull() ? null : body.get("name").string();
    @Nullable Integer color = body.get("color").isNull() ? null : body.get("color").integer();
    x.answer(LiveJson.person(people.change(x.person(), name, color)));
  }

  private Map<String, @Nullable Object> document(Session session, @Nullable Person person) {
    var out = new java.util.LinkedHashMap<String, @Nullable Object>();
    out.put("person", person == null ? null : LiveJson.person(person));
    out.put("people", people.all().stream().map(LiveJson::person).toList());
    out.put("owner", session.owner());
    out.put("version", version);
    out.put("session", session.mark());
    return out;
  }

}
