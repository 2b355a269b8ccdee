@NullMarked
package panoptic.testkit;

import org.jspecify.annotations.NullMarked;
