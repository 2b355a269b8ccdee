package panoptic.model;

import org.jspecify.annotations.Nullable;

/// Something that undo left alone because it was changed since.
///
/// `kind` is `instanceValues`, `imageValues`, `instances`, `vectors`, `tags`, `properties`, `propertyGroups`, `folders` or `roots`; `owner` the id or sha1;
/// `propertyId` and `tagId` are 0 where they do not apply. `current` and `wanted` are as in JSON, null for no value.
public record Conflict(String kind, String owner, int propertyId, int tagId, @Nullable Object current, @Nullable Object wanted) {
}
