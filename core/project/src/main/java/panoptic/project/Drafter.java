package panoptic.project;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import panoptic.model.Committed;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.ImageMap;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyGroup;
import panoptic.model.RefusedException;
import panoptic.model.Result;
import panoptic.model.Root;
import panoptic.model.Signature;
import panoptic.model.Tag;
import panoptic.model.VectorType;
import panoptic.project.spi.CommitLog;
import panoptic.project.spi.LogRecord;

/// Turns one request into the next state, the record that the log keeps of it, and the answer. Nothing is written here.
final class Drafter {

  /// `record` is null where nothing changes: then there is no commit. `changes` are what the record's bytes say.
  record Draft(ProjectState state, @Nullable LogRecord record, Committed answer, List<Change> changes) {
  }

  private final CommitLog log;
  private final InstantSource clock;

  Drafter(CommitLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  Draft draft(ProjectState base, Request request) {
    return switch (request) {
      case Request.Apply a -> apply(base, a.by(), planner -> planner.plan(a.commit(), a.admission()));
      case Request.Add a -> apply(base, a.by(), planner -> {
        planner.additions(a.additions(), a.rows());
        return List.of();
      });
      case Request.Undo u -> {
        Steps top = history(base, u.person()).undo();
        yield inverse(base, u.person(), top == null ? 0 : top.step(), "undo", 0);
      }
      case Request.Redo r -> {
        Steps top = history(base, r.person()).redo();
        yield inverse(base, r.person(), top == null ? 0 : top.step(), "redo", 0);
      }
      case Request.Revert r -> {
        if (r.sequence() < 1 || r.sequence() > base.sequence()) {
          throw new RefusedException(ErrorCode.UNKNOWN, "there is no commit " + r.sequence() + "; the last one is " + base.sequence());
        }
        yield inverse(base, r.person(), base.stepOf(r.sequence()), "revert", r.alone() ? r.sequence() : 0);
      }
    };
  }

  private static History history(ProjectState base, Person person) {
    return base.history(base.personId(person));
  }

  /// `planning` returns the ids of new instances.
  private Draft apply(ProjectState base, Signature by, Function<CommitPlanner, List<Integer>> planning) {
    long sequence = base.sequence() + 1;
    long step = by.step() == 0 ? sequence : by.step();
    if (by.step() != 0 && (step > base.sequence() || base.stepOf(step) != step)) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no step " + step);
    }
    var plan = new Plan(base, sequence);
    var planner = new CommitPlanner(plan);
    List<Integer> instances = planning.apply(planner);
    ProjectState now = plan.state();
    var answer = new Committed(!plan.isEmpty(), plan.isEmpty() ? base.sequence() : sequence,
        things(now, planner, Kind.PROPERTY_GROUP, PropertyGroup.class), things(now, planner, Kind.PROPERTY, Property.class),
        things(now, planner, Kind.TAG, Tag.class), things(now, planner, Kind.FOLDER, Folder.class),
        things(now, planner, Kind.ROOT, Root.class), instances,
        List.of(), 0, things(now, planner, Kind.VECTOR_TYPE, VectorType.class), things(now, planner, Kind.MAP, ImageMap.class),
        things(now, planner, Kind.RESULT, Result.class));
    if (plan.isEmpty()) {
      return new Draft(base, null, answer, List.of());
    }
    int author = person(plan, by.person());
    History history = by.origin().equals(Signature.USER) ? base.history(author).edited((int) step) : base.history(author);
    return done(plan, author, step, by.origin(), by.label(), 0, history, answer);
  }

  /// Plans the inverse of a step, or of one commit of it where `only` is not 0.
  private Draft inverse(ProjectState base, Person person, long step, String verb, long only) {
    if (step == 0) {
      throw new RefusedException(ErrorCode.NOTHING, person.name() + " has nothing to " + verb);
    }
    long sequence = base.sequence() + 1;
    var plan = new Plan(base, sequence);
    var inverter = new Inverter(plan, base);
    inverter.plan(log.step(step).stream().filter(r -> only == 0 || r.sequence() == only)
        .map(r -> new Inverter.Done(r.sequence(), r.author(), changes(r))).toList());
    boolean revert = verb.equals("revert");
    boolean changed = !(plan.isEmpty() && revert);
    var answer = new Committed(changed, changed ? sequence : base.sequence(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of(),
        inverter.conflicts(), inverter.conflictCount(), List.of(), List.of(), List.of());
    if (!changed) {
      return new Draft(base, null, answer, List.of());
    }
    int author = person(plan, person);
    History was = base.history(author);
    History history = switch (verb) {
      case "undo" -> was.undone((int) sequence);
      case "redo" -> was.redone((int) sequence);
      default -> was.edited((int) sequence);
    };
    long of = verb.equals("redo") ? base.cell(Fact.TARGET, (int) step) : step;
    return done(plan, author, sequence, verb + " of " + of, "", of, history, answer);
  }

  /// Decodes the changes of a commit; refuses with DAMAGED what is none.
  static List<Change> changes(LogRecord r) {
    if (r.version() > ChangeCodec.VERSION) {
      throw new RefusedException(ErrorCode.TOO_NEW,
          "commit " + r.sequence() + " was written by a newer Panoptic (format " + r.version() + ", known up to "
              + ChangeCodec.VERSION + ")");
    }
    try {
      return ChangeCodec.read(r.version(), r.changes());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(ErrorCode.DAMAGED, "commit " + r.sequence() + " of the log holds nonsense (" + e.getMessage() + ")", e);
    }
  }

  /// Applies a commit of the log to the state before it.
  static ProjectState replay(ProjectState base, LogRecord r) {
    if (r.sequence() != base.sequence() + 1) {
      throw new RefusedException(ErrorCode.DAMAGED,
          "the log has commit " + r.sequence() + " where " + (base.sequence() + 1) + " should be");
    }
    var edit = new StateEdit(base, r.sequence());
    try {
      changes(r).forEach(edit::apply);
    } catch (IllegalStateException | IndexOutOfBoundsException | NullPointerException | ArithmeticException e) {
      throw new RefusedException(ErrorCode.DAMAGED,
          "commit " + r.sequence() + " of the log does not fit the commits before it (" + e.getMessage() + ")", e);
    }
    History was = base.history(r.author());
    History history = r.target() == 0
        ? r.origin().equals(Signature.USER) ? was.edited((int) r.step()) : was
        : r.origin().startsWith("undo")
            ? was.undone((int) r.sequence())
            : r.origin().startsWith("redo")
                ? was.redone((int) r.sequence())
                : was.edited((int) r.sequence());
    return edit.done(r.timeMicros(), r.author(), r.step(), r.target(), history);
  }

  /// Returns the id of a person in this project, who is entered or renamed as needed.
  private static int person(Plan plan, Person person) {
    int known = plan.state().personId(person);
    int id = known != 0 ? known : plan.newId(Kind.PERSON);
    plan.put(Kind.PERSON, id, new Person(id, person.key(), person.name(), person.color()));
    return id;
  }

  private Draft done(Plan plan, int author, long step, String origin, String label, long target, History history, Committed answer) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    String counts = plan.counts().entrySet().stream().filter(e -> !e.getKey().equals("people")).map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(","));
    var record = new LogRecord(plan.edit().sequence(), micros, author, step, origin, label, target, counts, ChangeCodec.VERSION,
        ChangeCodec.write(plan.changes()));
    return new Draft(plan.edit().done(micros, author, step, target, history), record, answer, List.copyOf(plan.changes()));
  }

  /// Reads the counts of a record.
  static Map<String, Long> counts(String counts) {
    var out = new java.util.LinkedHashMap<String, Long>();
    for (String one : counts.isEmpty() ? new String[0] : counts.split(",", -1)) {
      int equals = one.indexOf('=');
      out.put(one.substring(0, equals), Long.parseLong(one.substring(equals + 1)));
    }
    return out;
  }

  private static <T> List<T> things(ProjectState state, CommitPlanner planner, Kind kind, Class<T> type) {
    return planner.touched(kind).stream().map(id -> type.cast(java.util.Objects.requireNonNull(state.entry(kind, id)).thing())).toList();
  }
}
