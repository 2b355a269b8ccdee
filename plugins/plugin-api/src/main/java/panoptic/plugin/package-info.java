/// What a Java plugin extends and calls. Start at [APlugin]; what a plugin asks of the project is [PluginProjectInterface].
///
/// The names are those of the plugin guide, in Java's case. A plugin needs nothing else on its path but the JDK. What the host implements
/// ([HostImplements]) may gain methods in a minor version; what a plugin implements ([PluginImplements]) may gain default methods only.
///
/// Not here: how a plugin's process speaks to the host (`plugin-protocol`), and who starts it (`plugin-host`).
@NullMarked
package panoptic.plugin;

import org.jspecify.annotations.NullMarked;
