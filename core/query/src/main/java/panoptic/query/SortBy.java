package panoptic.query;

/// One key of an order. Owners without a value stand where `empty` says, whatever the direction.
public record SortBy(int propertyId, Direction direction, Empty empty) {
}
