/// Long work with progress: what waits, what runs, how far it is, how it ended. Start at [TaskQueue].
///
/// Not here: what a task does (its owner's room), how a bar is drawn (the front end), what survives the end of the program
/// (a task that must go on after a crash finds its place again by itself).
@NullMarked
package panoptic.tasks;

import org.jspecify.annotations.NullMarked;
