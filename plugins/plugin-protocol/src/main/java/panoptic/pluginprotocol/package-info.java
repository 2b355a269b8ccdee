/// The wire between Panoptic and a plugin's process: frames, messages, and how the words of the API stand in them. Start at [Connection].
///
/// What is written is told in `docs/formats/plugin-protocol.md`, so completely that a plugin in any language can be written from it.
///
/// Not here: what the messages do (`plugin-host` on one side, `plugin-runner` on the other).
@NullMarked
package panoptic.pluginprotocol;

import org.jspecify.annotations.NullMarked;
