package panoptic.project;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a tab shows: a view spec and how it is displayed, both JSON objects that are kept as they come.
public record TabContent(Map<String, @Nullable Object> view, Map<String, @Nullable Object> display) {
}
