/// Ports that belong to no single room. Start at [Disk].
@NullMarked
package panoptic.model.spi;

import org.jspecify.annotations.NullMarked;
