package panoptic.project;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.ErrorCode;
import panoptic.model.LogEntry;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.model.Signature;
import panoptic.project.spi.CheckpointStore;
import panoptic.project.spi.CommitLog;

/// One open project: its newest state, and the only way to change it.
///
/// All methods may be called from any thread. One thread of the project's own applies commits, in the order of their sequences; those that arrive
/// together share one sync of the log. Readers never wait for it: they take [#state] and keep it.
public final class Project implements AutoCloseable {
  private final CommitLog log;
  private final CheckpointStore store;
  private final Writer writer;
  private final PastSteps steps;
  private final List<String> damage;

  private Project(CommitLog log, CheckpointStore store, Writer writer, List<String> damage) {
    this.log = log;
    this.store = store;
    this.writer = writer;
    this.steps = new PastSteps(log);
    this.damage = damage;
  }

  /// Opens a project: the newest sound checkpoint and the commits after it. Where the log is damaged, the project opens with all before the
  /// damage, to read only, and [#damage] tells. The project closes the log.
  public static Project open(CommitLog log, CheckpointStore store, InstantSource clock) {
    var passedOver = new ArrayList<String>();
    var checkpoints = new Checkpoints(store);
    ProjectState loaded = checkpoints.load(passedOver);
    var damage = new ArrayList<String>();
    ProjectState[] state = {loaded};
    try {
      if (loaded.sequence() > log.last()) {
        damage.add("the log ends at commit " + log.last() + ", but a checkpoint knows commit " + loaded.sequence());
      }
    } catch (RefusedException e) {
      damage.add(onlyDamage(e));
    }
    try {
      log.read(loaded.sequence() + 1, r -> {
        state[0] = Drafter.replay(state[0], r);
        return true;
      });
    } catch (RefusedException e) {
      damage.add(onlyDamage(e));
    }
    return new Project(log, store, new Writer(log, checkpoints, clock, state[0], damage), damage);
  }

  private static String onlyDamage(RefusedException e) {
    if (e.code() != ErrorCode.DAMAGED) {
      throw e;
    }
    return e.getMessage();
  }

  /// Returns the newest state; every acknowledged commit is in it.
  public ProjectState state() {
    return writer.state();
  }

  /// Returns the state at a recent sequence, of the last [Writer#RECENT] that were published; refuses with OUTDATED an older one.
  public ProjectState stateAt(long sequence) {
    return writer.stateAt(sequence);
  }

  /// Applies a commit whole, or refuses it and changes nothing. Durable when this returns. One that changes nothing makes no commit, and is
  /// answered with the last sequence.
  public Committed commit(Commit commit, Signature by) {
    return commit(commit, Admission.NONE, by);
  }

  /// Applies a commit with what an import admits. The instances of the admission's files come back in their order.
  public Committed commit(Commit commit, Admission admission, Signature by) {
    return wait(submit(commit, admission, by));
  }

  /// Like [#commit], without waiting: the future ends when the commit is durable, or with a RefusedException.
  public CompletableFuture<Committed> submit(Commit commit, Admission admission, Signature by) {
    return ask(answer -> new Request.Apply(commit, admission, by, answer));
  }

  /// Adds what a plugin made, whole, or refuses it and changes nothing; durable when this returns. What is there already changes nothing, as with [#commit].
  /// The bytes of the vectors, maps and results must be synced before.
  public Committed add(Additions additions, Signature by) {
    var rows = AdditionPlanner.Rows.of(state(), additions); // here, not on the writer's thread: there may be a million
    return wait(ask(answer -> new Request.Add(additions, rows, by, answer)));
  }

  /// Undoes a person's last step. What was changed since is left alone and told as conflicts. Refuses with NOTHING when there is none.
  public Committed undo(Person person) {
    return wait(ask(answer -> new Request.Undo(person, answer)));
  }

  /// Takes back a person's last undo.
  public Committed redo(Person person) {
    return wait(ask(answer -> new Request.Redo(person, answer)));
  }

  /// Undoes the step that a commit belongs to, of whatever person and time, by the same rule; this is itself an edit that can be undone.
  public Committed revert(long sequence, Person person) {
    return wait(ask(answer -> new Request.Revert(sequence, false, person, answer)));
  }

  /// Undoes one commit alone, whatever else its step did, by the same rule.
  public Committed revertCommit(long sequence, Person person) {
    return wait(ask(answer -> new Request.Revert(sequence, true, person, answer)));
  }

  /// Hands the lines of History to a reader, from one sequence on, until it returns false.
  public void log(long from, Predicate<LogEntry> reader) {
    ProjectState now = state();
    log.headers(from, r -> r.sequence() <= now.sequence() && reader.test(Applied.entry(now, r)));
  }

  /// Returns the line of History of a commit that there is.
  public LogEntry entry(long sequence) {
    return steps.entry(state(), sequence);
  }

  /// Returns the steps whose first commit came before a sequence, newest first.
  public List<PastStep> steps(long before, int count) {
    return steps.before(state(), before, count);
  }

  /// Returns what a commit did, or, where it undid, redid or reverted a step, what that one had done.
  public List<Deed> what(Applied commit) {
    return commit.target() == 0 ? Deeds.of(state(), commit.changes()) : steps.what(state(), commit.target());
  }

  /// Returns the commits after a sequence, in order; empty where that is too long ago to tell (some thousand commits, or another run of the program).
  public Optional<List<Applied>> after(long sequence) {
    return writer.trail().after(sequence);
  }

  /// Hands the commits after a sequence to a reader, in order, until it returns false: from the log itself, however long ago they were made.
  public void past(long sequence, Predicate<Applied> reader) {
    ProjectState now = state();
    log.read(sequence + 1, r -> r.sequence() <= now.sequence() && reader.test(new Applied(r.withoutChanges(), Drafter.changes(r))));
  }

  /// Waits until there is a commit after a sequence, for a while at most. Returns false once the project is closed, so that followers end.
  public boolean await(long sequence, Duration most) throws InterruptedException {
    return writer.trail().await(sequence, most);
  }

  /// Tells what is damaged, where the project could be opened only in part and only to read.
  public Optional<String> damage() {
    return damage.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", damage));
  }

  /// Verifies every checksum and invariant, and that the whole log gives the same state again; returns a sentence per problem.
  public List<String> check() {
    var problems = new ArrayList<>(damage);
    problems.addAll(log.check());
    problems.addAll(store.check());
    ProjectState now = state();
    problems.addAll(Invariants.problems(now));
    if (problems.isEmpty()) {
      ProjectState[] again = {ProjectState.empty()};
      log.read(1, r -> {
        if (r.sequence() <= now.sequence()) {
          again[0] = Drafter.replay(again[0], r);
        }
        return r.sequence() < now.sequence();
      });
      problems.addAll(Invariants.differences(again[0], now));
    }
    return problems;
  }

  /// Writes a checkpoint of the newest state now. The writer is not held.
  public void checkpoint() {
    writer.checkpoint();
  }

  /// Applies what is under way, writes a checkpoint and closes the log. Later calls of any method that changes something are refused.
  @Override
  public void close() {
    writer.close();
    log.close();
  }

  private CompletableFuture<Committed> ask(Function<CompletableFuture<Committed>, Request> request) {
    var answer = new CompletableFuture<Committed>();
    writer.take(request.apply(answer));
    return answer;
  }

  private static Committed wait(CompletableFuture<Committed> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RefusedException r -> throw new RefusedException(r.code(), r.getMessage(), r);
        case null, default -> throw new IllegalStateException("the commit failed", e.getCause());
      }
    }
  }
}
