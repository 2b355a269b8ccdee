/// What Panoptic costs, beside a reference in the same run. Start at [Bench]; figures with their machine stand in `docs/benchmarks.md`.
///
/// Not here: anything that passes or fails (tests never look at a clock), anything the product needs.
@NullMarked
package panoptic.bench;

import org.jspecify.annotations.NullMarked;
