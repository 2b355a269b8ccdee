/// Plugins as the program sees them: which there are, their processes, their actions, tasks and events, and what they may ask of a project. Start
/// at [ProjectPlugins].
///
/// Not here: the wire (`plugin-protocol`), what runs in a plugin's process (`plugin-runner`), and any word of a plugin's language but where one is
/// made ready to run ([JavaSource]).
@NullMarked
package panoptic.pluginhost;

import org.jspecify.annotations.NullMarked;
