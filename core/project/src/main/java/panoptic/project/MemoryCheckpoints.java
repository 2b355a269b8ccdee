package panoptic.project;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import panoptic.project.spi.CheckpointStore;

/// Checkpoints that lie in memory alone; see [MemoryLog].
public final class MemoryCheckpoints implements CheckpointStore {
  private final Map<String, byte[]> pages = new HashMap<>();
  private final TreeMap<Long, Checkpoint> checkpoints = new TreeMap<>();
  private long written;

  @Override
  public synchronized Optional<Checkpoint> newest(long before) {
    return Optional.ofNullable(checkpoints.lowerEntry(before)).map(Map.Entry::getValue);
  }

  @Override
  public synchronized String keep(byte[] page) {
    String name = Integer.toHexString(Arrays.hashCode(page)) + "-" + page.length;
    while (pages.containsKey(name) && !Arrays.equals(pages.get(name), page)) {
      name += "x";
    }
    if (pages.put(name, page) == null) {
      written += page.length;
    }
    return name;
  }

  @Override
  public synchronized void complete(long sequence, byte[] manifest, List<String> names) {
    checkpoints.put(sequence, new Checkpoint(sequence, manifest, names, i -> page(names.get(i))));
    written += manifest.length;
  }

  private synchronized byte[] page(String name) {
    return Objects.requireNonNull(pages.get(name));
  }

  @Override
  public List<String> check() {
    return List.of();
  }

  @Override
  public synchronized long bytesWritten() {
    return written;
  }
}
