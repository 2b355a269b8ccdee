@NullMarked
package panoptic.vips;

import org.jspecify.annotations.NullMarked;
