package panoptic.pluginprotocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One side of the wire: JSON-RPC 2.0 both ways over two streams.
///
/// Requests of the other side are answered each on a thread of its own, so many at a time as the constructor says; its notifications are handled
/// one by one, in order. [#call] and [#tell] may be used from any thread. A message that is none ends the connection.
public final class Connection implements AutoCloseable {
  /// What this side does when it is asked or told.
  public interface Handler {
    /// Answers a request: returns a tree, or throws what becomes an error.
    @Nullable Object asked(String method, Tree params) throws Exception;

    /// Takes a notification.
    default void told(String method, Tree params) throws Exception {
    }

    /// Hears, once, that the connection ended: `why` is null where the stream simply ended.
    default void ended(@Nullable Exception why) {
    }
  }

  private final Frames frames;
  private final InputStream in;
  private final OutputStream out;
  private final Handler handler;
  private final String name;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<Tree>> asked = new ConcurrentHashMap<>();
  private final Map<String, Thread> answering = new ConcurrentHashMap<>();
  private final Semaphore room;
  private final Thread.Builder threads;
  // A side that is told more than it can take is read no further for a while.
  private final LinkedBlockingQueue<Runnable> news = new LinkedBlockingQueue<>(Limits.NEWS);
  private volatile boolean closed;

  /// Makes a side; `name` is for the names of its threads. Nothing is read before [#start]. While `requests` are being answered nothing more is
  /// read, so a side whose answers need the other's must allow any number. `threads` makes those that answer.
  public Connection(String name, InputStream in, OutputStream out, int requests, Thread.Builder threads, Handler handler) {
    room = new Semaphore(requests);
    this.threads = threads;
    this.name = name;
    this.in = in;
    this.out = out;
    this.handler = handler;
    frames = new Frames(in, out);
  }

  public void start() {
    Thread.ofPlatform().daemon().name(name + "-reader").start(this::read);
    Thread.ofVirtual().name(name + "-news").start(this::handleNews);
  }

  /// A question that was asked and is not answered yet.
  public final class Asked {
    private final long id;
    private final CompletableFuture<Tree> answer;

    private Asked(long id, CompletableFuture<Tree> answer) {
      this.id = id;
      this.answer = answer;
    }

    /// Waits for the answer.
    public Tree await() throws RemoteException, InterruptedException {
      try {
        return answer.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RemoteException r ? r : RemoteException.of(e);
      }
    }

    /// Asks the other side to give up, and waits so long for it to do so or to answer. Returns whether it did.
    public boolean cancel(Duration atMost) {
      tell("$/cancel", Map.of("id", id));
      try {
        var ignored = answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        return true;
      } catch (ExecutionException e) {
        return true;
      } catch (TimeoutException | InterruptedException e) {
        return false;
      } finally {
        asked.remove(id);
      }
    }
  }

  /// Asks, without waiting for the answer.
  public Asked ask(String method, Map<String, ?> params) throws RemoteException {
    long id = lastId.incrementAndGet();
    var answer = new CompletableFuture<Tree>();
    asked.put(id, answer);
    try {
      if (closed) {
        throw gone();
      }
      send(message(id, method, params));
      return new Asked(id, answer);
    } catch (IOException e) {
      asked.remove(id);
      throw gone();
    } catch (RemoteException | RuntimeException e) {
      asked.remove(id);
      throw e;
    }
  }

  /// Asks and waits for the answer. An interrupt cancels the request there and is thrown here.
  public Tree call(String method, Map<String, ?> params) throws RemoteException, InterruptedException {
    Asked question = ask(method, params);
    try {
      return question.await();
    } catch (InterruptedException e) {
      asked.remove(question.id);
      tell("$/cancel", Map.of("id", question.id));
      throw e;
    }
  }

  /// Tells without waiting for anything; what cannot be told any more is lost.
  public void tell(String method, Map<String, ?> params) {
    try {
      send(message(null, method, params));
    } catch (IOException e) {
      close();
    }
  }

  /// Ends the connection: both streams are closed, and who waits for an answer gets an error.
  @Override
  public void close() {
    end(null);
  }

  private static Map<String, @Nullable Object> message(@Nullable Long id, String method, Map<String, ?> params) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("jsonrpc", "2.0");
    if (id != null) {
      out.put("id", id);
    }
    out.put("method", method);
    out.put("params", params);
    return out;
  }

  private void send(Map<String, ?> message) throws IOException {
    writing.lock();
    try {
      frames.write(message);
    } finally {
      writing.unlock();
    }
  }

  private static RemoteException gone() {
    return new RemoteException(RemoteException.GONE, "gone", "the other side is gone", List.of());
  }

  private void read() {
    Exception why = null;
    try {
      for (Tree m = frames.read(); m != null; m = frames.read()) {
        take(m);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      why = closed ? null : e;
    }
    end(why);
  }

  private void take(Tree message) throws IOException, InterruptedException {
    if (!(message.value() instanceof Map<?, ?>)) {
      throw new ProtocolException("a message is an object");
    }
    Tree method = message.get("method");
    Tree id = message.get("id");
    if (method.isNull()) {
      CompletableFuture<Tree> answer = id.value() instanceof Long n ? asked.remove(n) : null;
      if (answer != null) {
        Tree error = message.get("error");
        if (error.isNull()) {
          answer.complete(new Tree("result", message.get("result").value()));
        } else {
          answer.completeExceptionally(RemoteException.of(error));
        }
      }
    } else if (!id.isNull()) {
      room.acquire();
      String key = String.valueOf(id.value());
      Thread thread = threads.unstarted(() -> answer(key, id.value(), method.text(), params(message)));
      answering.put(key, thread);
      thread.start();
    } else if (method.text().equals("$/cancel")) {
      Thread thread = answering.get(String.valueOf(message.get("params").get("id").value()));
      if (thread != null) {
        thread.interrupt();
      }
    } else {
      news.put(() -> told(method.text(), params(message)));
    }
  }

  private static Tree params(Tree message) {
    return Tree.of(message.get("params").value());
  }

  private void told(String method, Tree params) {
    try {
      handler.told(method, params);
    } catch (Exception e) {
      // There is nobody to answer; the other side may not depend on it.
      System.getLogger(Connection.class.getName()).log(System.Logger.Level.WARNING, name + ": " + method + " failed", e);
    }
  }

  private void handleNews() {
    try {
      while (!closed) {
        news.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(String key, @Nullable Object id, String method, Tree params) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("jsonrpc", "2.0");
    out.put("id", id);
    try {
      out.put("result", handler.asked(method, params));
    } catch (InterruptedException e) {
      out.put("error", new RemoteException(RemoteException.CANCELLED, "cancelled", "the request was cancelled", List.of()).tree());
    } catch (Throwable e) {
      // Whatever went wrong belongs to this request alone; also what no program should catch, since it comes from a plugin's code.
      out.put("error", RemoteException.of(e).tree());
    } finally {
      answering.remove(key);
      room.release();
    }
    try {
      send(out);
    } catch (IOException e) {
      close();
    } catch (IllegalArgumentException e) {
      out.remove("result");
      out.put("error", RemoteException.of(e).tree());
      tellAnswer(out);
    }
  }

  private void tellAnswer(Map<String, @Nullable Object> answer) {
    try {
      send(answer);
    } catch (IOException e) {
      close();
    }
  }

  private void end(@Nullable Exception why) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    // Wakes the thread that waits for news; where the queue is full it is awake.
    var ignored = news.offer(() -> {
    });
    asked.values().forEach(a -> a.completeExceptionally(gone()));
    answering.values().forEach(Thread::interrupt);
    try (in; out) {
      handler.ended(why);
    } catch (IOException e) {
      // Both are of no further use.
    }
  }
}
