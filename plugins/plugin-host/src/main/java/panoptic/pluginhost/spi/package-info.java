/// What plugins need of the program around them.
@NullMarked
package panoptic.pluginhost.spi;

import org.jspecify.annotations.NullMarked;
