package panoptic.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import panoptic.http.spi.OwnerPlaces;
import panoptic.media.Thumbnail;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;

/// Images as pictures, by sha1. Browsers keep what is answered for good; thumbnails that were made again have another address, by the number of their set.
public final class ImageRoutes implements Routes {
  static final String FOR_EVER = "private, max-age=31536000, immutable";

  private static final Map<String, Integer> EDGES = Map.of("small", 128, "medium", 256, "large", 1024, "full", PictureStore.WHOLE);

  private final PictureStore pictures;
  private final Originals originals;

  public ImageRoutes(PictureStore pictures, OwnerPlaces places) {
    this.pictures = pictures;
    this.originals = new Originals(places);
  }

  @Override
  public void addTo(RouteTable table) {
    table.get("/projects/{project}/images/{sha1}/{size}", Access.SESSION, this::picture);
  }

  private void picture(Exchange x) throws IOException {
    Integer edge = EDGES.get(x.path("size"));
    if (edge == null) {
      throw new RefusedException(ErrorCode.INVALID, "a size is small, medium, large or full");
    }
    Sha1 sha1 = Sha1.parse(x.path("sha1"));
    ServedProject project = x.project();
    if (project.state().imageRow(sha1) < 0) {
      throw new RefusedException(ErrorCode.UNKNOWN, "the project has no such image");
    }
    x.queryNumber("set", 0, Integer.MAX_VALUE, 0); // only tells browsers apart what was made again
    String tag = "\"" + sha1 + "-" + x.path("size") + "-" + project.open().thumbnailSet() + "\"";
    x.set("ETag", tag).set("Cache-Control", FOR_EVER).set("Content-Security-Policy", BrowserRules.PICTURE);
    if (x.header("If-None-Match").filter(tag::equals).isPresent()) {
      x.notModified();
      return;
    }
    Optional<byte[]> small = edge == PictureStore.WHOLE ? Optional.empty() : stored(project, sha1, edge);
    if (small.isPresent()) {
      answer(x, small.get());
    } else if (edge != PictureStore.WHOLE || !sendOriginal(x, project, sha1)) {
      answer(x, rendered(project, sha1, edge));
    }
  }

  /// Returns a thumbnail, or a made-up picture of any size; empty where there is none, or it is damaged and has to be made again.
  private static Optional<byte[]> stored(ServedProject project, Sha1 sha1, int edge) throws IOException {
    try {
      return project.open().thumbnails().find(sha1, edge).map(Thumbnail::bytes);
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private boolean sendOriginal(Exchange x, ServedProject project, Sha1 sha1) throws IOException {
    if (project.open().isMadeUp()) {
      answer(x, stored(project, sha1, 2048).orElseThrow());
      return true;
    }
    for (Path file : originals.find(project, sha1)) {
      Optional<Originals.Opened> opened = Originals.open(file, sha1);
      if (opened.isPresent()) {
        x.answer(opened.get().type(), opened.get().length(), opened.get().bytes());
        return true;
      }
    }
    return false;
  }

  private byte[] rendered(ServedProject project, Sha1 sha1, int edge) throws IOException {
    return originals.made(project, sha1, new Originals.Derived<>() {
      @Override
      public Optional<byte[]> known() throws IOException {
        return pictures.known(sha1, edge);
      }

      @Override
      public byte[] make(List<Path> files) {
        return files.stream().flatMap(f -> pictures.render(f, sha1, edge).stream()).findFirst().orElseThrow(Originals::changed);
      }
    });
  }

  static void answer(Exchange x, byte[] picture) {
    x.answer(PictureKind.of(picture).orElse("application/octet-stream"), picture);
  }
}
