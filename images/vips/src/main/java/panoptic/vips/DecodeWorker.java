package panoptic.vips;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The program of a worker process: reads requests from standard input, answers each on standard output, and ends when its input does.
///
/// Arguments: the path of libvips, the process id of the host. A host that is gone takes its workers with it, busy or not.
public final class DecodeWorker {
  /// What the first frame begins with: `PVD` and the version of the protocol.
  public static final int MAGIC = 0x50564401;

  /// How much memory one picture may take while other workers are busy too, in MB.
  public static final int SHARED_MEGABYTES = 96;

  private final PictureDecoder decoder;
  private final MessageDigest sha1;
  private final FileBuffer buffer = new FileBuffer();

  private DecodeWorker(Vips vips) throws NoSuchAlgorithmException {
    decoder = new PictureDecoder(vips);
    sha1 = MessageDigest.getInstance("SHA-1");
  }

  /// Runs until standard input ends.
  public static void main(String[] arguments) throws Exception {
    var out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    System.setOut(System.err);
    var in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 4096));
    var host = new HostWatch(Long.parseLong(arguments[1]));
    host.start();
    var vips = Vips.load(Path.of(arguments[0]));
    byte[] version = vips.version().getBytes(UTF_8);
    out.writeInt(MAGIC);
    out.writeInt(version.length);
    out.write(version);
    out.flush();
    var worker = new DecodeWorker(vips);
    while (true) {
      DecodeRequest request;
      try {
        request = DecodeRequest.read(in);
      } catch (EOFException e) {
        Runtime.getRuntime().halt(0);
        return;
      }
      worker.answer(request).write(out);
      out.flush();
    }
  }

  private DecodeReply answer(DecodeRequest request) {
    byte[] digest = {};
    long size = 0;
    try (FileChannel file = FileChannel.open(request.file(), StandardOpenOption.READ)) {
      size = file.size();
      if (size == 0) {
        return new DecodeReply.Unreadable(sha1.digest(), 0, "the file is empty");
      }
      MemorySegment bytes = buffer.read(file, size);
      size = bytes.byteSize();
      sha1.update(bytes.asByteBuffer());
      digest = sha1.digest();
      return decoder.decode(bytes, digest, request.edges());
    } catch (VipsException e) {
      return new DecodeReply.Unreadable(digest, size, "damaged: " + e.getMessage());
    } catch (NoSuchFileException e) {
      return new DecodeReply.Unreadable(digest, size, "the file is not there");
    } catch (java.nio.file.AccessDeniedException e) {
      return new DecodeReply.Unreadable(digest, size, "permission denied");
    } catch (IOException e) {
      return new DecodeReply.Unreadable(digest, size, "the file cannot be read: " + e.getMessage());
    }
  }
}
