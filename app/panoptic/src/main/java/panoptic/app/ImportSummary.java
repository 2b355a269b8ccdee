package panoptic.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an import came to: how many files had each outcome, the first of those that could not be read, and how long it took.
record ImportSummary(Map<String, Long> outcomes, List<String> unreadable, Duration took) {
  static final List<String> OUTCOMES = List.of("imported", "known", "changed", "moved", "missing", "returned", "unreadable", "skipped");
  static final ImportSummary NONE = new ImportSummary(Map.of(), List.of(), Duration.ZERO);
  private static final int SHOWN = 10;

  ImportSummary {
    outcomes = Map.copyOf(outcomes);
    unreadable = List.copyOf(unreadable);
  }

  long count(String outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /// Returns the document of a summary: a count for every outcome, and seconds.
  Map<String, @Nullable Object> document() {
    var out = new LinkedHashMap<String, @Nullable Object>();
    OUTCOMES.forEach(o -> out.put(o, count(o)));
    out.put("seconds", took.toMillis() / 1000.0);
    return out;
  }

  /// Returns for example `1,044 imported, 2 unreadable`.
  String words() {
    var parts = new ArrayList<String>();
    for (String o : OUTCOMES) {
      if (count(o) > 0) {
        parts.add(Texts.number(count(o)) + " " + o);
      }
    }
    return parts.isEmpty() ? "no files" : String.join(", ", parts);
  }

  /// Returns a line for each of the first files that could not be read.
  String refusals() {
    if (unreadable.isEmpty()) {
      return "";
    }
    long more = count("unreadable") - Math.min(SHOWN, unreadable.size());
    return "Could not be read:\n  " + String.join("\n  ", unreadable.subList(0, Math.min(SHOWN, unreadable.size()))) + "\n"
        + (more > 0 ? "  and " + Texts.number(more) + " more\n" : "");
  }
}
