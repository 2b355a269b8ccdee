@NullMarked
package panoptic.project;

import org.jspecify.annotations.NullMarked;
