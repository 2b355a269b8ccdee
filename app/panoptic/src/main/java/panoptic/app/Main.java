package panoptic.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The program: runs one command and ends with its exit code. `./panoptic` starts it.
public final class Main {
  static final int INTERRUPTED = 130;
  private static final long SECONDS_TO_STOP = 20;

  private Main() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    var terminal = Terminal.ofProcess(environment);
    var call = new Call(terminal, environment);
    HeapWatch.start();
    var ended = new CountDownLatch(1);
    var code = new AtomicInteger(-1);
    // On Ctrl-C or SIGTERM Java runs this hook, and exits by itself when it returns: the command gets time to stop cleanly.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      if (code.get() >= 0) {
        return;
      }
      call.interrupt();
      try {
        if (!ended.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
          terminal.err().println("Not everything could be stopped in time.");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, "interrupt"));
    int result = run(RawArguments.of(arguments), call);
    terminal.out().flush();
    terminal.err().flush();
    if (!call.isInterrupted()) {
      code.set(result);
    }
    ended.countDown();
    if (!call.isInterrupted()) {
      System.exit(result);
    }
  }

  /// Runs one command; returns its exit code, 130 where it was interrupted.
  static int run(List<String> arguments, Call call) {
    int code = Wiring.run(call, arguments);
    call.terminal().out().flush();
    return call.isInterrupted() ? INTERRUPTED : code;
  }
}
