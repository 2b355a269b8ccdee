package panoptic.transfer;

import java.io.IOException;
import java.io.InputStream;

/// Opens the files of pictures, where they may be read. Whoever exports pictures brings one.
@FunctionalInterface
public interface PictureFiles {

  /// Opens the file of an instance; refuses with the reason where it is not there, may not be read, or holds another picture by now. Whoever asked closes it.
  InputStream open(int instanceRow) throws IOException;
}
