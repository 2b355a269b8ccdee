package panoptic.project;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.LogEntry;
import panoptic.model.Person;
import panoptic.model.Signature;
import panoptic.project.spi.CheckpointStore;
import panoptic.project.spi.CommitLog;

/// One open project: its newest state, and the only way to change it.
///
/// All methods may be called from any thread. One thread of the project's own applies commits, in the order of their sequences; those that arrive
/// together share one sync of the log. Readers never wait for it: they take [#state] and keep it.
@SuppressWarnings("DoNotCallSuggester")
public final class Project implements AutoCloseable {

  /// Opens a project: the newest sound checkpoint and the commits after it. Where the log is damaged, the project opens with all before the
  /// damage, to read only, and [#damage] tells.
  public static Project open(CommitLog log, CheckpointStore checkpoints, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /// Returns the newest state; every acknowledged commit is in it.
  public ProjectState state() {
    throw new UnsupportedOperationException();
  }

  /// Returns the state at a recent sequence; refuses with OUTDATED one that is no longer at hand.
  public ProjectState stateAt(long sequence) {
    throw new UnsupportedOperationException();
  }

  /// Applies a commit whole, or refuses it and changes nothing. Durable when this returns.
  public Committed commit(Commit commit, Signature by) {
    return commit(commit, Admission.NONE, by);
  }

  /// Applies a commit with what an import admits. New instances come back in the order of the admission's files.
  public Committed commit(Commit commit, Admission admission, Signature by) {
    throw new UnsupportedOperationException();
  }

  /// Like [#commit], without waiting: the future ends when the commit is durable, or with a RefusedException.
  public CompletableFuture<Committed> submit(Commit commit, Admission admission, Signature by) {
    throw new UnsupportedOperationException();
  }

  /// Undoes a person's last step. What was changed since is left alone and told as conflicts. Refuses with NOTHING when there is none.
  public Committed undo(Person person) {
    throw new UnsupportedOperationException();
  }

  /// Takes back a person's last undo.
  public Committed redo(Person person) {
    throw new UnsupportedOperationException();
  }

  /// Undoes the step that a commit belongs to, of whatever person and time, by the same rule; this is itself an edit that can be undone.
  public Committed revert(long sequence, Person person) {
    throw new UnsupportedOperationException();
  }

  /// Hands the lines of History to a reader, from one sequence on, until it returns false.
  public void log(long from, Predicate<LogEntry> reader) {
    throw new UnsupportedOperationException();
  }

  /// Tells what is damaged, where the project could be opened only in part and only to read.
  public Optional<String> damage() {
    throw new UnsupportedOperationException();
  }

  /// Verifies every checksum and invariant; returns a sentence per problem.
  public List<String> check() {
    throw new UnsupportedOperationException();
  }

  /// Writes a checkpoint of the newest state now. The writer is not held.
  public void checkpoint() {
    throw new UnsupportedOperationException();
  }

  /// Applies what is under way, writes a checkpoint and closes the log. Later calls of any method that changes something are refused.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
