package panoptic.http;

import java.util.Map;
import panoptic.http.spi.OpenProject.KeptThumbnails;
import panoptic.imaging.Decoders;
import panoptic.model.Json;

/// The thumbnails of a project as a whole: how many there are, of which quality new ones are, and all made again.
public final class ThumbnailRoutes implements Routes {
  /// The project's setting for the quality of thumbnails that are made from now on.
  static final String QUALITY = "thumbnails.quality";

  private static final int LEAST_QUALITY = 60;
  private static final int MOST_QUALITY = 95;

  private final ServerTasks tasks;

  public ThumbnailRoutes(ServerTasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public void addTo(RouteTable table) {
    table.get("/projects/{project}/thumbnails", Access.SESSION, ThumbnailRoutes::kept);
    table.post("/projects/{project}/thumbnails", Access.PERSON, this::remake);
  }

  /// Returns the quality that a project's settings ask for; what cannot be one is as if it were not set.
  public static int quality(Settings settings) {
    return settings.all().get(QUALITY) instanceof Number n && n.intValue() >= LEAST_QUALITY && n.intValue() <= MOST_QUALITY
        ? n.intValue()
        : Decoders.USUAL_QUALITY;
  }

  /// Refuses a change of settings that asks for a quality that cannot be.
  static Json checked(Json changes) {
    if (changes.isObject() && !changes.get(QUALITY).isNull()) {
      int wanted = changes.get(QUALITY).integer();
      if (wanted < LEAST_QUALITY || wanted > MOST_QUALITY) {
        throw changes.get(QUALITY).refuse("a quality is " + LEAST_QUALITY + " to " + MOST_QUALITY + ", not " + wanted);
      }
    }
    return changes;
  }

  private static void kept(Exchange x) {
    ServedProject project = x.project();
    KeptThumbnails kept = project.open().keptThumbnails();
    x.answer(Map.of("count", kept.count(), "bytes", kept.bytes(), "quality", quality(project.open().settings())));
  }

  private void remake(Exchange x) {
    x.answer(202, Map.of("task", tasks.startThumbnails(x.project(), x.person())));
  }
}
