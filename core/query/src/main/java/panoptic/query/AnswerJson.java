package panoptic.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.project.ProjectState;

/// An answer as a tree for JSON, as `query` prints it.
public final class AnswerJson {
  private AnswerJson() {}

  /// Returns `{"instances","images","rows": [{"id","sha1","path"}]}` with at most `limit` rows.
  public static Map<String, Object> rows(ProjectState state, Answer answer, int limit) {
    var rows = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < Math.min(limit, answer.order().length); i++) {
      rows.add(row(state, answer.order()[i]));
    }
    Map<String, Object> out = counts(answer);
    out.put("rows", rows);
    return out;
  }

  /// Returns `{"id","sha1","path"}` of one instance.
  public static Map<String, Object> row(ProjectState state, int instanceRow) {
    var out = new LinkedHashMap<String, Object>();
    out.put("id", state.instanceId(instanceRow));
    out.put("sha1", state.sha1(state.imageOf(instanceRow)).toString());
    out.put("path", state.path(instanceRow));
    return out;
  }

  /// Returns `{"instances","images","groups": [{"property","value","name","instances","images","groups"}]}`.
  public static Map<String, Object> groups(Answer answer) {
    Map<String, Object> out = counts(answer);
    out.put("groups", answer.groups().stream().map(AnswerJson::group).toList());
    return out;
  }

  private static Map<String, Object> counts(Answer answer) {
    var out = new LinkedHashMap<String, Object>();
    out.put("instances", answer.instances());
    out.put("images", answer.images());
    return out;
  }

  private static Map<String, @Nullable Object> group(Group g) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("property", g.propertyId());
    out.put("value", g.value());
    out.put("name", g.name());
    out.put("instances", g.instances());
    out.put("images", g.images());
    out.put("groups", g.groups().stream().map(AnswerJson::group).toList());
    return out;
  }
}
