@NullMarked
package panoptic.bench;

import org.jspecify.annotations.NullMarked;
