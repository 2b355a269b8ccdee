package panoptic.pluginhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.RefusedException;
import panoptic.plugin.ActionContext;

/// A plugin that goes wrong costs its own action and nothing else: somebody is told, and no process stays.
class WhatGoesWrongTest {
  private static final String WRONG = """
      import java.nio.file.*;
      import java.util.*;
      import panoptic.plugin.*;

      public class Wrong extends APlugin {
        public Wrong(PluginProjectInterface project, Path pluginPath, String name) {
          super(name, project, pluginPath);
          addActionEasy(this::act, Hook.EXECUTE);
        }

        ActionResult act(ActionContext context, String how) throws Exception {
          switch (how) {
            case "throws": throw new java.io.IOException("no such luck");
            case "error": throw new StackOverflowError();
            case "exits": System.exit(7);
            case "halts": Runtime.getRuntime().halt(0);
            case "sleeps": Thread.sleep(600_000);
            case "spins": while (true) { }
            case "eats": var all = new ArrayList<long[]>(); while (true) { all.add(new long[1 << 20]); }
            case "forks": new ProcessBuilder("sleep", "6543").start(); new ProcessBuilder("sh", "-c", "sleep 6544 & sleep 6545").start(); return null;
            case "floods": for (int i = 0; i < 10_000; i++) project.notify(new Notif(NotifType.INFO, "n", "" + i)); return null;
            case "nonsense": return ActionResult.ofGroups(List.of(Group.ofIds(List.of(1, 2, 987654)).scored(new ScoreList(new double[] {1, 2, 3}, 0, 3)),
                Group.ofSha1s(List.of("0123456789012345678901234567890123456789"))));
            case "both": return ActionResult.ofGroups(List.of(new Group(Ids.of(1), List.of("x"), null, null, null)));
            case "short": return ActionResult.ofGroups(List.of(Group.ofIds(List.of(1, 2)).scored(new ScoreList(new double[] {1}, 0, 3))));
            case "NaN": return ActionResult.ofGroups(List.of(Group.ofIds(List.of(1)).scored(new ScoreList(new double[] {Double.NaN}, 0, 3))));
            case "garbage":
              for (int n = 3; n < 40; n++) {
                Path fd = Path.of("/proc/self/fd/" + n);
                try {
                  if (Files.readSymbolicLink(fd).toString().startsWith("pipe:")) Files.write(fd, "GET / HTTP/1.1\\n\\n".getBytes());
                } catch (Exception e) { }
              }
              Thread.sleep(10_000);
            default: return null;
          }
        }
      }
      """;

  private static ActionContext how(String word) {
    return ActionContext.of().withInputs(Map.of("how", word));
  }

  private static String raised(OpenForPlugins open, String word) throws InterruptedException {
    var raised = assertInstanceOf(ActionOutcome.Raised.class, open.act("w.act", how(word)), word);
    return raised.name() + ": " + raised.message();
  }

  private static void assertWorks(OpenForPlugins open) throws InterruptedException {
    open.plugins.awaitStarted();
    assertInstanceOf(ActionOutcome.Returned.class, open.act("w.act", how("nothing")));
  }

  @Test
  void inAnAction(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 10)) {
      assertEquals(PluginState.RUNNING, open.add("w", "Wrong", WRONG).state());
      assertEquals("java.io.IOException: no such luck", raised(open, "throws"));
      assertTrue(raised(open, "error").startsWith("java.lang.StackOverflowError"));
      assertTrue(raised(open, "both").contains("either ids or sha1s, not both"));
      assertTrue(raised(open, "short").contains("a group of 2 has 1 scores"));
      assertTrue(raised(open, "NaN").contains("score 0 is NaN"));
      assertTrue(raised(open, "exits").endsWith("it ended by itself, with code 7"));
      assertWorks(open);
    }
  }

  @Test
  void groupsOfUnknownPicturesLoseThem(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 10)) {
      open.add("w", "Wrong", WRONG);
      var result = assertInstanceOf(ActionOutcome.Returned.class, open.act("w.act", how("nonsense"))).result();
      var groups = Objects.requireNonNull(result.groups());
      assertEquals(List.of(1, 2), groups.getFirst().ids());
      assertEquals(2, Objects.requireNonNull(groups.getFirst().scores()).values().length);
      assertEquals("Group 1", groups.getFirst().name());
      assertEquals(List.of(), groups.get(1).sha1s());
      assertTrue(String.valueOf(Objects.requireNonNull(result.notifs()).getFirst().message()).startsWith("2 of the pictures"));
    }
  }

  @Test
  void aFloodIsDammed(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 10)) {
      open.add("w", "Wrong", WRONG);
      open.act("w.act", how("floods"));
      assertWorks(open);
      assertEquals(NotifGate.MOST + 1, open.news.size());
    }
  }

  @Test
  void whatIsCancelledEndsEvenIfItWillNot(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 10)) {
      open.add("w", "Wrong", WRONG);
      for (String word : List.of("sleeps", "spins")) {
        var outcome = new CompletableFuture<ActionOutcome>();
        Thread acting = Thread.ofPlatform().start(() -> {
          try {
            outcome.complete(open.act("w.act", how(word)));
          } catch (InterruptedException e) {
            outcome.completeExceptionally(e);
          }
        });
        Thread.sleep(500);
        acting.interrupt();
        assertInstanceOf(ActionOutcome.Cancelled.class, outcome.get());
        assertWorks(open);
      }
      assertTrue(open.news.stream().anyMatch(PluginNews.Died.class::isInstance), "the one that span was ended");
    }
  }

  @Test
  void aProcessThatGoesIsStartedAgain(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 10)) {
      open.add("w", "Wrong", WRONG);
      assertTrue(raised(open, "eats").endsWith("it ran out of memory"));
      assertWorks(open);
      assertTrue(raised(open, "halts").endsWith("it ended by itself, with code 0"));
      assertWorks(open);
      assertTrue(raised(open, "garbage").contains("the plugin's process ended"));
      assertWorks(open);
      // It reaches both ends of the channel; the one that hears it first ends the conversation.
      assertTrue(open.plugins.log("w", 10_000).contains("a header is \"name: value\", not \"GET / HTTP/1.1\""),
          open.plugins.log("w", 10_000));
    }
  }

  @Test
  void aPluginThatCannotStartSaysWhy(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 10)) {
      String source = """
          import java.nio.file.*;
          import panoptic.plugin.*;
          public class %1$s extends APlugin {
            public %1$s(PluginProjectInterface project, Path path, String name) { super(name, project, path); %2$s }
            @Override public void start() { %3$s }
          }
          """;
      PluginStatus made = open.add("one", "One", source.formatted("One", "if (true) throw new IllegalStateException(\"not today\");", ""));
      assertEquals(PluginState.FAILED + " java.lang.IllegalStateException: not today", made.state() + " " + made.reason());
      PluginStatus started = open.add("two", "Two", source.formatted("Two", "", "throw new IllegalStateException(\"nor now\");"));
      assertEquals(PluginState.FAILED + " java.lang.IllegalStateException: nor now", started.state() + " " + started.reason());
      PluginStatus compiled = open.add("three", "Three", source.formatted("Three", "int i = \"no number\";", ""));
      assertEquals(PluginState.FAILED, compiled.state());
      assertTrue(compiled.reason().contains("Three.java:4: incompatible types"), compiled.reason());
      PluginStatus none = open.add("four", "Four", "class Four {}");
      assertTrue(none.reason().contains("a plugin has one public class that extends APlugin; here there is none"), none.reason());
      assertEquals(4, open.news.stream().filter(PluginNews.Failed.class::isInstance).count());
    }
  }

  @Test
  void noProcessIsLeftBehind(@TempDir Path folder) throws Exception {
    long before = sleepers();
    try (var open = new OpenForPlugins(folder, 10)) {
      open.add("w", "Wrong", WRONG);
      open.act("w.act", how("forks"));
      assertTrue(sleepers() > before);
    }
    Thread.sleep(300);
    assertEquals(before, sleepers());
  }

  private static long sleepers() {
    return ProcessHandle.allProcesses().filter(p -> p.info().commandLine().orElse("").matches(".*sleep 654[345]$")).count();
  }

  @Test
  void whatDoesNotRunIsRefusedWithTheReason(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 10)) {
      open.add("w", "Wrong", WRONG);
      assertEquals("there is no action w.other", assertThrowsRefused(() -> open.act("w.other", ActionContext.of())));
      assertEquals("there is no action x.act", assertThrowsRefused(() -> open.act("x.act", ActionContext.of())));
      assertEquals("there is a plugin \"w\" already, from " + folder.resolve("sources/Wrong"),
          assertThrowsRefused(() -> open.shelf.add("w", SourceType.FOLDER, Files.createTempDirectory(folder, "x"))));
    }
  }

  private interface Act {
    Object run() throws Exception;
  }

  private static String assertThrowsRefused(Act act) {
    return String.valueOf(org.junit.jupiter.api.Assertions.assertThrows(RefusedException.class, act::run).getMessage());
  }

  @Test
  void whatIsBrokenForGoodGivesUpAfterAWhile(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 10)) {
      String source = """
          import java.nio.file.*;
          import panoptic.plugin.*;
          public class Dies extends APlugin {
            public Dies(PluginProjectInterface project, Path path, String name) { super(name, project, path); }
            @Override public void start() { Runtime.getRuntime().halt(5); }
          }
          """;
      long began = System.nanoTime();
      PluginStatus status = open.add("d", "Dies", source);
      assertEquals(PluginState.FAILED, status.state());
      assertTrue(status.reason().endsWith("5 times in a row"), status.reason());
      assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() >= 15, "it was started again at once");
    }
  }
}
