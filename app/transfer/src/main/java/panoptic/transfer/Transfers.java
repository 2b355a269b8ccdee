package panoptic.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.tasks.Task;
import panoptic.tasks.TaskProgress;

/// The exports of a project that wait to be fetched, and the files of values that were sent: in a folder of their own, gone when the project is closed. Any thread may use it.
public final class Transfers implements AutoCloseable {
  private static final int MOST_KEPT = 20;

  /// How far one is: under way, with its end, or ended for a reason.
  public enum State {
    WORKING, READY, FAILED, CANCELLED
  }

  /// An export or a reading. `made` is there once an export is ready, `report` once a reading is; `reason` once one has failed.
  public record Transfer(String id, String name, ExportFormat format, State state, @Nullable Exported made, @Nullable ValuesReport report,
      String reason) {
  }

  /// The work of one: an export gives what it made, a reading its report.
  private interface Work {
    Transfer run(Transfer begun, TaskProgress progress) throws IOException;
  }

  private final Disk disk;
  private final Path folder;
  private final Map<String, Transfer> all = new LinkedHashMap<>();
  private long last;
  private boolean swept;

  public Transfers(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /// A transfer that was begun, and the work that ends it, to be run once.
  public record Begun(String id, Task.Body work) {
  }

  /// Begins an export; `name` is what its file is called where it is fetched, without the ending.
  public Begun export(Export export, ExportFormat format, String name) {
    return begin(name + "." + format.ending(), format, (begun, progress) -> {
      Exported made = export.to(disk, file(begun), progress);
      return new Transfer(begun.id(), begun.name(), format, State.READY, made, null, "");
    });
  }

  /// Takes a file of values as it comes, and begins its reading; refuses one that is longer than [Reading#MOST_BYTES].
  public Begun read(InputStream bytes, String name, Reading reading) throws IOException {
    Begun begun = begin(name, ExportFormat.CSV, (transfer, progress) -> {
      try {
        ValuesReport report = reading.of(disk, file(transfer), progress);
        return new Transfer(transfer.id(), name, ExportFormat.CSV, State.READY, null, report, "");
      } finally {
        disk.delete(file(transfer));
      }
    });
    try (ByteSink out = ByteSink.create(disk, file(get(begun.id())))) {
      bytes.transferTo(out);
      out.complete();
    } catch (IOException | RuntimeException e) {
      drop(begun.id());
      throw e;
    }
    return begun;
  }

  private synchronized Begun begin(String name, ExportFormat format, Work work) {
    sweep();
    var begun = new Transfer(String.valueOf(++last), name, format, State.WORKING, null, null, "");
    put(begun);
    return new Begun(begun.id(), progress -> run(begun, work, progress));
  }

  private void run(Transfer begun, Work work, TaskProgress progress) throws IOException {
    try {
      put(work.run(begun, progress));
    } catch (CancellationException e) {
      put(ended(begun, State.CANCELLED, ""));
      throw e;
    } catch (IOException | RuntimeException e) {
      put(ended(begun, progress.isCancelled() ? State.CANCELLED : State.FAILED, String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private static Transfer ended(Transfer begun, State state, String reason) {
    return new Transfer(begun.id(), begun.name(), begun.format(), state, null, null, reason);
  }

  private synchronized void put(Transfer t) {
    all.put(t.id(), t);
    for (Transfer old : new ArrayList<>(all.values())) {
      if (all.size() > MOST_KEPT && old.state() != State.WORKING) {
        drop(old.id());
      }
    }
  }

  /// Returns one; refuses with UNKNOWN one that is not, or no longer, there.
  public synchronized Transfer get(String id) {
    Transfer t = all.get(id);
    if (t == null) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no such transfer, or no longer");
    }
    return t;
  }

  /// Opens the file of an export that is ready. Whoever asked closes it.
  public InputStream open(Transfer ready) throws IOException {
    if (ready.made() == null) {
      throw new RefusedException(ErrorCode.OUTDATED, "the export is not ready");
    }
    return new DiskInput(disk.openToRead(file(ready)));
  }

  /// Forgets one, and removes its file.
  public synchronized void drop(String id) {
    Transfer t = get(id);
    all.remove(id);
    try {
      disk.delete(file(t));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(Transfer t) {
    return folder.resolve(t.id() + "." + t.format().ending());
  }

  /// Returns the place of a file that lasts as long as some work; whoever asked removes it.
  public synchronized Path scratch() {
    sweep();
    return folder.resolve(++last + ".copy");
  }

  /// Makes the folder, and removes what an earlier run of the program left in it.
  private void sweep() {
    if (!swept) {
      swept = true;
      try {
        disk.createFolders(folder);
        for (Path old : disk.list(folder)) {
          disk.delete(old);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (swept) {
      swept = false;
      sweep();
      all.clear();
    }
  }
}
