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
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The program of a worker process: reads requests from standard input, answers each on standard output, and ends when its input does.
///
/// Arguments: the path of libvips, the process id of the host. A host that is gone takes its workers with it, busy or not.
public final class DecodeWorker {
  /// What the greeting begins with: `PVD` and the version of the protocol.
  public static final int MAGIC = 0x50564405;

  /// How much memory one picture may take while other workers are busy too, in MB.
  public static final int SHARED_MEGABYTES = 64;

  /// Files are hashed in windows of this size, and one that is mapped gives each window back.
  private static final long WINDOW = 8 << 20;
  private static final int RELEASE_MILLIS = 20;

  private final PictureDecoder decoder;
  private final ProcessLimits limits;
  private final MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
  private final FileBuffer buffer = new FileBuffer();

  /// The large file being decoded; guarded by `buffer`.
  private @Nullable MemorySegment mapped;

  private DecodeWorker(Vips vips, ProcessLimits limits) throws NoSuchAlgorithmException {
    decoder = new PictureDecoder(vips);
    this.limits = limits;
    Thread.ofPlatform().daemon().name("page-release").start(this::releasePages);
  }

  /// Runs until standard input ends.
  public static void main(String[] arguments) throws Exception {
    var out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    System.setOut(System.err);
    var in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 4096));
    var limits = new ProcessLimits();
    new HostWatch(Long.parseLong(arguments[1]), limits).start();
    var vips = Vips.load(Path.of(arguments[0]));
    byte[] version = vips.version().getBytes(UTF_8);
    out.writeInt(MAGIC);
    out.writeInt(version.length);
    out.write(version);
    out.flush();
    var worker = new DecodeWorker(vips, limits);
    while (true) {
      DecodeRequest request;
      try {
        request = DecodeRequest.read(in);
      } catch (EOFException e) {
        Runtime.getRuntime().halt(0);
        return;
      }
      DecodeReply reply = worker.answer(request, out);
      if (request.alone()) {
        limits.giveBack();
      }
      reply.write(out);
      out.flush();
    }
  }

  private DecodeReply answer(DecodeRequest request, DataOutputStream out) {
    limits.allow(request.memoryMegabytes());
    byte[] digest = {};
    long size = 0;
    try {
      if (!Files.readAttributes(request.file(), BasicFileAttributes.class).isRegularFile()) {
        return new DecodeReply.Unreadable(digest, 0, "not a file");
      }
      try (FileChannel file = FileChannel.open(request.file(), StandardOpenOption.READ)) {
        size = file.size();
        MemorySegment bytes = buffer.read(file, size);
        size = bytes.byteSize();
        digest = hash(bytes);
        return size == 0 ? new DecodeReply.Unreadable(digest, 0, "the file is empty") : decode(request, bytes, digest, out);
      }
    } catch (NoSuchFileException e) {
      return new DecodeReply.Unreadable(digest, size, "the file is not there");
    } catch (AccessDeniedException e) {
      return new DecodeReply.Unreadable(digest, size, "permission denied");
    } catch (FileSystemException e) {
      return new DecodeReply.Unreadable(digest, size, "the file cannot be read: " + e.getReason());
    } catch (IOException e) {
      return new DecodeReply.Unreadable(digest, size, "the file cannot be read: " + e.getMessage());
    }
  }

  private DecodeReply decode(DecodeRequest request, MemorySegment bytes, byte[] digest, DataOutputStream out) throws IOException {
    boolean large = bytes.byteSize() > FileBuffer.LARGEST_COPY;
    if (large) {
      setMapped(bytes);
    }
    try {
      return decoder.decode(request, bytes, digest, reply -> {
        reply.write(out);
        out.flush();
      });
    } catch (PictureDecoder.NeedsMemory e) {
      return needsMemory(request, bytes, digest);
    } catch (VipsException e) {
      String message = String.valueOf(e.getMessage());
      boolean memory = message.contains("out of memory") || message.contains("Insufficient memory");
      return memory ? needsMemory(request, bytes, digest) : new DecodeReply.Unreadable(digest, bytes.byteSize(), "damaged: " + message);
    } finally {
      if (large) {
        setMapped(null);
      }
    }
  }

  private static DecodeReply needsMemory(DecodeRequest request, MemorySegment bytes, byte[] digest) {
    return request.alone()
        ? new DecodeReply.Unreadable(digest, bytes.byteSize(), "needs more than " + request.memoryMegabytes() + " MB of memory")
        : new DecodeReply.TooLargeToShare();
  }

  private byte[] hash(MemorySegment bytes) {
    for (long at = 0; at < bytes.byteSize(); at += WINDOW) {
      MemorySegment window = bytes.asSlice(at, Math.min(WINDOW, bytes.byteSize() - at));
      sha1.update(window.asByteBuffer());
      if (bytes.byteSize() > FileBuffer.LARGEST_COPY) {
        limits.release(window);
      }
    }
    return sha1.digest();
  }

  /// Runs beside the decoder: what it has read of a large mapped file is given back to the kernel's cache again and again.
  private void releasePages() {
    try {
      synchronized (buffer) {
        while (true) {
          MemorySegment m = mapped;
          if (m == null) {
            buffer.wait();
          } else {
            limits.release(m);
            buffer.wait(RELEASE_MILLIS);
          }
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts; the process ends as a whole.
    }
  }

  private void setMapped(@Nullable MemorySegment segment) {
    synchronized (buffer) {
      mapped = segment;
      buffer.notifyAll();
    }
  }
}
