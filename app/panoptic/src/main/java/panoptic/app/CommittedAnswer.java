package panoptic.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import panoptic.http.JsonText;
import panoptic.model.Committed;
import panoptic.model.Conflict;
import panoptic.project.CommitJson;

/// How `commit`, `undo`, `redo` and `revert` answer.
final class CommittedAnswer {
  private static final int SHOWN = 20;

  private CommittedAnswer() {}

  /// Prints the answer; returns the exit code, 1 where something was left alone.
  static int print(Call call, Committed c, String done) {
    call.answer(CommitJson.tree(c), () -> words(c, done));
    return c.conflictCount() == 0 ? 0 : 1;
  }

  private static String words(Committed c, String done) {
    var made = new ArrayList<String>();
    var counts = Map.of("instance", c.instances().size(), "tag", c.tags().size(), "property group", c.propertyGroups().size(), "folder",
        c.folders().size(),
        "root", c.roots().size());
    if (!c.properties().isEmpty()) {
      made.add(c.properties().size() == 1 ? "1 property" : Texts.number(c.properties().size()) + " properties");
    }
    for (String what : List.of("tag", "property group", "instance", "folder", "root")) {
      int n = counts.getOrDefault(what, 0);
      if (n > 0) {
        made.add(Texts.count(n, what));
      }
    }
    var out = new StringBuilder(
        done + " as number " + Texts.number(c.sequence()) + (made.isEmpty() ? "" : ": " + String.join(", ", made)) + ".\n");
    if (c.conflictCount() > 0) {
      out.append(Texts.count(c.conflictCount(), "thing was", "things were")).append(" changed since and left alone:\n");
      for (Conflict x : c.conflicts().subList(0, Math.min(SHOWN, c.conflicts().size()))) {
        out.append("  ").append(x.kind()).append(" of ").append(x.owner()).append(x.propertyId() == 0 ? "" : ", property " + x.propertyId())
            .append(x.tagId() == 0 ? "" : ", tag " + x.tagId()).append(": is ").append(JsonText.write(x.current()))
            .append(", would have become ")
            .append(JsonText.write(x.wanted())).append('\n');
      }
      if (c.conflictCount() > SHOWN) {
        out.append("  and ").append(Texts.number(c.conflictCount() - SHOWN)).append(" more\n");
      }
    }
    return out.toString();
  }
}
