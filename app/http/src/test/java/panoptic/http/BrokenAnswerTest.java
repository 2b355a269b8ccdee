package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Answers that go wrong after they began.
class BrokenAnswerTest {

  @Test
  void aFileThatCannotBeWrittenToItsEndIsNotTakenForWhole() throws Exception {
    try (var server = new MadeUpServer(1)) {
      server.backup(out -> {
        out.write(new byte[1 << 20]);
        throw new IOException("the disk is gone");
      });
      assertThrows(IOException.class, () -> server.ask("GET", "/backup", Map.of()));
      assertEquals(1, server.faults().size());
      assertTrue(server.faults().getFirst().endsWith("the disk is gone"), server.faults().getFirst());
    }
  }

  @Test
  void aDownloadThatIsGivenUpIsNoFault() throws Exception {
    var server = new MadeUpServer(1);
    try (server) {
      var ended = new CompletableFuture<IOException>();
      server.backup(out -> {
        try {
          while (true) {
            out.write(new byte[1 << 20]);
          }
        } catch (IOException e) {
          ended.complete(e);
          throw e;
        }
      });
      server.giveUp("/backup");
      assertInstanceOf(GoneException.class, ended.get(60, TimeUnit.SECONDS));
      assertEquals(200, server.ask("GET", "", null).status(), "others are answered");
    }
    assertEquals(List.of(), server.faults());
  }
}
