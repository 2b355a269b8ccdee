package panoptic.http;

import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/// A result that is kept from one state to the next, with the parts of the state that it was made of. Parts that no commit touched are the same objects, and what was made of
/// them still holds: so a commit costs what it touched, whatever the size of the project.
record Kept<T>(List<?> parts, T result) {
  /// Returns the result that is kept under a key where it was made of the same parts, else makes it anew. Of several that ask at once, one makes it. `make`
  /// asks for nothing else of `all`.
  static <K, T> T of(ConcurrentMap<K, Kept<T>> all, K key, List<?> parts, Supplier<T> make) {
    return all.compute(key, (_, known) -> known != null && known.isOf(parts) ? known : new Kept<>(parts, make.get())).result;
  }

  @SuppressWarnings("ReferenceEquality") // the same object is what tells that nothing changed
  private boolean isOf(List<?> others) {
    if (parts.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }
}
