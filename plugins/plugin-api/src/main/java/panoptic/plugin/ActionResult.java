package panoptic.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an action returns: groups to show, notifications, and a value ([VectorType], [ImageMap] or a JSON tree). `datas` and `urls` are shown with the run.
public record ActionResult(@Nullable List<Group> groups, @Nullable List<Object> datas, @Nullable List<String> urls,
    @Nullable List<Notif> notifs,
    @Nullable Object value) {
  public ActionResult {
    groups = groups == null ? null : List.copyOf(groups);
    datas = datas == null ? null : List.copyOf(datas);
    urls = urls == null ? null : List.copyOf(urls);
    notifs = notifs == null ? null : List.copyOf(notifs);
  }

  /// Returns a result that shows nothing.
  public static ActionResult empty() {
    return new ActionResult(null, null, null, null, null);
  }

  public static ActionResult ofGroups(List<Group> groups) {
    return new ActionResult(groups, null, null, null, null);
  }

  public static ActionResult ofNotifs(Notif... notifs) {
    return new ActionResult(null, null, null, List.of(notifs), null);
  }

  public static ActionResult ofValue(Object value) {
    return new ActionResult(null, null, null, null, value);
  }

  /// Returns the same with these notifications.
  public ActionResult withNotifs(Notif... newNotifs) {
    return new ActionResult(groups, datas, urls, List.of(newNotifs), value);
  }
}
