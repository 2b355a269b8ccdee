package panoptic.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import panoptic.http.spi.OpenProject;
import panoptic.http.spi.OwnerPlaces;
import panoptic.ingest.Allowed;
import panoptic.ingest.FileNames;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Root;
import panoptic.project.ProjectState;
import panoptic.transfer.PictureFiles;

/// The files of a project's pictures as an export takes them: only where they really lie in a root of the project and in what the owner allowed, and only while they
/// hold what was imported.
public final class ExportPictures implements PictureFiles {
  private final ProjectState state;
  private final Allowed roots;
  private final Allowed owners;

  public ExportPictures(OwnerPlaces places, OpenProject open, ProjectState state) {
    this.state = state;
    if (open.isMadeUp()) {
      throw new RefusedException(ErrorCode.INVALID, "made-up images have no files to export");
    }
    roots = Allowed.of(state.roots().stream().map(Root::path).map(FileNames::path).toList());
    var allowed = new ArrayList<>(places.allowed());
    allowed.add(open.ingest().uploads().folder());
    owners = Allowed.of(allowed);
  }

  @Override
  public InputStream open(int instanceRow) throws IOException {
    Path file = owners.file(FileNames.text(roots.file(state.path(instanceRow))));
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      if (Originals.digest(channel).equals(state.sha1(state.imageOf(instanceRow)))) {
        return Channels.newInputStream(channel.position(0));
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new RefusedException(ErrorCode.UNKNOWN, "the file of this image has changed since it was imported");
  }
}
