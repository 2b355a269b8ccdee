package panoptic.transfer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.RefusedException;
import panoptic.model.Signature;
import panoptic.project.Admission;
import panoptic.project.Project;
import panoptic.project.ProjectState;

/// Commits that are one step: undone together. For one thread.
final class StepOfCommits {
  private final Project project;
  private final Signature by;
  private long first;

  StepOfCommits(Project project, Signature by) {
    this.project = project;
    this.by = by;
  }

  ProjectState state() {
    return project.state();
  }

  /// Returns the sequence of the first commit that changed something, or 0.
  long first() {
    return first;
  }

  Committed commit(Commit commit) {
    return wait(submit(commit));
  }

  /// Begins a commit. As long as none has changed anything, wait for it before the next, so that the next joins its step.
  CompletableFuture<Committed> submit(Commit commit) {
    return project.submit(commit, Admission.NONE, first == 0 ? by : by.in(first));
  }

  Committed wait(CompletableFuture<Committed> answer) {
    Committed done;
    try {
      done = answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      throw new IllegalStateException("a commit failed", e.getCause());
    }
    if (first == 0 && done.changed()) {
      first = done.sequence();
    }
    return done;
  }

  /// Takes back what was committed so far.
  void takeBack() {
    if (first != 0) {
      project.revert(first, by.person());
    }
  }
}
