package panoptic.http;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import panoptic.http.spi.Commands;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;

/// The command line by way of the server: for scripts and `./panoptic` itself, with the bearer alone. docs/formats/commands.md.
///
/// Body: u32 length and bytes of a JSON object (`arguments`, `folder`, `people`, `colours`), then what the command reads. Answer, as it comes: frames of a letter
/// (`o` output, `e` messages, `.` nothing yet, `x` the end), u32 length and bytes; the end has the exit code as u32. Big-endian.
public final class CommandRoutes implements Routes {
  private static final int MOST_BYTES = 256 << 20;
  private static final int BEAT_MILLIS = 500;

  private final Commands commands;

  public CommandRoutes(Commands commands) {
    this.commands = commands;
  }

  @Override
  public void addTo(RouteTable table) {
    table.post("/commands", Access.OWNER, MOST_BYTES, this::run);
  }

  private void run(Exchange x) throws IOException, InterruptedException {
    if (!x.session().equals(Sessions.BEARER)) {
      throw new RefusedException(ErrorCode.NOT_PERMITTED, "commands are for scripts with the bearer");
    }
    byte[] body = x.body();
    var in = new DataInputStream(new ByteArrayInputStream(body));
    int length = body.length < 4 ? -1 : in.readInt();
    if (length < 0 || length > body.length - 4) {
      throw new RefusedException(ErrorCode.INVALID, "the body is shorter than it says");
    }
    Json head = Json.of(JsonText.read(in.readNBytes(length), "the body")).only(Set.of("arguments", "folder", "people", "colours"));
    Path folder = Path.of(head.get("folder").string());
    if (!folder.isAbsolute()) {
      throw head.get("folder").refuse("takes an absolute path");
    }
    var asked = new Commands.Asked(head.get("arguments").list(Json::string), folder, head.get("people").list(Json::string),
        head.get("colours").bool(), in);
    var frames = new Frames(x.stream("application/octet-stream"));
    Commands.Running running = commands.begin(asked, frames.part('o'), frames.part('e'));
    var ended = new AtomicBoolean();
    Thread beats = Thread.ofVirtual().name("command-beats").start(() -> beat(frames, running, ended));
    try {
      frames.end(running.run());
    } finally {
      ended.set(true);
      beats.interrupt();
      beats.join();
    }
  }

  /// Notices within half a second that nobody listens any more, and ends the command then.
  private static void beat(Frames frames, Commands.Running running, AtomicBoolean ended) {
    try {
      while (!ended.get()) {
        Thread.sleep(BEAT_MILLIS);
        frames.write('.', new byte[0], 0, 0);
      }
    } catch (InterruptedException e) {
      // The command has ended.
    } catch (IOException e) {
      running.interrupt();
    }
  }

  /// The frames of an answer, from several threads.
  private static final class Frames {
    private final DataOutputStream out;

    Frames(OutputStream out) {
      this.out = new DataOutputStream(out);
    }

    synchronized void write(char kind, byte[] bytes, int from, int length) throws IOException {
      out.writeByte(kind);
      out.writeInt(length);
      out.write(bytes, from, length);
      out.flush();
    }

    synchronized void end(int code) throws IOException {
      out.writeByte('x');
      out.writeInt(4);
      out.writeInt(code);
      out.flush();
    }

    OutputStream part(char kind) {
      return new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          Frames.this.write(kind, new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          Frames.this.write(kind, bytes, from, length);
        }
      };
    }
  }
}
