/// A view spec becomes the rows that match, their order and a tree of groups. Start at [ViewJson] and [Views].
///
/// Evaluated plainly, row by row: what this says is right, and a faster engine will be held to it. The language is specified in
/// `docs/formats/view-spec.md`. Not here: any change of a project (`project`), JSON text (the edges parse it), results of plugins.
@NullMarked
package panoptic.query;

import org.jspecify.annotations.NullMarked;
