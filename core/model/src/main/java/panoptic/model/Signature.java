package panoptic.model;

/// Who asks for a commit, whence, and what it is called in History.
///
/// `origin` is `user`, `import` or `plugin:function` (undo, redo and revert sign themselves). `step` joins commits that are undone together: the sequence of
/// the step's first commit, or 0 to begin one.
public record Signature(Person person, String origin, String label, long step) {
  public static final String USER = "user";
  public static final String IMPORT = "import";

  /// Signs an edit of a person that is a step of its own.
  public static Signature of(Person person, String label) {
    return new Signature(person, USER, label, 0);
  }

  /// Returns the same signature for a further commit of a step.
  public Signature in(long firstSequence) {
    return new Signature(person, origin, label, firstSequence);
  }
}
