package panoptic.model;

import java.time.Instant;
import java.util.Map;

/// A line of History: what a commit was, without its changes.
///
/// `counts` tells how many objects of a kind it touched, by the names of the commit's fields (`instanceValues`, `tags` …).
public record LogEntry(long sequence, Instant time, Person author, long step, String origin, String label, Map<String, Long> counts) {
}
