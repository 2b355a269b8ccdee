package panoptic.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import panoptic.http.spi.OwnerPlaces;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.project.ProjectState;

/// Tiles of large images, by sha1: all their pixels, and fewer. Browsers keep what is answered for good.
public final class TileRoutes implements Routes {
  private final TileStore tiles;
  private final Originals originals;

  public TileRoutes(TileStore tiles, OwnerPlaces places) {
    this.tiles = tiles;
    this.originals = new Originals(places);
  }

  @Override
  public void addTo(RouteTable table) {
    table.get("/projects/{project}/images/{sha1}/tiles/{level}/{column}/{row}", Access.SESSION, this::tile);
  }

  private void tile(Exchange x) throws IOException {
    Sha1 sha1 = Sha1.parse(x.path("sha1"));
    int level = x.pathNumber("level");
    int column = x.pathNumber("column");
    int row = x.pathNumber("row");
    ServedProject project = x.project();
    ProjectState state = project.state();
    int image = state.imageRow(sha1);
    if (image < 0) {
      throw new RefusedException(ErrorCode.UNKNOWN, "the project has no such image");
    }
    var tiling = new Tiling(state.width(image), state.height(image));
    int number = tiling.number(level, column, row);
    boolean waits = x.queryFlag("wait", true);
    String tag = "\"" + sha1 + "-" + Tiling.EDGE + "-" + number + "\"";
    if (x.header("If-None-Match").filter(tag::equals).isPresent()) {
      kept(x, tag).notModified();
      return;
    }
    TileStore.Asked asked = originals.made(project, sha1, new Originals.Derived<>() {
      @Override
      public Optional<TileStore.Asked> known() throws IOException {
        return tiles.known(sha1, tiling, number);
      }

      @Override
      public TileStore.Asked make(List<Path> files) throws IOException {
        return tiles.make(files, sha1, tiling, number, waits);
      }
    });
    switch (asked) {
      case TileStore.Asked.There there -> ImageRoutes.answer(kept(x, tag), there.tile());
      case TileStore.Asked.Coming coming -> x.answer(202, Map.of("share", coming.share()));
    }
  }

  private static Exchange kept(Exchange x, String tag) {
    return x.set("ETag", tag).set("Cache-Control", ImageRoutes.FOR_EVER).set("Content-Security-Policy", BrowserRules.PICTURE);
  }
}
