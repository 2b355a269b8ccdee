package panoptic.model;

import java.util.List;

/// What a property says of one instance or image. The absence of a value is null, never a case of this.
public sealed interface Value {

  /// A text, url, path, image link or hash; never empty.
  record Text(String text) implements Value {
    public Text {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("an empty text is no value");
      }
    }
  }

  /// A finite number, or a computed id, folder id or size.
  record Number(double number) implements Value {
    public Number {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("not finite: " + number);
      }
      number += 0.0; // -0.0 becomes 0.0
    }
  }

  /// An index of the palette, 0..11.
  record Color(int index) implements Value {
  }

  record Checkbox(boolean checked) implements Value {
  }

  /// Ids of tags, ascending, at least one.
  record Tags(List<Integer> ids) implements Value {
    public Tags {
      ids = List.copyOf(ids);
    }
  }

  /// A date: see [PartialDate].
  record Date(PartialDate date) implements Value {
  }
}
