package panoptic.project;

import java.util.concurrent.CompletableFuture;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Person;
import panoptic.model.Signature;

/// What the writer is asked to do; the future ends when it is durable.
sealed interface Request {
  CompletableFuture<Committed> answer();

  record Apply(Commit commit, Admission admission, Signature by, CompletableFuture<Committed> answer) implements Request {
  }

  /// `rows` are the images of the addition's vectors.
  record Add(Additions additions, AdditionPlanner.Rows rows, Signature by, CompletableFuture<Committed> answer) implements Request {
  }

  record Undo(Person person, CompletableFuture<Committed> answer) implements Request {
  }

  record Redo(Person person, CompletableFuture<Committed> answer) implements Request {
  }

  record Revert(long sequence, boolean alone, Person person, CompletableFuture<Committed> answer) implements Request {
  }
}
