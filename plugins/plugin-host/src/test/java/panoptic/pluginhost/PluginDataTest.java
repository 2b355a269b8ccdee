package panoptic.pluginhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.Commit;
import panoptic.model.Property;
import panoptic.model.Signature;
import panoptic.plugin.ActionContext;
import panoptic.plugin.NotifType;

/// What a plugin reads and writes arrives on the other side, whole, signed and undone as one.
class PluginDataTest {
  private static final String WRITER = """
      import java.nio.file.Path;
      import java.util.List;
      import java.util.Map;
      import panoptic.plugin.*;

      public class Writer extends APlugin {
        public Writer(PluginProjectInterface project, Path pluginPath, String name) {
          super(name, project, pluginPath);
          addActionEasy(this::tagAll, Hook.EXECUTE);
          addActionEasy(this::turn, Hook.EXECUTE);
          addActionEasy(this::read, Hook.EXECUTE);
          addActionEasy(this::undoOne, Hook.EXECUTE);
        }

        /// Makes a property, a tag of it and the values of both, in one commit; and a number by another.
        ActionResult tagAll(ActionContext context) {
          var commit = new DbCommit();
          Property subject = project.getOrCreateProperty("subject of the writer", PropertyType.MULTI_TAGS, PropertyMode.SHA1);
          Tag tag = project.createTag(subject.id(), "seen");
          commit.properties.add(subject);
          commit.tags.add(tag);
          for (Instance i : project.getInstances(context.instanceIds())) {
            commit.imageValues.add(new ImageProperty(subject.id(), i.sha1(), List.of(tag.id())));
          }
          DbCommit stored = project.doCommit(commit);
          Property length = project.createProperty("length of the name", PropertyType.NUMBER, PropertyMode.ID);
          var second = new DbCommit();
          second.properties.add(length);
          for (Instance i : project.getInstances(context.instanceIds())) {
            second.instanceValues.add(new InstanceProperty(length.id(), i.id(), i.name().length()));
          }
          DbCommit numbers = project.applyCommit(second);
          return ActionResult.ofValue(Map.of("property", stored.realId(subject.id()), "tag", stored.realId(tag.id()), "inList",
              stored.properties.getFirst().id(), "inValue", stored.imageValues.getFirst().value(), "number", numbers.realId(length.id())));
        }

        ActionResult turn(ActionContext context) {
          return ActionResult.ofValue(List.of(project.undo(), project.undo(), project.redo(), project.redo()));
        }

        ActionResult undoOne(ActionContext context) {
          return ActionResult.ofValue(project.undo());
        }

        /// Reads everything in each way.
        ActionResult read(ActionContext context) {
          List<Instance> all = project.getInstances();
          Instance first = all.get(0);
          Instance second = all.get(1);
          try (var streamed = project.streamInstances(List.of()); var values = project.streamInstancePropertyValues(List.of(), List.of(), Match.ANY)) {
            return ActionResult.ofValue(List.of(all.size(), streamed.count(), project.getInstances(List.of(first.id())).size(),
                project.getInstances(List.of(first.id()), List.of(second.sha1())).size(),
                project.getInstances(List.of(first.id()), List.of(second.sha1()), Match.ALL).size(),
                project.getFolders().size(), project.getProperties(List.of(), true).size() - project.getProperties(List.of(), false).size(),
                project.getTags(List.of(), List.of()).size(), values.count(),
                project.getInstancePropertyValues(List.of(), List.of(first.id())).size(),
                project.getViewIds("{}").size(), first.url()));
          }
        }
      }
      """;

  @Test
  void whatIsNewHasItsRealIdsAndTheRunIsOneStep(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 50)) {
      assertEquals(PluginState.RUNNING, open.add("w", "Writer", WRITER).state());
      long before = open.project().state().sequence();
      var done = assertInstanceOf(ActionOutcome.Returned.class, open.act("w.tagAll", ActionContext.of(1, 2, 3)));
      var value = (Map<?, ?>) done.result().value();
      var state = open.project().state();
      Property subject = state.property("subject of the writer").orElseThrow();
      Property length = state.property("length of the name").orElseThrow();
      int tag = state.tag(subject.id(), "seen").orElseThrow().id();
      assertEquals(Map.of("property", (long) subject.id(), "tag", (long) tag, "inList", (long) subject.id(), "inValue", List.of((long) tag),
          "number",
          (long) length.id()), value);
      assertEquals(3, state.valued(length).getCardinality());
      assertEquals(before + 1, done.step());
      var entry = open.project().entry(before + 2);
      assertEquals("w:tagAll", entry.origin());
      assertEquals("Ada", entry.author().name());
      assertEquals(before + 1, entry.step());
      open.project().revert(done.step(), OpenForPlugins.ADA);
      assertTrue(open.project().state().property("subject of the writer").isEmpty());
      assertTrue(open.project().state().property("length of the name").isEmpty());
    }
  }

  @Test
  void aNameThatIsTakenMeansWhatIsThere(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 50)) {
      open.add("w", "Writer", WRITER);
      var first = (Map<?, ?>) assertInstanceOf(ActionOutcome.Returned.class, open.act("w.tagAll", ActionContext.of(1))).result().value();
      var again = (Map<?, ?>) assertInstanceOf(ActionOutcome.Returned.class, open.act("w.tagAll", ActionContext.of(2))).result().value();
      assertEquals(first, again);
      var state = open.project().state();
      int subject = state.property("subject of the writer").orElseThrow().id();
      assertEquals(2, state.uses(state.tag(subject, "seen").orElseThrow().id()).rows().getCardinality());
    }
  }

  @Test
  void takesBackItsOwnDoCommitAlone(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 50)) {
      open.add("w", "Writer", WRITER);
      open.act("w.tagAll", ActionContext.of(1, 2));
      var turned = assertInstanceOf(ActionOutcome.Returned.class, open.act("w.turn", ActionContext.of())).result().value();
      assertEquals(List.of(true, false, true, false), turned);
      assertTrue(open.project().state().property("length of the name").isPresent(), "what was only applied stays");
      assertTrue(open.project().state().property("subject of the writer").isPresent());
      open.act("w.undoOne", ActionContext.of());
      assertTrue(open.project().state().property("length of the name").isPresent());
      assertTrue(open.project().state().property("subject of the writer").isEmpty());
    }
  }

  @Test
  void vectorsAndTheirTypesFollowTheProject(@TempDir Path folder) throws Exception {
    String source = """
        import java.nio.file.*;
        import java.util.ArrayList;
        import java.util.Arrays;
        import java.util.List;
        import java.util.Map;
        import panoptic.plugin.*;

        public class Lines extends APlugin {
          public Lines(PluginProjectInterface project, Path pluginPath, String name) {
            super(name, project, pluginPath);
            addActionEasy(this::make, Hook.VECTOR_TYPE);
            addActionEasy(this::fill, Hook.VECTOR);
            addActionEasy(this::know, Hook.EXECUTE);
          }

          ActionResult make(ActionContext context, String model) {
            return ActionResult.ofValue(project.addVectorType(project.createVectorType(Map.of("model", model))));
          }

          ActionResult fill(ActionContext context, OwnVectorType type, int length) {
            var all = new ArrayList<Vector>();
            for (Instance i : project.getInstances(context.instanceIds())) {
              all.add(new Vector(type.id(), i.sha1(), new float[length]));
            }
            project.addVectors(all);
            project.addVector(new Vector(type.id(), all.getFirst().sha1(), filled(length)));
            String first = all.getFirst().sha1();
            return ActionResult.ofValue(List.of(project.getVectors(type.id()).size(), project.getVectors(type.id(), List.of(first)).getFirst().data()[0],
                project.vectorExist(type.id(), first), type.toString()));
          }

          private static float[] filled(int length) {
            var out = new float[length];
            Arrays.fill(out, 0.5f);
            return out;
          }

          ActionResult know(ActionContext context) {
            return ActionResult.ofValue(vectorTypes.stream().map(VectorType::toString).toList());
          }
        }
        """;
    try (var open = new OpenForPlugins(folder, 50)) {
      PluginStatus status = open.add("l", "Lines", source);
      assertEquals(PluginState.RUNNING, status.state(), status.reason());
      long before = open.project().state().sequence();
      open.act("l.make", ActionContext.of().withInputs(Map.of("model", "a/b")));
      int images = open.project().state().images().count();
      assertEquals(List.of((long) images, 0.5, true, "l_ab_1"), value(open, "l.fill", Map.of("type", 1, "length", 3)));
      assertEquals(images, open.project().state().vectorCount(1));
      assertTrue(String.valueOf(assertInstanceOf(ActionOutcome.Raised.class,
          open.act("l.fill", ActionContext.of(1).withInputs(Map.of("type", 1, "length", 4)))).message()).contains("3 numbers, not 4"));
      assertEquals(List.of("l_ab_1"), value(open, "l.know", Map.of()));
      open.project().revert(before + 1, OpenForPlugins.ADA);
      assertTrue(open.plugins.awaitIdle(Duration.ofSeconds(20)));
      for (int i = 0; i < 100 && !value(open, "l.know", Map.of()).equals(List.of()); i++) {
        Thread.sleep(20);
      }
      assertEquals(List.of(), value(open, "l.know", Map.of()));
    }
  }

  private static Object value(OpenForPlugins open, String function, Map<String, Object> inputs) throws InterruptedException {
    return java.util.Objects.requireNonNull(
        assertInstanceOf(ActionOutcome.Returned.class, open.act(function, ActionContext.of().withInputs(inputs))).result().value());
  }

  @Test
  void readsByEachFilter(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 50)) {
      open.add("w", "Writer", WRITER);
      var state = open.project().state();
      var read = (List<?>) assertInstanceOf(ActionOutcome.Returned.class, open.act("w.read", ActionContext.of())).result().value();
      long values = state.properties().stream().filter(p -> p.mode() == panoptic.model.PropertyMode.INSTANCE)
          .mapToLong(p -> state.valued(p).getCardinality()).sum();
      long ofFirst = state.properties().stream()
          .filter(p -> p.mode() == panoptic.model.PropertyMode.INSTANCE && state.valued(p).contains(0)).count();
      long alike = 1L
          + org.roaringbitmap.RoaringBitmap.andNot(state.instancesOf(state.imageOf(1)), org.roaringbitmap.RoaringBitmap.bitmapOf(0))
              .getCardinality();
      assertEquals(
          List.of(50L, 50L, 1L, alike, 0L, (long) state.folders().size(), 20L, (long) state.tagCount(), values, ofFirst, 50L,
              state.path(0)),
          read);
    }
  }

  @Test
  void hearsOfImportsAndDeletionsInOrderAndLater(@TempDir Path folder) throws Exception {
    String listener = """
        import java.nio.file.*;
        import panoptic.plugin.*;

        public class Listener extends APlugin {
          public Listener(PluginProjectInterface project, Path pluginPath, String name) {
            super(name, project, pluginPath);
            project.replayMissedEvents();
            project.onInstancesImport(all -> say("came " + all.size()));
            project.onInstanceImport(one -> { throw new IllegalStateException("no"); });
            project.onFolderDelete(d -> say("went " + d.deletedFolders().size() + " " + d.deletedInstances().size() + " " + d.deletedSha1s().size()));
            project.onCommit(c -> say(c.author() + " " + c.origin()));
          }

          private void say(String what) {
            project.notify(new Notif(NotifType.INFO, "heard", what));
          }
        }
        """;
    try (var open = new OpenForPlugins(folder, 50)) {
      PluginStatus status = open.add("l", "Listener", listener);
      assertEquals(PluginState.RUNNING, status.state(), status.reason());
      var state = open.project().state();
      int top = state.folders().getFirst().id();
      open.project().commit(deletion(top), Signature.of(OpenForPlugins.ADA, "away"));
      assertTrue(open.plugins.awaitIdle(Duration.ofSeconds(20)));
      open.plugins.enable("l", false);
      open.project().undo(OpenForPlugins.ADA);
      open.plugins.enable("l", true);
      open.plugins.awaitStarted();
      assertTrue(open.plugins.awaitIdle(Duration.ofSeconds(20)));
      open.plugins.enable("l", false);
      assertEquals(List.of("went " + state.folders().size() + " 50 " + state.images().count(), "Ada user", "came 50", "Ada undo of "
          + (state.sequence() + 1)), heard(open));
      assertTrue(open.news.stream().noneMatch(PluginNews.Died.class::isInstance));
    }
  }

  private static Commit deletion(int folder) {
    var commit = new Commit();
    commit.emptyFolders().add(folder);
    return commit;
  }

  private static List<String> heard(OpenForPlugins open) {
    return open.news.stream().filter(PluginNews.Notified.class::isInstance).map(PluginNews.Notified.class::cast)
        .filter(n -> n.notif().type() == NotifType.INFO).map(n -> String.valueOf(n.notif().message())).toList();
  }

  @Test
  void tasksOfAKeyEndWithTheLast(@TempDir Path folder) throws Exception {
    String worker = """
        import java.nio.file.*;
        import panoptic.plugin.*;

        public class Worker extends APlugin {
          public Worker(PluginProjectInterface project, Path pluginPath, String name) {
            super(name, project, pluginPath);
            addActionEasy(this::work, Hook.EXECUTE);
          }

          ActionResult work(ActionContext context) {
            for (int i = 0; i < 20; i++) {
              int n = i;
              project.addTask(new Task() {
                { name = "Count"; key = "count"; }
                @Override public Object run() {
                  if (n % 10 == 3) throw new IllegalArgumentException("number " + n);
                  report(1, 1);
                  return n;
                }
                @Override public void runIfLast(TaskState ended) {
                  project.notify(new Notif(NotifType.INFO, "ended", ended.done() + " " + ended.failed() + " " + ended.cancelled()));
                }
              });
            }
            return null;
          }
        }
        """;
    try (var open = new OpenForPlugins(folder, 5)) {
      open.add("t", "Worker", worker);
      open.act("t.work", ActionContext.of());
      assertTrue(open.plugins.awaitIdle(Duration.ofSeconds(20)));
      Thread.sleep(200);
      int done = heard(open).stream().mapToInt(m -> Integer.parseInt(m.split(" ", -1)[0])).sum();
      int failed = heard(open).stream().mapToInt(m -> Integer.parseInt(m.split(" ", -1)[1])).sum();
      assertEquals(18, done);
      assertEquals(2, failed);
    }
  }
}
