package panoptic.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.project.ProjectState;
import panoptic.tasks.TaskProgress;

/// A zip of the values and the files of the pictures, which keep their folders. A picture that cannot be read is told, and costs itself only.
final class ZipExport {
  private static final int CHUNK = 1 << 16;
  private static final String VALUES = "values.csv";

  private final ProjectState state;
  private final int[] rows;
  private final ExportSpec spec;
  private final PictureFiles pictures;
  private final ArrayList<Exported.Missing> missing = new ArrayList<>();
  private int missingCount;

  ZipExport(ProjectState state, int[] rows, ExportSpec spec, PictureFiles pictures) {
    this.state = state;
    this.rows = rows;
    this.spec = spec;
    this.pictures = pictures;
  }

  Exported to(Disk disk, Path file, ByteSink out, TaskProgress progress) throws IOException {
    Path values = file.resolveSibling(file.getFileName() + ".values");
    var zip = new ZipOutputStream(out);
    try {
      try (ByteSink csv = ByteSink.create(disk, values)) {
        Export.write(state, rows, spec, csv, progress);
        csv.complete();
      }
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry(VALUES));
      copy(disk, values, zip);
      zip.closeEntry();
    } finally {
      disk.delete(values);
    }
    zip.setLevel(Deflater.NO_COMPRESSION);
    var taken = new HashSet<String>();
    var names = new KeyWriter(state, ExportKey.RELATIVE);
    for (int row : rows) {
      progress.checkCancelled();
      progress.detail(state.fileName(row));
      picture(row, names.path(row), taken, zip, progress);
    }
    zip.finish();
    out.complete();
    return new Exported(file, rows.length, Export.columns(spec), out.count(), missing, missingCount);
  }

  private static void copy(Disk disk, Path from, ZipOutputStream zip) throws IOException {
    try (var in = new DiskInput(disk.openToRead(from))) {
      in.transferTo(zip);
    }
  }

  private void picture(int row, String path, Set<String> taken, ZipOutputStream zip, TaskProgress progress) throws IOException {
    InputStream in;
    try {
      in = pictures.open(row);
    } catch (RefusedException e) {
      miss(path, e.getMessage(), progress);
      return;
    } catch (IOException e) {
      miss(path, "the file cannot be read", progress);
      return;
    }
    try (in) {
      zip.putNextEntry(new ZipEntry(name(path, taken)));
      var chunk = new byte[CHUNK];
      for (int n = read(in, chunk, path, progress); n >= 0; n = read(in, chunk, path, progress)) {
        progress.checkCancelled();
        zip.write(chunk, 0, n);
      }
      zip.closeEntry();
      progress.done(1);
    }
  }

  private int read(InputStream in, byte[] chunk, String path, TaskProgress progress) {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      miss(path, "the file could be read in part only", progress);
      return -1;
    }
  }

  private void miss(String path, String reason, TaskProgress progress) {
    progress.failed(1);
    missingCount++;
    if (missing.size() < Exported.LISTED) {
      missing.add(new Exported.Missing(path, reason));
    }
  }

  /// Returns a name that any system can unpack beside the others: no backslash, and none that differs from another by case only.
  private static String name(String path, Set<String> taken) {
    String wanted = "pictures/" + path.replaceAll("[\\\\:*?\"<>|\\p{Cntrl}]", "_").replaceAll("/(?=/)|^/", "");
    int slash = wanted.lastIndexOf('/');
    int dot = wanted.lastIndexOf('.');
    String stem = dot > slash + 1 ? wanted.substring(0, dot) : wanted;
    String ending = wanted.substring(stem.length());
    String name = wanted;
    for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
      name = stem + " (" + n + ")" + ending;
    }
    return name;
  }
}
