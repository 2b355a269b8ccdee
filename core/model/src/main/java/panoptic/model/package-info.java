/// The words everyone shares: ids, values and their types, properties, tags, commits. Immutable.
///
/// Not here: any I/O, any rule that needs a project's state (`project`), any JSON text (the edges parse it).
@NullMarked
package panoptic.model;

import org.jspecify.annotations.NullMarked;
