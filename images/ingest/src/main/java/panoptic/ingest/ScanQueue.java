package panoptic.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a scan met, in order, on its way to whoever looks closer: packed, so that a million files that wait take some 40 MB.
///
/// One thread writes, one reads. An entry is a kind (1 byte), a number (4), the length of a text (4) and the text in UTF-8.
final class ScanQueue {
  enum Kind {
    /// A folder, which the entries after it lie in. The text is the folder's.
    FOLDER,
    /// A file of the known instance in row `number`, with the stamp it was read under.
    SAME,
    /// A file where that of the deleted instance in row `number` lay, with the stamp it was read under. The text is its name.
    BACK,
    /// A file that is new, or not as it was (`number` is the row of its instance, -1 where there is none).
    CANDIDATE,
    /// Text: the name, a NUL, the reason.
    SKIPPED, UNREADABLE,
    /// The end; the text is empty.
    END
  }

  record Entry(Kind kind, int number, String text) {}

  private static final Kind[] KINDS = Kind.values();
  private static final int CHUNK = 1 << 14;

  private final LinkedBlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream writing = new ByteArrayOutputStream(CHUNK + 1024);
  private ByteBuffer reading = ByteBuffer.allocate(0);

  void add(Kind kind, int number, String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    writing.writeBytes(ByteBuffer.allocate(9).put((byte) kind.ordinal()).putInt(number).putInt(utf8.length).array());
    writing.writeBytes(utf8);
    if (writing.size() >= CHUNK || kind == Kind.END) {
      flush();
    }
  }

  /// Hands over what was added so far.
  void flush() {
    if (writing.size() > 0) {
      chunks.add(writing.toByteArray());
      writing.reset();
    }
  }

  /// Returns the next entry, null when none came in time.
  @Nullable Entry poll(long millis) throws InterruptedException {
    if (!reading.hasRemaining()) {
      byte[] chunk = chunks.poll(millis, TimeUnit.MILLISECONDS);
      if (chunk == null) {
        return null;
      }
      reading = ByteBuffer.wrap(chunk);
    }
    Kind kind = KINDS[reading.get()];
    int number = reading.getInt();
    var utf8 = new byte[reading.getInt()];
    reading.get(utf8);
    return new Entry(kind, number, new String(utf8, UTF_8));
  }
}
