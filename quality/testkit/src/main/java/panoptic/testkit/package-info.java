/// What tests of several rooms share: disks that fail on purpose, contract suites of ports, made-up projects.
/// Start at [ForgetfulDisk].
///
/// Not here: rules of the house (`arch-tests`), time measured (`bench`).
@NullMarked
package panoptic.testkit;

import org.jspecify.annotations.NullMarked;
