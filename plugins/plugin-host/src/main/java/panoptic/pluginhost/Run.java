package panoptic.pluginhost;

import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Person;
import panoptic.model.Signature;
import panoptic.pluginhost.spi.HostedProject;
import panoptic.project.Additions;

/// One run of something in a plugin: an action, its start, an event. All that it writes is one step, signed by who started it. Any thread may use it.
final class Run {
  private final long id;
  private final String origin;
  private final String label;
  private final Person person;
  private final Runnable over;
  private int holds = 1;
  private long step;

  /// `over` is run once nobody works for it any more: see [#hold].
  Run(long id, String origin, String label, Person person, Runnable over) {
    this.id = id;
    this.over = over;
    this.origin = origin;
    this.label = label;
    this.person = person;
  }

  long id() {
    return id;
  }

  Person person() {
    return person;
  }

  /// Notes that somebody more works for it: it begins with one.
  synchronized void hold() {
    holds++;
  }

  /// Notes that somebody has ended.
  void release() {
    boolean last;
    synchronized (this) {
      last = --holds == 0;
    }
    if (last) {
      over.run();
    }
  }

  /// Returns the step of what the run wrote, or 0 while it wrote nothing.
  synchronized long step() {
    return step;
  }

  /// Applies a commit within the step.
  synchronized Committed commit(HostedProject project, Commit commit) {
    return joined(project.commit(commit, new Signature(person, origin, label, step)));
  }

  /// Adds what a plugin made, within the step.
  synchronized Committed add(HostedProject project, Additions additions) {
    return joined(project.project().add(additions, new Signature(person, origin, label, step)));
  }

  private Committed joined(Committed done) {
    if (step == 0 && done.changed()) {
      step = done.sequence();
    }
    return done;
  }
}
