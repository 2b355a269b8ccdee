@NullMarked
package panoptic.imaging;

import org.jspecify.annotations.NullMarked;
