/// The rules of the house as tests: which module may use which, what no class may do, what the documents must say.
/// Start at [Rules]; [House] tells what stands where.
///
/// Not here: the formatter, Error Prone and NullAway (the parent POM runs them), and whether the program does what it should.
@NullMarked
package panoptic.arch;

import org.jspecify.annotations.NullMarked;
