package panoptic.query;

import java.util.List;

/// Which instances match.
public sealed interface Filter {

  /// Matches what all of them match; none of them means everything.
  record All(List<Filter> of) implements Filter {
    public All {
      of = List.copyOf(of);
    }
  }

  /// Matches what at least one of them matches; none of them means nothing.
  record Any(List<Filter> of) implements Filter {
    public Any {
      of = List.copyOf(of);
    }
  }

  record Not(Filter of) implements Filter {
  }

  /// A question about one property. The operand is what the operator takes.
  record Condition(int propertyId, Operator op, Operand operand) implements Filter {
  }

  /// Matches what a view shows: what lies in one of its folders (none means all), has its text, and matches its filter.
  record InView(List<Integer> folders, String text, Filter of) implements Filter {
    public InView {
      folders = List.copyOf(folders);
    }
  }

  /// Instances that are listed by id; ids that are not there match nothing.
  record InSelection(List<Integer> ids) implements Filter {
    public InSelection {
      ids = List.copyOf(ids);
    }
  }
}
