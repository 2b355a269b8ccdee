package panoptic.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import panoptic.http.ServerAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `serve`: the server, until it is interrupted. Prints one line with its address, which lets one browser in.
@Command(name = "serve", header = "Run the server and print the address of its page.")
final class ServeCommand implements Callable<Integer> {
  static final int PORT = 8765;

  private final Call call;
  private final Wiring wiring;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (127.0.0.1: this machine alone).")
  String host = "127.0.0.1";

  @Option(names = "--port", paramLabel = "N", description = "Port to listen on (8765); 0 takes any that is free.")
  int port = PORT;

  @Option(names = "--allow-network", description = "Let other machines reach the server. What is sent is not encrypted.")
  boolean allowNetwork;

  @Option(names = "--no-open", description = "Do not open the browser.")
  boolean noOpen;

  ServeCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerAddress address = ServerAddress.of(host, port, allowNetwork);
    try (ProgramServer server = ProgramServer.start(call, wiring, address)) {
      if (address.isNetwork()) {
        call.say("Other machines can reach this server, and what is sent is not encrypted: everybody on the network between may read it.");
      }
      serve(call, server, "", !noOpen, Map.of());
    }
    return 0;
  }

  /// Tells where the server is, opens the browser, and waits until the command is interrupted. `more` stands in the JSON document besides.
  static void serve(Call call, ProgramServer server, String project, boolean open, Map<String, ?> more) throws InterruptedException {
    String url = server.link(project);
    var document = Call.document("url", url, "port", server.port(), "pid", ProcessHandle.current().pid());
    document.putAll(more);
    call.answer(document, () -> url);
    call.terminal().out().flush();
    if (open) {
      Browser.open(url, call.environment());
    }
    var ended = new CountDownLatch(1);
    call.onInterrupt(ended::countDown);
    ended.await();
  }

  /// Returns where the page's files lie in this checkout.
  static Path page() {
    return Path.of(System.getProperty("panoptic.root", ".")).toAbsolutePath().normalize().resolve("web/dist");
  }
}
