package panoptic.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Person;
import panoptic.model.Signature;
import panoptic.project.CommitJson;
import panoptic.project.spi.ViewRows;
import panoptic.query.Views;

/// What changes a project: commits, undo, redo, revert.
public final class CommitRoutes implements Routes {
  /// What a commit may have: 32 MB of JSON, some hundred thousand values.
  private static final int COMMIT_BYTES = 32 << 20;

  private final ViewRows views;

  public CommitRoutes(InstantSource clock) {
    views = Views.rows(clock);
  }

  @Override
  public void addTo(RouteTable table) {
    table.post("/projects/{project}/commits", Access.PERSON, COMMIT_BYTES, this::commit)
        .post("/projects/{project}/undo", Access.PERSON, CommitRoutes::undo)
        .post("/projects/{project}/redo", Access.PERSON, CommitRoutes::redo)
        .post("/projects/{project}/log/{sequence}/revert", Access.PERSON, CommitRoutes::revert);
  }

  private void commit(Exchange exchange) throws IOException {
    ServedProject project = exchange.project();
    Commit commit = CommitJson.parse(exchange.json(), project.project(), views, project.selections());
    answer(exchange, () -> project.open().commit(commit, Signature.of(exchange.person(), "")));
  }

  private static void undo(Exchange exchange) {
    answer(exchange, () -> exchange.project().project().undo(exchange.person()));
  }

  private static void redo(Exchange exchange) {
    answer(exchange, () -> exchange.project().project().redo(exchange.person()));
  }

  private static void revert(Exchange exchange) {
    int sequence = exchange.pathNumber("sequence");
    answer(exchange, () -> exchange.project().project().revert(sequence, exchange.person()));
  }

  private static void answer(Exchange exchange, Supplier<Committed> act) {
    ServedProject project = exchange.project();
    Committed done = project.marks().make(exchange.session().mark(), act);
    Map<String, Object> out = CommitJson.tree(done);
    out.put("changed", done.changed());
    if (done.changed()) {
      project.project().after(done.sequence() - 1).filter(l -> !l.isEmpty())
          .ifPresent(l -> out.put("what", LiveJson.deeds(project.project().what(l.getFirst()))));
    }
    out.put("undo", reach(project, exchange.person()));
    exchange.answer(out);
  }

  /// Returns whether a person has a step to undo, and to redo.
  static Map<String, Object> reach(ServedProject project, Person person) {
    var state = project.state();
    return Exchange.document("canUndo", state.canUndo(person), "canRedo", state.canRedo(person));
  }
}
