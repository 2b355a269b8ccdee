@NullMarked
package panoptic.storagesqlite;

import org.jspecify.annotations.NullMarked;
