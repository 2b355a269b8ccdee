package panoptic.ingest;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import panoptic.ingest.ImportOutcome.Skipped;
import panoptic.ingest.ImportOutcome.Unreadable;

/// The second thread of an import: takes what the scan met, and hands those files to the decoders that claim to be pictures.
///
/// So many steps wait at most that the decoders have work while a commit is made; each may hold a picture's thumbnails.
final class ImportFeed implements Runnable {
  private static final int WAITING = 256;

  private final ImportScan scan;
  private final List<ImportFolder> folders;
  private final Examiner examiner;
  private final BlockingQueue<ImportStep> steps = new ArrayBlockingQueue<>(WAITING);
  private String folder = "";
  private Path path = Path.of("");
  private FolderScan walk;

  ImportFeed(ImportScan scan, List<ImportFolder> folders, Examiner examiner) {
    this.scan = scan;
    this.folders = folders;
    this.examiner = examiner;
    this.walk = folders.getFirst().scan();
  }

  BlockingQueue<ImportStep> steps() {
    return steps;
  }

  @Override
  public void run() {
    try {
      try {
        while (take()) {
          // Until the end.
        }
        Throwable failure = scan.failure();
        steps.put(failure == null ? new ImportStep.End() : new ImportStep.Broken(failure));
      } catch (RuntimeException | Error e) {
        steps.put(new ImportStep.Broken(e));
      }
    } catch (InterruptedException e) {
      // Stopped.
    }
  }

  private boolean take() throws InterruptedException {
    ScanQueue.Entry e = scan.queue().poll(1000);
    if (e == null) {
      return true;
    }
    switch (e.kind()) {
      case FOLDER -> enter(e.text());
      case SAME -> steps.put(new ImportStep.Same(e.number()));
      case SKIPPED -> steps.put(new ImportStep.Told(new Skipped(where(e.text()), reason(e.text()))));
      case UNREADABLE -> steps.put(new ImportStep.Told(new Unreadable(where(e.text()), reason(e.text()))));
      case BACK -> look(e.text(), true, e.number());
      case CANDIDATE -> look(e.text(), e.number() >= 0, -1);
      case END -> {
        return false;
      }
    }
    return true;
  }

  private void enter(String text) {
    folder = text;
    path = FileNames.path(text);
    walk = folders.stream().filter(f -> FileNames.isWithin(f.text(), text)).findFirst().orElseThrow().scan();
  }

  private String where(String entry) {
    String name = entry.substring(0, entry.indexOf('\0'));
    return name.isEmpty() ? folder : FileNames.join(folder, name);
  }

  private static String reason(String entry) {
    return entry.substring(entry.indexOf('\0') + 1);
  }

  /// Looks closer at a file. `isKnown`: it has, or had, an instance; `back`: the row of the deleted instance that it seems to be the file of, or -1.
  private void look(String name, boolean isKnown, int back) throws InterruptedException {
    String text = FileNames.join(folder, name);
    try {
      boolean claims = isKnown || PictureSniff.hasPictureEnding(name);
      Path file = walk.real(FileNames.child(path, name));
      FileStamp stamp = walk.stamp(file);
      if (!claims && (stamp.bytes() == 0 || !PictureSniff.beginsAsPicture(file))) {
        steps.put(new ImportStep.Told(new Skipped(text, "not a picture")));
        return;
      }
      if (stamp.bytes() == 0) {
        steps.put(new ImportStep.Told(new Unreadable(text, "the file is empty")));
        return;
      }
      int row = back >= 0 && stamp.isThatOf(scan.state(), back) ? back : -1;
      if (!isKnown && scan.mayHaveMoved()) {
        row = scan.awaitVanished().take(stamp);
      }
      steps.put(row >= 0
          ? new ImportStep.Unread(folder, name, stamp, row)
          : new ImportStep.Reading(folder, name, file, stamp, walk, examiner.submit(file)));
    } catch (NoSuchFileException e) {
      // Removed since it was listed: as if it had never been there.
    } catch (IOException e) {
      steps.put(new ImportStep.Told(new Unreadable(text, Reasons.of(e))));
    }
  }
}
