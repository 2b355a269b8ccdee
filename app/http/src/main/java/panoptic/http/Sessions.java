package panoptic.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import panoptic.model.Json;

/// The sessions of one data folder: one-time tokens become cookies, cookies stay good over restarts. Only hashes of secrets are kept.
///
/// `sessions.json` in the data folder (docs/formats/data-folder.md), readable by the user alone. One-time tokens live in memory, for a day at most. Any thread
/// may ask.
public final class Sessions {
  static final Duration TOKEN_LIFE = Duration.ofDays(1);
  static final Duration SESSION_LIFE = Duration.ofDays(90);
  /// The session of whoever has the bearer.
  static final Session BEARER = new Session("bearer", null, true);
  private static final int MOST = 1000;

  private record Kept(Session session, Instant made) {}

  private record Token(@Nullable String personKey, boolean owner, Instant made) {}

  private final VersionedJson file;
  private final SecretSource secrets;
  private final InstantSource clock;
  private final String bearerHash;
  private final String instance;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final ConcurrentHashMap<String, Token> tokens = new ConcurrentHashMap<>();

  /// Reads the sessions of before. `bearerSecret` opens the owner's session for scripts.
  public Sessions(VersionedJson file, SecretSource secrets, InstantSource clock, String bearerSecret) {
    this.file = file;
    this.secrets = secrets;
    this.clock = clock;
    bearerHash = hash(bearerSecret);
    try {
      Optional<Json> json = file.read();
      instance = json.isPresent() ? json.get().get("instance").string() : secrets.next().substring(0, 8);
      if (json.isPresent()) {
        for (Json s : json.get().get("sessions").list()) {
          var session = new Session(s.get("mark").string(), s.get("person").isNull() ? null : s.get("person").string(),
              s.get("owner").bool());
          kept.put(s.get("hash").string(), new Kept(session, Instant.parse(s.get("made").string())));
        }
      } else {
        write();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the sessions in " + file.file() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Returns the name of the cookie: browsers send cookies to all ports of a machine, so it holds the data folder's own mark.
  public String cookieName() {
    return "panoptic-" + instance;
  }

  /// Makes a secret that lets one browser in, once; a null person is chosen there.
  public String token(@Nullable String personKey, boolean owner) {
    String secret = secrets.next();
    tokens.values().removeIf(t -> t.made().plus(TOKEN_LIFE).isBefore(clock.instant()));
    tokens.put(hash(secret), new Token(personKey, owner, clock.instant()));
    return secret;
  }

  /// Swaps a one-time token for the secret of a new session; empty where the token was used, is too old, or never was one.
  public Optional<String> enter(String token) {
    Token known = tokens.remove(hash(token));
    if (known == null || known.made().plus(TOKEN_LIFE).isBefore(clock.instant())) {
      return Optional.empty();
    }
    String secret = secrets.next();
    var session = new Session(secrets.next().substring(0, 12), known.personKey(), known.owner());
    synchronized (kept) {
      kept.values().removeIf(k -> k.made().plus(SESSION_LIFE).isBefore(clock.instant()));
      while (kept.size() >= MOST) {
        kept.remove(kept.keySet().iterator().next());
      }
      kept.put(hash(secret), new Kept(session, clock.instant()));
      save();
    }
    return Optional.of(secret);
  }

  /// Returns the session that a cookie's value opens.
  public Optional<Session> find(String secret) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(hash(secret))).filter(k -> k.made().plus(SESSION_LIFE).isAfter(clock.instant()))
          .map(Kept::session);
    }
  }

  /// Returns the owner's session where this is the bearer's secret.
  public Optional<Session> bearer(String secret) {
    return MessageDigest.isEqual(hash(secret).getBytes(StandardCharsets.US_ASCII), bearerHash.getBytes(StandardCharsets.US_ASCII))
        ? Optional.of(BEARER)
        : Optional.empty();
  }

  /// Says who works in a session.
  public Session choose(Session session, String personKey) {
    var chosen = new Session(session.mark(), personKey, session.owner());
    synchronized (kept) {
      kept.replaceAll((_, k) -> k.session().mark().equals(session.mark()) ? new Kept(chosen, k.made()) : k);
      save();
    }
    return chosen;
  }

  public void end(Session session) {
    synchronized (kept) {
      kept.values().removeIf(k -> k.session().mark().equals(session.mark()));
      save();
    }
  }

  private void save() {
    try {
      write();
    } catch (IOException e) {
      throw new UncheckedIOException("the sessions in " + file.file() + " cannot be kept: " + e.getMessage(), e);
    }
  }

  private void write() throws IOException {
    List<Map<String, Object>> all = kept.entrySet().stream()
        .map(e -> Exchange.document("hash", e.getKey(), "mark", e.getValue().session().mark(), "person", e.getValue().session().personKey(),
            "owner", e.getValue().session().owner(), "made", e.getValue().made().toString()))
        .toList();
    file.write(Map.of("instance", instance, "sessions", all));
  }

  private static String hash(String secret) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
