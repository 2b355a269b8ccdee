package panoptic.query;

import org.jspecify.annotations.Nullable;

/// A group among all groups of an order, parents before children.
///
/// `end` is the index after its last group within; `parent` is -1 for an outermost one. Its `count` places begin at `first`: `own` of pictures that stand
/// in no group within, then those of the groups within. The rest is as in [Group].
public record ShownGroup(int index, int depth, int parent, int end, int propertyId, @Nullable Object value, String name, int instances,
    int images, int first, int count, int own) {
}
