/// What a project needs from whoever keeps it: a durable log, a place for checkpoints. Start at [CommitLog].
@NullMarked
package panoptic.project.spi;

import org.jspecify.annotations.NullMarked;
