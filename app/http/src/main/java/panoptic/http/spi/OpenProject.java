package panoptic.http.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import panoptic.http.Settings;
import panoptic.ingest.Ingest;
import panoptic.ingest.ThumbnailRemake;
import panoptic.media.ThumbnailSource;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Person;
import panoptic.model.Signature;
import panoptic.project.Project;
import panoptic.project.Tabs;
import panoptic.transfer.Transfers;

/// A project that the server has open, and nobody else meanwhile. Any thread may use it; whoever opened it closes it.
public interface OpenProject extends AutoCloseable {

  /// Returns the project's identity: 12 lower-case letters and digits, the same wherever its folder lies.
  String id();

  /// Returns what the project is called in the data folder.
  String name();

  /// Takes notice of the name that it has from now on.
  void renamed(String to);

  Path folder();

  Project project();

  /// Returns the thumbnails of 256 and 128 px; those of made-up images are drawn.
  ThumbnailSource thumbnails();

  /// What is kept as thumbnails: how many, and the bytes they take on disk.
  record KeptThumbnails(int count, long bytes) {}

  KeptThumbnails keptThumbnails();

  /// Returns the number of the set of thumbnails that is shown; it changes when all were made again.
  int thumbnailSet();

  /// Makes the task that makes all thumbnails again, of the quality that is set for the project.
  ThumbnailRemake remakeThumbnails(Person by);

  /// Returns whether the project's images are made up, without files.
  boolean isMadeUp();

  /// Returns what was set for this project.
  Settings settings();

  /// Returns its tabs, the same each time.
  Tabs tabs();

  /// Returns the way in for pictures.
  Ingest ingest();

  /// Returns the exports that wait to be fetched, and the files of values that are read.
  Transfers transfers();

  /// Applies a commit of whatever kind: one that claims files goes by way of [#ingest].
  Committed commit(Commit commit, Signature by);

  /// Keeps what a list of projects shows of this one while it is closed: counts and covers.
  void keepCard();

  /// Verifies every checksum and invariant; returns a sentence per problem.
  List<String> check();

  /// What was written: the file, its length, and a commit that is in it with all before; later ones may be too.
  record Backup(Path file, long bytes, long sequence) {}

  /// Writes all that Panoptic keeps of the project into one new file, while people work. Refused with `NAME_TAKEN` where there is such a file.
  Backup backup(Path file);

  /// Writes the same to somewhere else; what is there when this throws is no backup.
  void backup(OutputStream out) throws IOException;

  @Override
  void close();
}
