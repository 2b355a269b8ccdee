package panoptic.storagesqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;
import panoptic.project.spi.CheckpointStore;

/// Checkpoints in files: `docs/formats/checkpoint.md`.
///
/// ```
/// state/checkpoint-00000000000000000042   manifest: "PANOCKPT", version 1 (u32), sequence (u64), length and bytes of the state's own manifest,
///                                          number of pages (u32) and the name of each (16 bytes), CRC-32C of all before (u32); big-endian
/// state/pages/3f/3f09…                     a page and its CRC-32C (u32, big-endian); its name is the first 16 bytes of the SHA-256 of the page, in hexadecimal
/// ```
/// Pages are synced, then their folders, then the manifest is put in place by a rename: a manifest that can be read names pages that are there.
public final class FileCheckpoints implements CheckpointStore {
  public static final int VERSION = 1;
  private static final byte[] MAGIC = "PANOCKPT".getBytes(StandardCharsets.US_ASCII);
  private static final int NAME = 16;
  private static final String PREFIX = "checkpoint-";

  private final Disk disk;
  private final Path folder;
  private final Path pages;
  private final Set<Path> unsynced = new HashSet<>();
  private Set<String> named = ConcurrentHashMap.newKeySet(); // pages that lie there whole
  private Set<String> namedBefore = ConcurrentHashMap.newKeySet();
  private boolean swept;
  private long written;

  /// Keeps checkpoints in a folder, which is created when the first one is written.
  public FileCheckpoints(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
    pages = folder.resolve("pages");
  }

  @Override
  public Optional<Checkpoint> newest(long before) {
    List<Path> manifests = manifests();
    for (Path file : manifests.reversed()) {
      if (sequence(file) < before) {
        try {
          Checkpoint c = read(file);
          named.addAll(c.names());
          return Optional.of(c);
        } catch (IOException | RefusedException e) {
          if (e instanceof RefusedException r && r.code() == ErrorCode.TOO_NEW) {
            throw r;
          }
          // damaged: the one before it, or the log, has it all; `check` tells
        }
      }
    }
    return Optional.empty();
  }

  private List<Path> manifests() {
    try {
      return disk.list(folder).stream().filter(p -> name(p).matches(PREFIX + "\\d{20}")).toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static String name(Path p) {
    return Objects.requireNonNull(p.getFileName()).toString();
  }

  private static long sequence(Path manifest) {
    return Long.parseLong(name(manifest).substring(PREFIX.length()));
  }

  private Checkpoint read(Path file) throws IOException {
    byte[] bytes = disk.read(file);
    var in = ByteBuffer.wrap(bytes);
    if (bytes.length < MAGIC.length + 24 || !ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
        || in.getInt(bytes.length - 4) != crc(bytes)) {
      throw new RefusedException(ErrorCode.DAMAGED, "the checkpoint " + name(file) + " is damaged");
    }
    in.position(MAGIC.length);
    int version = in.getInt();
    if (version > VERSION) {
      throw new RefusedException(ErrorCode.TOO_NEW,
          file + " was written by a newer Panoptic (version " + version + ", known up to " + VERSION + ")");
    }
    long sequence = in.getLong();
    var manifest = new byte[in.getInt()];
    in.get(manifest);
    var names = new ArrayList<String>();
    var name = new byte[NAME];
    for (int n = in.getInt(); n > 0; n--) {
      in.get(name);
      names.add(HexFormat.of().formatHex(name));
    }
    return new Checkpoint(sequence, manifest, names, i -> page(names.get(i)));
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 4);
    return (int) crc.getValue();
  }

  private Path file(String name) {
    return pages.resolve(name.substring(0, 2)).resolve(name);
  }

  private byte[] page(String name) {
    try {
      byte[] bytes = disk.read(file(name));
      if (bytes.length < 4 || ByteBuffer.wrap(bytes).getInt(bytes.length - 4) != crc(bytes)) {
        forget(name);
        throw new RefusedException(ErrorCode.DAMAGED, "the page " + name + " does not hold what was written");
      }
      return Arrays.copyOf(bytes, bytes.length - 4);
    } catch (IOException e) {
      forget(name);
      throw unreadable(file(name), e);
    }
  }

  /// A page that is not whole is written again when its content is kept next.
  private void forget(String name) {
    named.remove(name);
    namedBefore.remove(name);
  }

  private static RefusedException unreadable(Path file, IOException e) {
    return new RefusedException(ErrorCode.DAMAGED, file + " cannot be read (" + e.getMessage() + ")", e);
  }

  private static String nameOf(byte[] page) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(page), 0, NAME);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String keep(byte[] page) {
    String name = nameOf(page);
    if (named.contains(name) || namedBefore.contains(name)) {
      return name;
    }
    byte[] bytes = Arrays.copyOf(page, page.length + 4);
    ByteBuffer.wrap(bytes).putInt(page.length, crc(bytes));
    try {
      Path file = file(name);
      Path place = Objects.requireNonNull(file.getParent());
      disk.createFolders(place);
      try (DiskFile out = disk.openToWrite(file)) {
        out.truncate(0); // what a cut may have left there
        out.write(ByteBuffer.wrap(bytes), 0);
        out.sync();
      }
      unsynced.add(place);
      written += bytes.length;
      return name;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void complete(long sequence, byte[] manifest, List<String> names) {
    var out = ByteBuffer.allocate(MAGIC.length + 4 + 8 + 4 + manifest.length + 4 + NAME * names.size() + 4);
    out.put(MAGIC).putInt(VERSION).putLong(sequence).putInt(manifest.length).put(manifest).putInt(names.size());
    names.forEach(n -> out.put(HexFormat.of().parseHex(n)));
    out.putInt(crc(out.array()));
    try {
      disk.createFolders(folder);
      for (Path place : unsynced) {
        disk.sync(place);
      }
      unsynced.clear();
      disk.replace(folder.resolve(PREFIX + String.format(java.util.Locale.ROOT, "%020d", sequence)), out.array());
      written += out.capacity();
      sweep(names);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// Removes manifests but the last two, and pages that neither names. What cannot be removed costs only room.
  private void sweep(List<String> now) throws IOException {
    List<Path> manifests = manifests();
    for (Path old : manifests.subList(0, Math.max(0, manifests.size() - 2))) {
      disk.delete(old);
    }
    Set<String> unnamed = new HashSet<>(namedBefore);
    if (!swept) {
      for (Path place : disk.list(pages)) {
        disk.list(place).forEach(p -> unnamed.add(name(p)));
      }
      swept = true;
    }
    namedBefore = ConcurrentHashMap.newKeySet();
    namedBefore.addAll(manifests.size() < 2 ? List.of() : named(manifests.get(manifests.size() - 2)));
    named = ConcurrentHashMap.newKeySet();
    named.addAll(now);
    unnamed.removeAll(named);
    unnamed.removeAll(namedBefore);
    for (String name : unnamed) {
      disk.delete(file(name));
    }
  }

  private List<String> named(Path manifest) throws IOException {
    try {
      return read(manifest).names();
    } catch (RefusedException e) {
      return List.of(); // a damaged one names nothing that could be read
    }
  }

  private static RefusedException unwritable(IOException e) {
    return new RefusedException(ErrorCode.READ_ONLY, "the checkpoint cannot be written (" + e.getMessage() + ")", e);
  }

  @Override
  public List<String> check() {
    var problems = new ArrayList<String>();
    var seen = new HashSet<String>();
    for (Path file : manifests()) {
      try {
        for (String name : read(file).names()) {
          if (seen.add(name) && !nameOf(page(name)).equals(name)) {
            problems.add("the page " + name + " does not hold what its name says");
          }
        }
      } catch (IOException | RefusedException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }

  @Override
  public long bytesWritten() {
    return written;
  }
}
