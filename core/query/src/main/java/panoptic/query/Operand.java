package panoptic.query;

import java.util.List;
import panoptic.model.PartialDate;
import panoptic.model.Value;

/// What a condition compares with. Tags are [Value.Tags], folders their id as a [Value.Number].
public sealed interface Operand {

  record None() implements Operand {
  }

  record One(Value value) implements Operand {
  }

  /// Alternatives, or the two ends of `between`.
  record Many(List<Value> values) implements Operand {
    public Many {
      values = List.copyOf(values);
    }
  }

  /// A stretch of time that ends now.
  record Last(Step.OfDates step) implements Operand {
  }

  /// After the commit of this number.
  record SinceSequence(long sequence) implements Operand {
  }

  /// At the beginning of this date or later; a date without a zone counts as UTC.
  record SinceTime(PartialDate time) implements Operand {
  }

  record By(int personId) implements Operand {
  }
}
