package panoptic.project;

import org.jspecify.annotations.Nullable;

/// A tab as somebody sees it.
///
/// `isMine` is whether she made it, `isOpen` whether it stands in her strip, `edition` counts what all see of it, and `by` saved that. `draft` is what she
/// changed for herself; null where she did not.
public record TabView(int id, String name, Who owner, boolean isMine, boolean isShared, boolean isOpen, long edition, Who by,
    TabContent content,
    @Nullable TabContent draft) {

  /// A person by key and name, as she was when she did it. Both are empty where nobody knows.
  public record Who(String key, String name) {}
}
