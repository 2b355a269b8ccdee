package panoptic.app;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.plugin.ActionResult;
import panoptic.plugin.Group;
import panoptic.plugin.Ids;
import panoptic.plugin.Notif;
import panoptic.plugin.Score;
import panoptic.plugin.ScoreList;
import panoptic.pluginhost.ActionOutcome;

/// What an action returned as one JSON document, in the words of the plugin guide.
final class ActionAnswer {
  private ActionAnswer() {}

  static Map<String, @Nullable Object> document(ActionOutcome.Returned returned) {
    ActionResult result = returned.result();
    List<Group> groups = result.groups();
    List<Notif> notifs = result.notifs();
    return Call.document("groups", groups == null ? null : groups.stream().map(ActionAnswer::group).toList(), "datas", result.datas(),
        "urls",
        result.urls(), "notifs", notifs == null ? null : notifs.stream().map(ActionAnswer::notif).toList(), "value", result.value(),
        "result", returned.kept() == 0 ? null : returned.kept());
  }

  private static Map<String, @Nullable Object> group(Group g) {
    Ids ids = g.ids();
    ScoreList scores = g.scores();
    Score score = g.score();
    return Call.document("ids", ids == null ? null : List.copyOf(ids), "sha1s", g.sha1s(), "scores",
        scores == null
            ? null
            : Call.document("values", Arrays.stream(scores.values()).boxed().toList(), "min", scores.min(), "max", scores.max(),
                "description",
                scores.description(), "maxIsBest", scores.maxIsBest()),
        "score", score == null
            ? null
            : Call.document("value", score.value(), "min", score.min(), "max", score.max(), "description", score.description(), "maxIsBest",
                score.maxIsBest()),
        "name", g.name());
  }

  private static Map<String, @Nullable Object> notif(Notif n) {
    var out = Call.document("type", n.type().json(), "name", n.name(), "message", n.message(), "data", n.data());
    out.put("functions", n.functions().stream().map(f -> {
      var context = Call.document("function", f.function(), "message", f.message());
      context.put("instanceIds", List.copyOf(f.context().instanceIds()));
      context.put("uiInputs", f.context().uiInputs());
      return context;
    }).toList());
    return out;
  }
}
