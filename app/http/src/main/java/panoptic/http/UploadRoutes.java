package panoptic.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import panoptic.http.spi.Projects;
import panoptic.ingest.Uploads;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// Pictures from the browser's machine: begun, sent file by file, then imported as one. Files may be sent again: what is there stays.
public final class UploadRoutes implements Routes {
  private static final int MOST_AT_ONCE = 32;

  private final Projects projects;
  private final ServerTasks tasks;
  private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);

  public UploadRoutes(Projects projects, ServerTasks tasks) {
    this.projects = projects;
    this.tasks = tasks;
  }

  @Override
  public void addTo(RouteTable table) {
    table.get("/projects/{project}/uploads", Access.SESSION, this::kept);
    table.post("/projects/{project}/uploads", Access.PERSON, UploadRoutes::begin);
    table.put("/projects/{project}/uploads/{upload}/files/{number}", Access.PERSON, Uploads.MOST_BYTES, this::take);
    table.post("/projects/{project}/uploads/{upload}/import", Access.PERSON, this::importIt);
    table.delete("/projects/{project}/uploads/{upload}", Access.PERSON, UploadRoutes::drop);
  }

  /// Tells what was uploaded in all, without opening the project.
  private void kept(Exchange x) {
    Projects.Uploaded all = projects.uploaded(x.path("project"));
    x.answer(Map.of("pictures", all.pictures(), "bytes", all.bytes()));
  }

  private static Uploads uploads(Exchange x) {
    ServedProject project = x.project();
    if (project.open().isMadeUp()) {
      throw new RefusedException(ErrorCode.INVALID, "a project of made-up images takes no pictures");
    }
    return project.open().ingest().uploads();
  }

  private static void begin(Exchange x) {
    x.answer(201, Map.of("upload", uploads(x).begin(), "mostBytes", Uploads.MOST_BYTES, "mostFiles", Uploads.MOST_FILES));
  }

  private void take(Exchange x) throws IOException {
    try (InputStream bytes = x.bytes()) {
      String path = path(x);
      int number = x.pathNumber("number");
      Uploads uploads = uploads(x);
      if (!atOnce.tryAcquire()) {
        throw new HttpRefusal(429, "tooMany", MOST_AT_ONCE + " files are being sent already: try again in a moment");
      }
      try {
        Uploads.Taken taken = uploads.take(x.path("upload"), number, path, bytes);
        x.answer(Map.of("format", taken.format(), "bytes", taken.bytes()));
      } finally {
        atOnce.release();
      }
    }
  }

  /// Returns what the file is called where it comes from. It stands in a header, since it belongs in no address.
  private static String path(Exchange x) {
    String sent = x.header("Panoptic-Path")
        .orElseThrow(() -> new RefusedException(ErrorCode.INVALID, "the header Panoptic-Path is missing"));
    try {
      return URLDecoder.decode(sent, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(ErrorCode.INVALID, "the header Panoptic-Path is not percent-encoded", e);
    }
  }

  private void importIt(Exchange x) {
    ServedProject project = x.project();
    Path folder = uploads(x).end(x.path("upload"));
    x.answer(202, Map.of("task", tasks.startImport(project, List.of(folder), x.person())));
  }

  private static void drop(Exchange x) {
    uploads(x).drop(x.path("upload"));
    x.done();
  }
}
