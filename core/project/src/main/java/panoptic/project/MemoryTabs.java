package panoptic.project;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import panoptic.project.spi.TabStore;

/// Tabs that lie in memory alone; see [MemoryLog].
public final class MemoryTabs implements TabStore {
  private final TreeMap<Integer, Map<String, @Nullable Object>> tabs = new TreeMap<>();
  private int last;

  @Override
  public synchronized Map<Integer, Map<String, @Nullable Object>> load() {
    return new TreeMap<>(tabs);
  }

  @Override
  public synchronized int next() {
    return ++last;
  }

  @Override
  public synchronized void keep(int id, Map<String, @Nullable Object> tab) {
    tabs.put(id, new LinkedHashMap<>(tab));
  }
}
