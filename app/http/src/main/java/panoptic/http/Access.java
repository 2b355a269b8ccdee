package panoptic.http;

/// Whom a route lets in.
public enum Access {
  /// Anybody who reaches the server; nothing of a project or a person is told.
  ANYONE,
  /// Whoever has a session or the bearer, also before they chose a person.
  SESSION,
  /// A session that belongs to a person: routes that edit.
  PERSON,
  /// The person who runs the server: the first session, and the bearer.
  OWNER
}
