package panoptic.http;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import panoptic.http.spi.Projects;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// The projects that the server has open: each is opened at its first use and stays so until it is closed or the server ends.
///
/// Any thread may ask; whoever asks for a project that is being opened waits for it.
public final class OpenProjects implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("[a-z0-9]{12}");

  private final Projects projects;
  private final InstantSource clock;
  private final ConcurrentHashMap<String, ServedProject> open = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, ReentrantLock> opening = new ConcurrentHashMap<>();
  private volatile Consumer<ServedProject> opened = _ -> {
  };
  private volatile boolean closed;

  public OpenProjects(Projects projects, InstantSource clock) {
    this.projects = projects;
    this.clock = clock;
  }

  /// Returns a project, opened where it is not. Refused where there is none of that identity, or it cannot be opened.
  public ServedProject get(String id) {
    ServedProject known = open.get(id);
    if (known != null) {
      return known;
    }
    if (!ID.matcher(id).matches()) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no such project");
    }
    ReentrantLock lock = opening.computeIfAbsent(id, _ -> new ReentrantLock());
    lock.lock();
    try {
      ServedProject meanwhile = open.get(id);
      if (meanwhile != null) {
        return meanwhile;
      }
      if (closed) {
        throw new RefusedException(ErrorCode.LOCKED, "the server is ending");
      }
      var made = new ServedProject(projects.open(id), clock);
      open.put(id, made);
      opened.accept(made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  /// Lets imports that are cancelled from now on be taken up when the projects are opened next.
  public void closing() {
    closed = true;
    all().forEach(p -> p.open().ingest().close());
  }

  /// Sets what is done with each project once it is open.
  public void onOpen(Consumer<ServedProject> act) {
    opened = act;
  }

  /// Returns a project if it is open now.
  public Optional<ServedProject> find(String id) {
    return Optional.ofNullable(open.get(id));
  }

  public List<ServedProject> all() {
    return List.copyOf(open.values());
  }

  /// Closes one project; the next use opens it again.
  public void close(String id) {
    ServedProject gone = open.remove(id);
    if (gone != null) {
      gone.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (String id : List.copyOf(open.keySet())) {
      close(id);
    }
  }
}
