@NullMarked
package panoptic.tasks;

import org.jspecify.annotations.NullMarked;
