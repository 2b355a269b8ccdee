package panoptic.pluginrunner;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import panoptic.plugin.CommitApplied;
import panoptic.plugin.DeleteFolderConfirm;
import panoptic.plugin.Instance;
import panoptic.pluginprotocol.RemoteException;

/// What the plugin listens to. Callbacks run one at a time, in the order in which the host tells; one that throws does not keep the others from
/// hearing, and the host learns of the first that threw.
final class PluginEvents {
  private final List<Consumer<List<Instance>>> imports = new CopyOnWriteArrayList<>();
  private final List<Consumer<DeleteFolderConfirm>> deletions = new CopyOnWriteArrayList<>();
  private final List<Consumer<CommitApplied>> commits = new CopyOnWriteArrayList<>();
  private final ReentrantLock oneAtATime = new ReentrantLock(true);
  private final Consumer<Map<String, Boolean>> changed;
  private volatile boolean missed;

  /// `changed` is told what is listened to, each time that changes.
  PluginEvents(Consumer<Map<String, Boolean>> changed) {
    this.changed = changed;
  }

  void onImport(Consumer<List<Instance>> callback) {
    imports.add(callback);
    changed.accept(listens());
  }

  void onDeletion(Consumer<DeleteFolderConfirm> callback) {
    deletions.add(callback);
    changed.accept(listens());
  }

  void onCommit(Consumer<CommitApplied> callback) {
    commits.add(callback);
    changed.accept(listens());
  }

  void replayMissed() {
    missed = true;
    changed.accept(listens());
  }

  /// Returns what the host need tell.
  Map<String, Boolean> listens() {
    return Map.of("imports", !imports.isEmpty(), "deletions", !deletions.isEmpty(), "commits", !commits.isEmpty(), "missed", missed);
  }

  void imported(List<Instance> instances) throws RemoteException {
    tell(imports, instances);
  }

  void folderDeleted(DeleteFolderConfirm what) throws RemoteException {
    tell(deletions, what);
  }

  void committed(CommitApplied commit) throws RemoteException {
    tell(commits, commit);
  }

  private <T> void tell(List<Consumer<T>> callbacks, T news) throws RemoteException {
    Throwable first = null;
    oneAtATime.lock();
    try {
      for (Consumer<T> c : callbacks) {
        try {
          c.accept(news);
        } catch (Throwable e) {
          first = first == null ? e : first;
        }
      }
    } finally {
      oneAtATime.unlock();
    }
    if (first != null) {
      throw RemoteException.of(first);
    }
  }
}
