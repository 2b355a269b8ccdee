package panoptic.pluginhost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.plugin.ActionResult;
import panoptic.plugin.Group;
import panoptic.plugin.Ids;
import panoptic.plugin.Notif;
import panoptic.plugin.NotifType;
import panoptic.plugin.ScoreList;
import panoptic.project.ProjectState;

/// What an action returned, without instances and images that the project does not have: they are left out and counted. Every group has a name.
final class KnownOnly {
  private final ProjectState state;
  private int dropped;

  private KnownOnly(ProjectState state) {
    this.state = state;
  }

  static ActionResult of(ActionResult result, ProjectState state) {
    List<Group> groups = result.groups();
    if (groups == null) {
      return result;
    }
    var known = new KnownOnly(state);
    var out = new ArrayList<Group>();
    for (Group g : groups) {
      Group kept = known.group(g);
      out.add(kept.name() == null || kept.name().isBlank() ? kept.named("Group " + (out.size() + 1)) : kept);
    }
    List<Notif> said = result.notifs();
    var notifs = new ArrayList<Notif>(said == null ? List.of() : said);
    if (known.dropped > 0) {
      notifs.add(new Notif(NotifType.WARNING, "unknown pictures",
          known.dropped + " of the pictures in its groups are not in this project; they are left out.", null, List.of()));
    }
    return new ActionResult(out, result.datas(), result.urls(), said == null && notifs.isEmpty() ? null : notifs, result.value());
  }

  private Group group(Group g) {
    Ids ids = g.ids();
    List<String> sha1s = g.sha1s();
    var kept = new ArrayList<Integer>();
    int size = ids != null ? ids.size() : sha1s != null ? sha1s.size() : 0;
    for (int i = 0; i < size; i++) {
      if (ids != null ? hasInstance(ids.get(i)) : hasImage(java.util.Objects.requireNonNull(sha1s).get(i))) {
        kept.add(i);
      }
    }
    if (kept.size() == size) {
      return g;
    }
    dropped += size - kept.size();
    return new Group(ids == null ? null : Ids.of(kept.stream().map(ids::get).toList()),
        sha1s == null ? null : kept.stream().map(sha1s::get).toList(),
        scores(g.scores(), kept), g.score(), g.name());
  }

  private static @Nullable ScoreList scores(@Nullable ScoreList scores, List<Integer> kept) {
    return scores == null
        ? null
        : new ScoreList(kept.stream().mapToDouble(i -> scores.values()[i]).toArray(), scores.min(), scores.max(), scores.description(),
            scores.maxIsBest());
  }

  private boolean hasInstance(int id) {
    int row = state.instanceRow(id);
    return row >= 0 && state.instances().rows().contains(row);
  }

  private boolean hasImage(String sha1) {
    try {
      int row = state.imageRow(Sha1.parse(sha1));
      return row >= 0 && state.images().rows().contains(row);
    } catch (RefusedException e) {
      return false;
    }
  }
}
