package panoptic.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import panoptic.model.Person;
import panoptic.project.Applied;
import panoptic.project.Project;

/// The browsers that follow one project: each commit is told to all of them, in order, once it is durable. Any thread may use it; it has one of its own while
/// somebody follows.
final class LiveProject {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_MISSED = 400;

  private final ServedProject project;
  private final Set<LiveSocket> sockets = new LinkedHashSet<>();
  private long told;
  private boolean following;

  LiveProject(ServedProject project) {
    this.project = project;
  }

  /// Lets a browser follow, from the commit `after` on where it says one: what it missed comes first, or a reset.
  synchronized void follow(LiveSocket socket, Optional<Long> after) {
    if (sockets.isEmpty() && !following) {
      told = project.state().sequence();
      following = true;
      Thread.ofVirtual().name("live-" + project.id()).start(this::run);
    }
    String reset = LiveJson.reset(told);
    socket.add(LiveJson.hello(told, socket.visitor().session().mark()), reset);
    after.filter(a -> a != told).ifPresent(a -> catchUp(socket, a, reset));
    sockets.add(socket);
    people();
  }

  private void catchUp(LiveSocket socket, long after, String reset) {
    Optional<List<Applied>> missed = after > told ? Optional.empty() : project.project().after(after);
    if (after > told && after <= project.state().sequence()) {
      return; // it knows what is about to be told
    }
    if (missed.isEmpty() || missed.get().size() > MOST_MISSED) {
      socket.add(reset, reset);
      return;
    }
    for (Applied a : missed.get()) {
      if (a.sequence() <= told) {
        socket.add(LiveJson.commit(project, a), reset);
      }
    }
  }

  /// Lets a browser go.
  synchronized void leave(LiveSocket socket) {
    if (sockets.remove(socket)) {
      people();
    }
  }

  /// Tells everybody here something of which only the newest counts.
  synchronized void put(String type, String message) {
    sockets.forEach(s -> s.put(type, message));
  }

  /// Tells it to those of whom the test holds.
  synchronized void put(String type, String message, Predicate<Visitor> whom) {
    sockets.stream().filter(s -> whom.test(s.visitor())).forEach(s -> s.put(type, message));
  }

  private void people() {
    put("people", LiveJson.people(present()));
  }

  /// Returns who has this project open in a browser, each once.
  synchronized List<Person> present() {
    Map<String, Person> out = new LinkedHashMap<>();
    sockets.forEach(s -> s.visitor().known().ifPresent(p -> out.putIfAbsent(p.key(), p)));
    return new ArrayList<>(out.values());
  }

  private void run() {
    Project of = project.project();
    try {
      while (of.await(last(), PATIENCE)) {
        List<Applied> news = of.after(last()).orElse(List.of());
        long now = of.state().sequence();
        if (news.isEmpty() && now > last()) { // too many at once to be told one by one
          tell(now, LiveJson.reset(now));
        }
        for (Applied a : news) {
          tell(a.sequence(), LiveJson.commit(project, a));
        }
        if (isAlone()) {
          return;
        }
      }
      tell(last(), LiveJson.reset(last())); // the project is closed; whoever comes back opens it again
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized long last() {
    return told;
  }

  private synchronized boolean isAlone() {
    following = !sockets.isEmpty();
    return !following;
  }

  private synchronized void tell(long sequence, String message) {
    told = Math.max(told, sequence);
    String reset = LiveJson.reset(told);
    sockets.forEach(s -> s.add(message, reset));
  }
}
