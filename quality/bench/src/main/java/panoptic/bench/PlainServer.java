package panoptic.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/// A server of the JDK alone that answers so many bytes, in a process of its own: the reference for what ours answers.
public final class PlainServer implements AutoCloseable {
  private final Process process;
  private final int port;

  private PlainServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Answers each request with as many bytes as the argument says, and prints its port.
  public static void main(String[] arguments) throws IOException {
    byte[] body = new byte[Integer.parseInt(arguments[0])];
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  static PlainServer start(int bytes) throws IOException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dsun.net.httpserver.nodelay=true", "-XX:+UseG1GC", "-cp", System.getProperty("java.class.path"), PlainServer.class.getName(),
        Integer.toString(bytes)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String port = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    return new PlainServer(process, Integer.parseInt(port));
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
