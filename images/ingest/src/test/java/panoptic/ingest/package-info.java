@NullMarked
package panoptic.ingest;

import org.jspecify.annotations.NullMarked;
