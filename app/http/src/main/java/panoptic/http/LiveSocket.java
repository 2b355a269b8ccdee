package panoptic.http;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/// What waits to be sent to one browser, in bounds: commits in their order, of all else the newest of its type.
///
/// A browser that does not read is not waited for: when too much waits, the commits are dropped and it is told to begin anew (`reset`). [#run] sends, on a thread
/// of its own; any thread may add.
final class LiveSocket implements Runnable {
  private static final int MOST = 500;
  private static final long MOST_CHARACTERS = 1 << 20;
  private static final int SEND_SECONDS = 30;
  private static final int SIGNED_OUT = 4001;

  private final Session session;
  private final Visitor visitor;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final ArrayDeque<String> commits = new ArrayDeque<>();
  private final Map<String, String> newest = new LinkedHashMap<>();
  private long characters;
  private boolean ended;

  LiveSocket(Session session, Visitor visitor) {
    this.session = session;
    this.visitor = visitor;
  }

  Visitor visitor() {
    return visitor;
  }

  /// Adds a message that must come after those before it; where too many wait, `reset` takes the place of all of them.
  void add(String message, String reset) {
    lock.lock();
    try {
      commits.add(message);
      characters += message.length();
      if (commits.size() > MOST || characters > MOST_CHARACTERS) {
        commits.clear();
        commits.add(reset);
        characters = reset.length();
      }
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Adds a message that makes an older one of its type needless.
  void put(String type, String message) {
    lock.lock();
    try {
      newest.put(type, message);
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the sending; what waits is dropped.
  void end() {
    lock.lock();
    try {
      ended = true;
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Closes the connection of a browser that is not let in any more.
  void close() {
    end();
    session.close(SIGNED_OUT, "unauthorised", Callback.NOOP);
  }

  @Override
  public void run() {
    try {
      for (String message = next(); message != null; message = next()) {
        var sent = new CompletableFuture<Void>();
        session.sendText(message, Callback.from(() -> sent.complete(null), sent::completeExceptionally));
        sent.get(SEND_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      session.disconnect(); // it is gone, or as good as gone; it comes back and asks for what it missed
    }
  }

  private @Nullable String next() throws InterruptedException {
    lock.lock();
    try {
      while (!ended && commits.isEmpty() && newest.isEmpty()) {
        more.await();
      }
      if (ended) {
        return null;
      }
      String commit = commits.poll();
      if (commit != null) {
        characters -= commit.length();
        return commit;
      }
      String type = newest.keySet().iterator().next();
      return newest.remove(type);
    } finally {
      lock.unlock();
    }
  }
}
