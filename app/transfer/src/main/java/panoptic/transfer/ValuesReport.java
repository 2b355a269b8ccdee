package panoptic.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What became of a file of values: rows as spreadsheets count them, the header being row 1.
///
/// `matched`: rows that named a picture; `created`: pictures that rows made, none so far; `values`: cells that were taken over. At most [#LISTED] missing rows and as many
/// refused cells are listed; the counts are of all. `step` is what undo takes back, 0 where nothing changed.
public record ValuesReport(int matched, int created, int values, List<String> properties, int tags, List<Integer> missing, int missingCount,
    List<Refused> refused, int refusedCount, List<String> ignored, long step) {
  public static final int LISTED = 10_000;

  /// A cell that was left out, and why. Where the column is that of the key, the whole row was.
  public record Refused(int row, String column, String reason) {
  }

  public ValuesReport {
    properties = List.copyOf(properties);
    missing = List.copyOf(missing);
    refused = List.copyOf(refused);
    ignored = List.copyOf(ignored);
  }

  /// Returns the document of `design`: what the command line and REST answer.
  public Map<String, Object> document() {
    var out = new LinkedHashMap<String, Object>();
    out.put("matched", matched);
    out.put("created", created);
    out.put("missing", missing);
    out.put("refused", refused.stream().map(r -> {
      var line = new LinkedHashMap<String, Object>();
      line.put("row", r.row());
      line.put("column", r.column());
      line.put("reason", r.reason());
      return line;
    }).toList());
    out.put("missingCount", missingCount);
    out.put("refusedCount", refusedCount);
    out.put("values", values);
    out.put("properties", properties);
    out.put("tags", tags);
    out.put("ignored", ignored);
    out.put("step", step);
    return out;
  }

  /// A report that is being written. For one thread.
  static final class Draft {
    int matched;
    int values;
    int tags;
    long step;
    final List<String> properties = new ArrayList<>();
    final List<String> ignored = new ArrayList<>();
    private final List<Integer> missing = new ArrayList<>();
    private int missingCount;
    private final List<Refused> refused = new ArrayList<>();
    private int refusedCount;

    void miss(int row) {
      if (missingCount++ < LISTED) {
        missing.add(row);
      }
    }

    void refuse(int row, String column, String reason) {
      if (refusedCount++ < LISTED) {
        refused.add(new Refused(row, column, reason));
      }
    }

    ValuesReport done() {
      return new ValuesReport(matched, 0, values, properties, tags, missing, missingCount, refused, refusedCount, ignored, step);
    }
  }
}
