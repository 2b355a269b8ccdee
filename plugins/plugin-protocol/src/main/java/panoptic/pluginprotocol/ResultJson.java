package panoptic.pluginprotocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.plugin.ActionContext;
import panoptic.plugin.ActionResult;
import panoptic.plugin.Group;
import panoptic.plugin.Ids;
import panoptic.plugin.ImageMap;
import panoptic.plugin.Notif;
import panoptic.plugin.NotifFunction;
import panoptic.plugin.NotifType;
import panoptic.plugin.Score;
import panoptic.plugin.ScoreList;
import panoptic.plugin.VectorType;

/// What actions take and return, as JSON trees and back. Keys are the names of the records' components.
public final class ResultJson {
  private ResultJson() {
  }

  public static Map<String, @Nullable Object> tree(ActionContext c) {
    return Fields.of("instanceIds", c.instanceIds().toIntArray()).and("groupName", c.groupName()).and("groupPath", c.groupPath())
        .and("uiInputs", c.uiInputs()).and("view", c.view()).tree();
  }

  public static ActionContext context(Tree t) {
    return new ActionContext(Ids.of(t.get("instanceIds").ints()), t.get("groupName").textOrNull(),
        t.get("groupPath").list().stream().map(Tree::text).toList(), t.get("uiInputs").object(), t.get("view").textOrNull());
  }

  public static Map<String, @Nullable Object> tree(@Nullable ActionResult r) {
    ActionResult result = r == null ? ActionResult.empty() : r;
    List<Group> groups = result.groups();
    List<Notif> notifs = result.notifs();
    return Fields.of("groups", groups == null ? null : groups.stream().map(ResultJson::tree).toList()).and("datas", result.datas())
        .and("urls", result.urls()).and("notifs", notifs == null ? null : notifs.stream().map(ResultJson::tree).toList())
        .and("value", value(result.value())).tree();
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case VectorType t -> DataJson.tree(t);
      case ImageMap m -> DataJson.tree(new ImageMap(m.id(), m.source(), m.name(), m.key(), m.count(), new String[0], new float[0]));
      case null, default -> value;
    };
  }

  /// Reads a result; `value` stays a tree. What a group may not be is refused, with its place.
  public static ActionResult result(Tree t) {
    return new ActionResult(t.get("groups").isNull() ? null : t.get("groups").list().stream().map(ResultJson::group).toList(),
        t.get("datas").isNull() ? null : t.get("datas").list().stream().map(d -> (Object) String.valueOf(d.value())).toList(),
        t.get("urls").isNull() ? null : t.get("urls").list().stream().map(Tree::text).toList(),
        t.get("notifs").isNull() ? null : t.get("notifs").list().stream().map(ResultJson::notif).toList(), t.get("value").value());
  }

  static Map<String, @Nullable Object> tree(Group g) {
    Ids ids = g.ids();
    List<String> sha1s = g.sha1s();
    ScoreList scores = g.scores();
    Score score = g.score();
    return Fields.of("ids", ids == null ? null : ids.toIntArray()).and("sha1s", sha1s == null ? null : Sha1s.bytes(sha1s))
        .and("scores", scores == null
            ? null
            : Fields.of("values", scores.values()).and("min", scores.min()).and("max", scores.max())
                .and("description", scores.description())
                .and("maxIsBest", scores.maxIsBest()).tree())
        .and("score", score == null
            ? null
            : Fields.of("value", score.value()).and("min", score.min()).and("max", score.max()).and("description", score.description())
                .and("maxIsBest", score.maxIsBest()).tree())
        .and("name", g.name()).tree();
  }

  static Group group(Tree t) {
    try {
      Tree scores = t.get("scores");
      Tree score = t.get("score");
      return new Group(t.get("ids").isNull() ? null : Ids.of(t.get("ids").ints()),
          t.get("sha1s").isNull() ? null : Sha1s.read(t.get("sha1s")),
          scores.isNull()
              ? null
              : new ScoreList(scores.get("values").doubles(), scores.get("min").number(), scores.get("max").number(),
                  scores.get("description").text(""), best(scores)),
          score.isNull()
              ? null
              : new Score(score.get("value").number(), score.get("min").number(), score.get("max").number(),
                  score.get("description").text(""),
                  best(score)),
          t.get("name").textOrNull());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(t.place() + ": " + e.getMessage(), e);
    }
  }

  private static boolean best(Tree t) {
    return t.get("maxIsBest").isNull() || t.get("maxIsBest").flag();
  }

  public static Map<String, @Nullable Object> tree(Notif n) {
    return Fields.of("type", n.type().json()).and("name", n.name()).and("message", n.message()).and("data", n.data())
        .and("functions", n.functions().stream()
            .map(f -> Fields.of("function", f.function()).and("context", tree(f.context())).and("message", f.message()).tree()).toList())
        .tree();
  }

  public static Notif notif(Tree t) {
    return new Notif(NotifType.parse(t.get("type").text("info")), t.get("name").textOrNull(), t.get("message").textOrNull(),
        t.get("data").value(),
        t.get("functions").list().stream()
            .map(f -> new NotifFunction(f.get("function").text(), context(f.get("context")), f.get("message").text(""))).toList());
  }
}
