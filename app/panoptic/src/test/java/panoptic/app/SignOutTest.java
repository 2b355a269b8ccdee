package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A browser that signs out: its cookie opens nothing any more, and its windows hear of it.
@Tag("slow")
final class SignOutTest {
  @TempDir
  Path temp;

  @Test
  void endsOneBrowsersSessionAndClosesItsSocketsAlone() throws Exception {
    try (var server = new RealServer(temp.toRealPath().resolve("data"))) {
      var client = HttpClient.newHttpClient(); // its sockets end with the server
      String mine = server.newBrowser();
      String other = server.newBrowser();
      CompletableFuture<Integer> mineClosed = listen(client, server, mine);
      CompletableFuture<Integer> otherClosed = listen(client, server, other);
      RealServer.Reply ended = server.askWith(mine, "DELETE", "/session", null).is(204);
      assertTrue(ended.header("set-cookie").contains("Max-Age=0"), ended.header("set-cookie"));
      assertEquals("\"cache\"", ended.header("clear-site-data"));
      assertEquals(4001, mineClosed.get(10, TimeUnit.SECONDS));
      assertEquals("unauthorised", server.askWith(mine, "GET", "/session", null).is(401).json().get("code").string());
      server.askWith(other, "GET", "/session", null).is(200);
      assertTrue(!otherClosed.isDone(), "another browser stays");
    }
  }

  /// Listens as a browser does; answers the code with which the server closes, once it has said hello.
  private static CompletableFuture<Integer> listen(HttpClient client, RealServer server, String cookie) throws Exception {
    var hello = new CompletableFuture<String>();
    var closed = new CompletableFuture<Integer>();
    String at = "127.0.0.1:" + server.port();
    client.newWebSocketBuilder().header("Cookie", cookie).header("Origin", "http://" + at)
        .buildAsync(URI.create("ws://" + at + "/api/v1/live"), new WebSocket.Listener() {
          @Override
          public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            hello.complete(data.toString());
            socket.request(1);
            return null;
          }

          @Override
          public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
          }
        }).get(10, TimeUnit.SECONDS);
    hello.get(10, TimeUnit.SECONDS);
    return closed;
  }
}
