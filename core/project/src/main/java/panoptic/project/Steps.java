package panoptic.project;

import org.jspecify.annotations.Nullable;

/// A stack of steps that a person may undo, or redo; the top first. Immutable.
record Steps(int step, @Nullable Steps below) {
}
