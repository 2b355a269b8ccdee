@NullMarked
package panoptic.media;

import org.jspecify.annotations.NullMarked;
