package panoptic.project;

import org.jspecify.annotations.Nullable;

/// What one person may undo and redo. Immutable.
record History(@Nullable Steps undo, @Nullable Steps redo) {
  static final History EMPTY = new History(null, null);

  /// After an edit: there is nothing to redo any more. A further commit of the top step adds no step.
  History edited(int step) {
    return new History(undo != null && undo.step() == step ? undo : new Steps(step, undo), null);
  }

  /// After the top step was undone by the step `inverse`.
  History undone(int inverse) {
    return new History(undo == null ? null : undo.below(), new Steps(inverse, redo));
  }

  /// After the last undo was taken back by the step `again`.
  History redone(int again) {
    return new History(new Steps(again, undo), redo == null ? null : redo.below());
  }
}
