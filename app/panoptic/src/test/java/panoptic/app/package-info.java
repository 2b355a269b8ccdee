@NullMarked
package panoptic.app;

import org.jspecify.annotations.NullMarked;
