/// The server: routes, JSON, the WebSocket, sessions, the page. It translates and decides nothing. Start at [Server].
///
/// Not here: SQL and the folders of projects (`spi`, which the program implements), rules of commits (`project`), filters (`query`), pixels (`imaging`).
@NullMarked
package panoptic.http;

import org.jspecify.annotations.NullMarked;
