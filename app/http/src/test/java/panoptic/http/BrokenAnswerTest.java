package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Answers that go wrong after they began.
class BrokenAnswerTest {

  @Test
  void aFileThatCannotBeWrittenToItsEndIsNotTakenForWhole() throws Exception {
    try (var server = new MadeUpServer(1)) {
      assertThrows(IOException.class, () -> server.ask("GET", "/backup", Map.of()));
    }
  }
}
