package panoptic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import panoptic.model.PropertyType;

/// Thousands of random commits by several people: replay is the live state, and undo of a step is the state before it.
class RandomHistoryTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final int HISTORIES = 10;
  private static final int COMMITS = 1_000;
  private static final long SEED = Long.getLong("panoptic.seed", 1);

  @Test
  void replayIsTheLiveStateAndUndoIsTheStateBefore() {
    var counts = new TreeMap<String, Integer>();
    LongStream.range(SEED, SEED + (long) HISTORIES * SCALE).parallel().forEach(seed -> {
      try (var history = new RandomHistory(seed)) {
        history.run(COMMITS);
        synchronized (counts) {
          history.counts().forEach((k, n) -> counts.merge(k, n, Integer::sum));
        }
      }
    });
    assertEquals(List.of(), EXPECTED.stream().filter(k -> counts.getOrDefault(k, 0) == 0).toList(),
        "kinds that never came up, of " + counts);
  }

  /// Every kind of change, gesture and refusal that a [RandomHistory] counts.
  private static final List<String> EXPECTED = Stream.of(
      types("property made ", " id"), types("property made ", " sha1"), types("instanceValues ", ""), types("imageValues ", ""),
      types("edit of ", ""),
      Stream.of("group made", "group changed", "emptyPropertyGroups", "property changed", "emptyProperties", "tag made",
          "tag made below others", "tag changed",
          "tag put below others", "tag by name", "emptyTags", "root made", "root moved", "folder made", "emptyFolders", "instance made",
          "file changed", "file moved",
          "file missing", "file returned", "file of a deleted instance", "emptyInstances", "no value", "value of something new", "readAt",
          "edit SET", "edit ADD",
          "edit REMOVE", "edit CLEAR", "edit on Instances", "edit on Images", "edit on Rows", "edit on Bearers", "vector type made",
          "vectors", "emptyVectors", "map made", "result made",
          "emptyVectorTypes", "emptyMaps", "emptyResults", "empty addition"),
      Stream.of("step by user", "step by import", "step goes on", "undo", "undo with conflicts", "redo", "redo with conflicts", "revert",
          "revert with conflicts",
          "empty revert", "exact undo", "exact undo in a row", "exact undo again", "exact redo", "nothing to undo", "nothing to redo",
          "replayed", "checkpoint", "opened beside",
          "reopened after closing", "conflict of instances", "conflict of missing", "conflict of tags", "conflict of properties",
          "conflict of folders",
          "conflict of roots", "conflict of vectors", "conflict of vectorTypes"),
      Stream
          .of("unknown instance", "unknown property", "unknown image", "unknown folder", "unknown new id", "value of the wrong type",
              "other mode",
              "taken name of a property", "colour out of range", "cycle", "computed property", "add to what has no tags", "change of type",
              "a new id twice")
          .map("refused: "::concat))
      .flatMap(s -> s).toList();

  private static Stream<String> types(String before, String after) {
    return Arrays.stream(PropertyType.values()).filter(PropertyType::isMade).map(t -> before + t.json() + after);
  }
}
