package panoptic.pluginhost;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The long answers of one plugin that are not read to their end. The oldest are dropped beyond a number, so that a plugin which begins many and
/// ends none costs nothing but itself. For use by several threads.
final class Cursors {
  private static final int MOST = 64;

  /// A page at a time; null after the last.
  interface Cursor {
    Map<String, @Nullable Object> page();

    boolean isAtEnd();
  }

  private final LinkedHashMap<Long, Cursor> open = new LinkedHashMap<>();
  private long last;

  /// Returns the first page.
  synchronized Map<String, @Nullable Object> begin(Cursor cursor) {
    return page(++last, cursor);
  }

  /// Returns the next page. Refuses a number that is not open.
  synchronized Map<String, @Nullable Object> next(long number) {
    Cursor cursor = open.remove(number);
    if (cursor == null) {
      throw new IllegalArgumentException("there is no long answer " + number + "; at most " + MOST + " are kept");
    }
    return page(number, cursor);
  }

  synchronized void end(long number) {
    open.remove(number);
  }

  private Map<String, @Nullable Object> page(long number, Cursor cursor) {
    Map<String, @Nullable Object> page = cursor.page();
    page.put("next", cursor.isAtEnd() ? null : number);
    if (!cursor.isAtEnd()) {
      open.put(number, cursor);
      if (open.size() > MOST) {
        open.remove(open.firstEntry().getKey());
      }
    }
    return page;
  }
}
