package panoptic.pluginhost;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.LogEntry;
import panoptic.model.VectorType;
import panoptic.plugin.CommitApplied;
import panoptic.plugin.DeleteFolderConfirm;
import panoptic.pluginprotocol.DataJson;
import panoptic.pluginprotocol.Fields;
import panoptic.pluginprotocol.Methods;
import panoptic.pluginprotocol.RemoteException;
import panoptic.pluginprotocol.Tree;
import panoptic.project.Applied;
import panoptic.project.Project;
import panoptic.project.ProjectState;

/// Tells one plugin what happens in the project, commit by commit and in order, and remembers how far it has been told.
///
/// One thread; a callback that never returns keeps later events from this plugin, and nothing else from anybody.
final class EventFeed {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int INSTANCES = 500;

  /// Sends a request to the plugin, as part of a run of the event's own.
  interface Teller {
    void tell(String method, Fields params) throws RemoteException, InterruptedException;

    /// Says that what the plugin knows of vector types is old.
    void vectorTypesChanged();
  }

  private final Project project;
  private final ProjectPluginFile kept;
  private final PluginLog log;
  private final Teller plugin;
  private volatile boolean imports;
  private volatile boolean deletions;
  private volatile boolean commits;
  private List<VectorType> types;
  private long told;
  private volatile long reached;

  /// Begins with what is done from now on, or, where the plugin asks for what it missed, after what it was told last.
  EventFeed(Project project, ProjectPluginFile kept, PluginLog log, Teller plugin, Tree listens) {
    this.project = project;
    this.kept = kept;
    this.log = log;
    this.plugin = plugin;
    listen(listens);
    types = project.state().vectorTypes();
    long now = project.state().sequence();
    told = listens.get("missed").flag() ? Math.min(kept.told(now), now) : now;
    reached = told;
  }

  /// Takes what the plugin listens to from now on.
  void listen(Tree listens) {
    imports = listens.get("imports").flag();
    deletions = listens.get("deletions").flag();
    commits = listens.get("commits").flag();
  }

  /// Returns the commit up to which the plugin has heard, or need not hear, everything.
  long reached() {
    return imports || deletions || commits ? reached : Long.MAX_VALUE;
  }

  /// Tells until the project is closed, the plugin is gone, or this thread is interrupted.
  void follow() {
    try {
      kept.keepTold(told);
      while (project.await(told, PATIENCE)) {
        Optional<List<Applied>> news = project.after(told);
        if (news.isPresent()) {
          for (Applied a : news.get()) {
            tell(a);
          }
        } else {
          catchUp();
        }
        reached = told;
      }
    } catch (InterruptedException e) {
      // As is usual at the end.
    } catch (RemoteException e) {
      // The plugin is gone: its next life goes on from here.
    } finally {
      kept.keepTold(told);
    }
  }

  /// Tells what happened too long ago for the trail, from the log.
  private void catchUp() throws InterruptedException, RemoteException {
    Exception[] trouble = {null};
    project.past(told, a -> {
      try {
        tell(a);
        return true;
      } catch (RemoteException | InterruptedException e) {
        trouble[0] = e;
        return false;
      }
    });
    switch (trouble[0]) {
      case RemoteException e -> throw e;
      case InterruptedException e -> throw e;
      case null, default -> {
      }
    }
  }

  private void tell(Applied commit) throws RemoteException, InterruptedException {
    ProjectState state = project.state();
    if (!state.vectorTypes().equals(types)) {
      types = state.vectorTypes();
      plugin.vectorTypesChanged();
    }
    if (imports) {
      tellImports(state, RoaringBitmap.and(commit.arrived(), state.instances().rows()));
    }
    List<Integer> folders = deletions ? commit.deletedFolders() : List.of();
    if (!folders.isEmpty()) {
      send(Methods.FOLDER_DELETED, Fields.of("deleted", DataJson.tree(deleted(state, folders, commit.left()))));
    }
    if (commits) {
      LogEntry e = commit.entry(state);
      send(Methods.COMMIT_APPLIED,
          Fields.of("commit", DataJson.tree(new CommitApplied(e.sequence(), e.author().name(), e.origin(), e.label()))));
    }
    told = commit.sequence();
  }

  private void tellImports(ProjectState state, RoaringBitmap arrived) throws RemoteException, InterruptedException {
    if (!arrived.isEmpty()) {
      var pages = new InstancePages(state, arrived, INSTANCES);
      while (!pages.isAtEnd()) {
        send(Methods.INSTANCES_IMPORTED, Fields.of("instances", pages.page()));
      }
    }
  }

  private static DeleteFolderConfirm deleted(ProjectState state, List<Integer> folders, RoaringBitmap left) {
    var ids = new java.util.ArrayList<Integer>();
    Set<Integer> images = new TreeSet<>();
    left.forEach((IntConsumer) row -> {
      ids.add(state.instanceId(row));
      images.add(state.imageOf(row));
    });
    RoaringBitmap shown = state.images().rows();
    return new DeleteFolderConfirm(folders, ids,
        images.stream().filter(i -> !shown.contains(i)).map(i -> state.sha1(i).toString()).toList());
  }

  /// What a callback throws goes to the plugin's log, and the next event comes all the same.
  private void send(String method, Fields params) throws RemoteException, InterruptedException {
    try {
      plugin.tell(method, params);
    } catch (RemoteException e) {
      if (e.code() == RemoteException.GONE) {
        throw e;
      }
      log.say(method + ": " + e.name() + ": " + e.getMessage() + "\n" + String.join("\n", e.traceback()));
    }
  }
}
