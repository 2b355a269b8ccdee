package panoptic.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The documents say what is true of the code, and every rule that holds them to it notices a breach.
class PaperRulesTest {
  private static final Papers PAPERS = Papers.ofThisHouse();

  @Test
  void allRulesAndAllPapersAreRead() {
    assertEquals(19, PaperRules.all().size());
    assertTrue(PAPERS.documents().size() >= 15, () -> "documents: " + PAPERS.documents().keySet());
    assertTrue(
        PAPERS.sources().size() >= 50 && PAPERS.tests().size() >= 10 && PAPERS.scripts().size() >= 15 && PAPERS.classes().size() >= 50);
  }

  @TestFactory
  Stream<DynamicTest> holds() {
    return PaperRules.all().stream().map(r -> dynamicTest(r.name(), () -> {
      List<String> wrong = r.look().apply(PAPERS);
      assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }));
  }

  @TestFactory
  Stream<DynamicTest> noticesWhatBreaksIt() {
    return PaperRules.all().stream().map(r -> dynamicTest(r.name(), () -> {
      String wrong = String.join("\n", r.look().apply(r.plant()));
      for (String complaint : r.complaints()) {
        assertTrue(wrong.contains(complaint), () -> "no complaint about " + complaint + " in:\n" + wrong);
      }
      assertEquals(r.complaints().isEmpty(), wrong.isEmpty(), "nothing noticed");
    }));
  }

  @Test
  void knowsBannedWordsInEveryCase() {
    for (String name : List.of("item", "itemCount", "openItems", "ITEM_COUNT", "item_count", "DatasetStore", "asset-list")) {
      assertTrue(Words.banned(name), name);
    }
    for (String name : List.of("itemised", "assetless", "commit", "objective", "jobber", "systemItemized")) {
      assertTrue(!Words.banned(name), name);
    }
  }

  @Test
  void exemptClassesExist() {
    for (String name : PaperRules.MAY_CATCH_ALL.keySet()) {
      String file = name.replace('.', '/') + ".java";
      assertTrue(PAPERS.sources().keySet().stream().anyMatch(p -> p.endsWith(file)), () -> "exempt, but not there: " + name);
    }
  }
}
