package panoptic.http.spi;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// A project as a list shows it. `state` is `ready`, `open`, `missing`, `locked`, `damaged` or `tooNew`, with the `reason` in words where it
/// cannot be opened. Counts are absent where they cannot be known without opening it; `covers` is how many pictures stand for it, `coverVersion`
/// changes with them.
public record ProjectCard(String id, String name, Path folder, String state, OptionalInt images, OptionalInt instances,
    OptionalInt properties,
    int covers, String coverVersion, Optional<Instant> opened, String reason) {
}
