/// The process of one Java plugin: loads it, and speaks for it over standard input and output. Start at [PluginRunner].
///
/// Not here: any rule (the host decides), and the wire itself (`plugin-protocol`).
@NullMarked
package panoptic.pluginrunner;

import org.jspecify.annotations.NullMarked;
