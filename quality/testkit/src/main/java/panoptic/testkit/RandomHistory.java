package panoptic.testkit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import panoptic.model.Committed;
import panoptic.model.Conflict;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.model.Signature;
import panoptic.project.Admission;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import panoptic.project.spi.CheckpointStore;
import panoptic.project.spi.CommitLog;

/// A made-up history of a project: several people commit, undo, redo and revert at random, are refused, and reopen the project; after
/// every step the project is held against what must be.
///
/// Three judges: what a person sees before a step and after undoing it ([VisibleState]), values worked out a second time ([ValueModel]), and the
/// replayed log (`Project.check`). The same seed gives the same history; what fails is an AssertionError that names seed and step.
public final class RandomHistory implements AutoCloseable {
  private static final List<Person> PEOPLE = List.of(new Person(0, "ada", "Ada", 1), new Person(0, "bo", "Bo", 2),
      new Person(0, "cy", "Cy", 3));

  private final long seed;
  private final SplittableRandom random;
  private final CommitLog log;
  private final CheckpointStore store;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final ValueModel values = new ValueModel();
  private final Map<String, List<Long>> undoable = new TreeMap<>();
  private final Map<String, List<Long>> redoable = new TreeMap<>();
  private final Map<Long, Long> targets = new TreeMap<>();
  private Project project;
  private int gesture;
  private long micros = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  /// A history in memory.
  public RandomHistory(long seed) {
    this(seed, new MemoryLog(), new MemoryCheckpoints());
  }

  /// A history on an empty log that can be closed and opened again, as memory can.
  public RandomHistory(long seed, CommitLog log, CheckpointStore store) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.log = log;
    this.store = store;
    this.project = open();
    for (Person p : PEOPLE) {
      undoable.put(p.key(), new ArrayList<>());
      redoable.put(p.key(), new ArrayList<>());
    }
  }

  private Project open() {
    InstantSource clock = () -> Instant.ofEpochMilli(micros += 7);
    return Project.open(log, store, clock);
  }

  /// Returns how often each kind of change, gesture and refusal came up.
  public Map<String, Integer> counts() {
    return counts;
  }

  public ProjectState state() {
    return project.state();
  }

  /// Lives through so many commits.
  public void run(int commits) {
    long end = project.state().sequence() + commits;
    long checked = 0;
    try {
      while (project.state().sequence() < end) {
        gesture++;
        gesture();
        if (gesture % 16 == 0) {
          same("values", values.differences(project.state()));
        }
        if (project.state().sequence() > checked + 330) {
          checked = project.state().sequence();
          reopen();
        }
      }
      reopen();
      same("values", values.differences(project.state()));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed " + seed + ", gesture " + gesture + ", at commit " + project.state().sequence() + ": " + e.getMessage(), e);
    }
  }

  private void gesture() {
    Person who = PEOPLE.get(random.nextInt(PEOPLE.size()));
    int dice = random.nextInt(100);
    if (dice < 45) {
      step(who, Signature.USER);
    } else if (dice < 50) {
      step(who, Signature.IMPORT);
    } else if (dice < 65) {
      burst(who);
    } else if (dice < 78) {
      undo(who);
    } else if (dice < 84) {
      redo(who);
    } else if (dice < 88) {
      revert(who);
    } else {
      refused(who);
    }
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  // ---- steps

  /// One step of one to three commits; returns its sequence, or 0 where nothing changed.
  private long step(Person who, String origin) {
    long first = 0;
    for (int n = random.nextInt(5) == 0 ? 3 : 1; n > 0; n--) {
      if (first != 0) {
        count("step goes on");
      }
      long sequence = commit(new Signature(who, origin, "at random", first));
      first = first == 0 ? sequence : first;
      if (n > 1 && random.nextInt(3) == 0) {
        step(PEOPLE.get(random.nextInt(PEOPLE.size())), Signature.USER); // somebody in between, maybe the same person
      }
    }
    count("step by " + origin);
    return first;
  }

  private long commit(Signature by) {
    ProjectState before = project.state();
    if (random.nextInt(8) == 0 && before.imageRows() > 0) {
      return addition(before, by);
    }
    var made = new RandomCommit(random, before, counts).parts();
    Admission admission = made.admission();
    Committed answer = project.commit(made.commit, admission, by);
    ProjectState after = project.state();
    if (answer.sequence() == before.sequence()) {
      same("a commit that changes nothing", VisibleState.of(before).differences(VisibleState.of(after)));
      return 0;
    }
    is(answer.sequence() == before.sequence() + 1 && after.sequence() == answer.sequence(),
        "sequence " + answer.sequence() + " after " + before.sequence());
    String key = by.person().key();
    values.commit(before, after, made.commit, admission, answer, key, by.step());
    if (by.origin().equals(Signature.USER)) {
      edited(key, by.step() == 0 ? answer.sequence() : by.step());
    }
    return answer.sequence();
  }

  private long addition(ProjectState before, Signature by) {
    Committed answer = project.add(new RandomAddition(random, before, counts).parts(), by);
    ProjectState after = project.state();
    if (answer.sequence() == before.sequence()) {
      same("an addition that changes nothing", VisibleState.of(before).differences(VisibleState.of(after)));
      count("empty addition");
      return 0;
    }
    String key = by.person().key();
    values.addition(after, key, by.step());
    if (by.origin().equals(Signature.USER)) {
      edited(key, by.step() == 0 ? answer.sequence() : by.step());
    }
    return answer.sequence();
  }

  private void edited(String key, long step) {
    List<Long> stack = stack(undoable, key);
    if (stack.isEmpty() || stack.getLast() != step) {
      stack.add(step);
    }
    stack(redoable, key).clear();
  }

  private static List<Long> stack(Map<String, List<Long>> of, String key) {
    return Objects.requireNonNull(of.get(key));
  }

  /// Several steps of one person alone, taken back in a row, and done again: each must give exactly what was there.
  private void burst(Person who) {
    var seen = new ArrayList<ProjectState>(List.of(project.state()));
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      long first = commit(Signature.of(who, "burst"));
      if (first != 0) {
        if (random.nextInt(4) == 0) {
          commit(Signature.of(who, "burst").in(first));
        }
        seen.add(project.state());
      }
    }
    int back = seen.size() == 1 ? 0 : 1 + random.nextInt(seen.size() - 1);
    int at = seen.size() - 1;
    for (int n = 0; n < back; n++) {
      exactly("undo", inverse("undo", who, 0), seen.get(--at));
      count(n == 0 ? "exact undo" : "exact undo in a row");
    }
    for (int n = random.nextInt(back + 1); n > 0; n--) {
      exactly("redo", inverse("redo", who, 0), seen.get(++at));
      count("exact redo");
    }
    if (at > 0 && random.nextInt(3) == 0) {
      exactly("undo of redo", inverse("undo", who, 0), seen.get(--at));
      count("exact undo again");
    }
  }

  private void exactly(String what, Committed answer, ProjectState then) {
    is(answer.conflictCount() == 0, what + " has conflicts that nobody made: " + answer.conflicts());
    same(what, VisibleState.of(then).differences(VisibleState.of(project.state())));
  }

  // ---- undo, redo, revert

  private void undo(Person who) {
    for (int n = random.nextInt(4) == 0 ? 4 : 1; n > 0; n--) {
      if (stack(undoable, who.key()).isEmpty()) {
        nothing("undo", who);
        return;
      }
      inverse("undo", who, 0);
    }
  }

  private void redo(Person who) {
    if (stack(redoable, who.key()).isEmpty()) {
      nothing("redo", who);
    } else {
      inverse("redo", who, 0);
    }
  }

  private void nothing(String verb, Person who) {
    ProjectState before = project.state();
    try {
      if (verb.equals("undo")) {
        project.undo(who);
      } else {
        project.redo(who);
      }
    } catch (RefusedException e) {
      is(e.code() == ErrorCode.NOTHING && project.state().sequence() == before.sequence(), e.getMessage());
      count("nothing to " + verb);
      return;
    }
    throw new AssertionError("there was nothing to " + verb);
  }

  private void revert(Person who) {
    ProjectState before = project.state();
    if (before.sequence() == 0) {
      return;
    }
    boolean last = random.nextInt(3) == 0;
    long sequence = last ? before.sequence() : Math.max(1, before.sequence() - random.nextInt(60));
    inverse("revert", who, sequence);
  }

  private Committed inverse(String verb, Person who, long sequence) {
    ProjectState before = project.state();
    List<Long> undos = stack(undoable, who.key());
    List<Long> redos = stack(redoable, who.key());
    long step = switch (verb) {
      case "undo" -> undos.removeLast();
      case "redo" -> redos.removeLast();
      default -> before.stepOf(sequence);
    };
    Committed answer = switch (verb) {
      case "undo" -> project.undo(who);
      case "redo" -> project.redo(who);
      default -> project.revert(sequence, who);
    };
    if (answer.sequence() == before.sequence()) { // a revert that finds nothing to change
      same("a revert that changes nothing", VisibleState.of(before).differences(VisibleState.of(project.state())));
      count("empty revert");
      return answer;
    }
    ProjectState after = project.state();
    is(answer.sequence() == before.sequence() + 1 && after.sequence() == answer.sequence(),
        "sequence " + answer.sequence() + " after " + before.sequence());
    long target = verb.equals("redo") ? Objects.requireNonNull(targets.get(step)) : step;
    targets.put(answer.sequence(), step);
    switch (verb) {
      case "undo" -> redos.add(answer.sequence());
      case "redo" -> undos.add(answer.sequence());
      default -> edited(who.key(), answer.sequence());
    }
    project.log(answer.sequence(), e -> {
      is(e.origin().equals(verb + " of " + target), "the log says \"" + e.origin() + "\" of the " + verb + " of " + target);
      return false;
    });
    Set<ValueModel.Cell> expected = values.inverse(after, step, keyOf(before, step));
    compare(verb, expected, answer);
    if (gesture % 4 == 0) { // the rest is looked at later, together
      same(verb + " of " + step + " by " + who.key(), values.differences(after));
    }
    count(verb + (expected.isEmpty() ? "" : " with conflicts"));
    return answer;
  }

  private static String keyOf(ProjectState state, long sequence) {
    return state.person(state.authorOf(sequence)).orElseThrow().key();
  }

  private void compare(String verb, Set<ValueModel.Cell> expected, Committed answer) {
    if (answer.conflictCount() >= Committed.LISTED) {
      return;
    }
    Set<ValueModel.Cell> told = new HashSet<>();
    for (Conflict c : answer.conflicts()) {
      switch (c.kind()) {
        case "instanceValues" -> told.add(new ValueModel.Cell(c.tagId() == 0 ? c.propertyId() : -c.tagId(), Integer.valueOf(c.owner())));
        case "imageValues" ->
          told.add(new ValueModel.Cell(c.tagId() == 0 ? c.propertyId() : -c.tagId(), panoptic.model.Sha1.parse(c.owner())));
        default -> count("conflict of " + c.kind());
      }
    }
    is(answer.conflicts().size() == answer.conflictCount(),
        "of " + answer.conflictCount() + " conflicts " + answer.conflicts().size() + " are listed");
    is(told.equals(expected), verb + " tells the conflicts " + told + ", but there are " + expected);
  }

  // ---- refusals, reopening

  private void refused(Person who) {
    ProjectState before = project.state();
    var made = new RandomCommit(random, before, new TreeMap<>()).parts();
    var wrong = new TreeMap<String, Integer>();
    ErrorCode expected = made.wrong(wrong);
    if (expected == null) {
      return;
    }
    wrong.keySet().forEach(this::count);
    VisibleState seen = VisibleState.of(before);
    try {
      project.commit(made.commit, made.admission(), Signature.of(who, "wrong"));
    } catch (RefusedException e) {
      is(e.code() == expected, wrong.keySet() + " is refused as " + e.code() + ": " + e.getMessage());
      is(project.state().sequence() == before.sequence(), "a refused commit moved the sequence");
      same("a refused commit", seen.differences(VisibleState.of(project.state())));
      return;
    }
    throw new AssertionError(wrong.keySet() + " was not refused");
  }

  /// The state replayed from the log, the state from a checkpoint and the log after it, and the live state are one.
  private void reopen() {
    same("check", project.check());
    count("replayed");
    VisibleState seen = VisibleState.of(project.state());
    switch (random.nextInt(3)) {
      case 0 -> {
        project.close(); // writes a checkpoint
        project = open();
        count("reopened after closing");
        same("check of the state reopened", project.check());
      }
      case 1 -> {
        project.checkpoint();
        count("checkpoint");
      }
      default -> { // as after a kill: the last checkpoint, and the log after it
        try (var replayed = Project.open(log, new ReadOnly(store), InstantSource.system())) {
          same("the state of checkpoint and log", seen.differences(VisibleState.of(replayed.state())));
        }
        count("opened beside");
      }
    }
    same("the state reopened", seen.differences(VisibleState.of(project.state())));
  }

  /// Checkpoints to read for somebody who must not write any.
  private record ReadOnly(CheckpointStore store) implements CheckpointStore {
    @Override
    public Optional<Checkpoint> newest(long before) {
      return store.newest(before);
    }

    @Override
    public String keep(byte[] page) {
      return "";
    }

    @Override
    public void complete(long sequence, byte[] manifest, List<String> names) {
      // kept nowhere
    }

    @Override
    public List<String> check() {
      return store.check();
    }

    @Override
    public long bytesWritten() {
      return 0;
    }
  }

  @Override
  public void close() {
    project.close();
  }

  private static void is(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private static void same(String what, @Nullable List<String> differences) {
    if (differences != null && !differences.isEmpty()) {
      throw new AssertionError(what + ": " + differences.stream().limit(12).collect(Collectors.joining("\n  ", "\n  ", "")));
    }
  }
}
