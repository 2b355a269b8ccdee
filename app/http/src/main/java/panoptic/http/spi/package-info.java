/// What the server asks of the program around it: projects and their folders, people, what the owner allowed.
///
/// Not here: how any of it is kept.
@NullMarked
package panoptic.http.spi;

import org.jspecify.annotations.NullMarked;
