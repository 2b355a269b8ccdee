package panoptic.query;

import java.util.List;

/// What a filter asks of one property alone.
final class OwnConditions {
  private OwnConditions() {}

  /// Returns a filter without those of its conditions, joined by *and*, that ask of no property but one.
  static Filter without(Filter filter, int propertyId) {
    return switch (filter) {
      case Filter.All all -> {
        List<Filter> left = all.of().stream().map(f -> without(f, propertyId)).filter(f -> !f.equals(View.ALL.filter())).toList();
        yield left.equals(all.of()) ? all : new Filter.All(left);
      }
      default -> asksOnly(filter, propertyId) ? View.ALL.filter() : filter;
    };
  }

  private static boolean asksOnly(Filter filter, int propertyId) {
    return switch (filter) {
      case Filter.All all -> !all.of().isEmpty() && all.of().stream().allMatch(f -> asksOnly(f, propertyId));
      case Filter.Any any -> !any.of().isEmpty() && any.of().stream().allMatch(f -> asksOnly(f, propertyId));
      case Filter.Not not -> asksOnly(not.of(), propertyId);
      case Filter.InSelection _, Filter.InView _ -> false;
      case Filter.Condition c -> c.propertyId() == propertyId;
    };
  }
}
