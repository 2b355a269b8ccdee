@NullMarked
package panoptic.query;

import org.jspecify.annotations.NullMarked;
