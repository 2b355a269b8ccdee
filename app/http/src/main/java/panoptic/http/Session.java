package panoptic.http;

import org.jspecify.annotations.Nullable;

/// A browser that was let in, or a script with the bearer. `mark` names it to others and opens nothing; `personKey` is null until it chose who works
/// there; `owner` says that it may do what only the person who runs the server may.
public record Session(String mark, @Nullable String personKey, boolean owner) {
}
