package panoptic.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the benchmarks, all or those that are named: `make bench ARGS="spine decode"`.
public final class Bench {
  private interface Run {
    void run() throws Exception;
  }

  private static final Map<String, Run> ALL = new LinkedHashMap<>();

  static {
    ALL.put("spine", () -> SpineBench.main(new String[0]));
    ALL.put("views", () -> ViewsBench.main(new String[0]));
    ALL.put("mix", () -> MixBench.main(new String[0]));
    ALL.put("explore", () -> ExploreBench.main(new String[0]));
    ALL.put("serve", () -> ServeBench.main(new String[0]));
    ALL.put("page", () -> PageBench.main(new String[0]));
    ALL.put("pictures", () -> PicturesBench.main(new String[0]));
    ALL.put("decode", () -> DecodeBench.main(new String[0]));
    ALL.put("import", () -> ImportBench.main(new String[0]));
    ALL.put("memory", () -> MemoryBench.main(new String[0]));
    ALL.put("rescan", () -> RescanBench.main(new String[0]));
    ALL.put("vectors", VectorBench::run);
    ALL.put("plugins", PluginBench::run);
  }

  private Bench() {}

  public static void main(String[] names) throws Exception {
    for (String name : names.length == 0 ? ALL.keySet() : List.of(names)) {
      Run run = ALL.get(name);
      if (run == null) {
        System.err.println("There is no benchmark " + name + "; there are: " + String.join(", ", ALL.keySet()));
        System.exit(2);
        return;
      }
      System.out.println("== " + name);
      run.run();
    }
  }
}
