package panoptic.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// The files of the page: what lies in one folder, below it, and nowhere else. Any thread may ask.
///
/// Files whose names hold a hash of their content (`assets/`) never change; `index.html` is asked for anew each time, and also answers at the addresses that
/// the page itself makes: `/` and `/p/…` without a dot. Whatever else is not there is 404. Each file is kept in memory as it is and, if text, compressed.
public final class PageFiles {
  private static final String INDEX = "index.html";
  private static final String NO_PAGE = """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Panoptic</title>
      <h1>Panoptic is running</h1>
      <p>Its page has not been built: <code>./panoptic serve</code> builds it, with Node 20 or newer. The command line and the API work.</p></html>
      """;
  private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("html", "text/html; charset=utf-8"),
      Map.entry("js", "text/javascript; charset=utf-8"), Map.entry("css", "text/css; charset=utf-8"), Map.entry("json", "application/json"),
      Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"), Map.entry("ico", "image/x-icon"), Map.entry("woff2", "font/woff2"),
      Map.entry("webmanifest", "application/manifest+json"), Map.entry("txt", "text/plain; charset=utf-8"));

  private record Loaded(byte[] plain, byte @Nullable [] small, FileTime time, String type) {}

  private final Path folder;
  private final ConcurrentHashMap<String, Loaded> loaded = new ConcurrentHashMap<>();

  /// `folder` need not be there.
  public PageFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  void answer(Context request, String path) {
    boolean isPage = path.equals("/") || path.startsWith("/p/") && path.indexOf('.') < 0;
    String name = isPage ? INDEX : path.substring(1);
    Optional<Loaded> found = find(name);
    if (found.isEmpty() && isPage) {
      request.status(200).header("Cache-Control", "no-store").contentType("text/html; charset=utf-8").result(NO_PAGE);
    } else if (found.isEmpty()) {
      Problem.answer(request, 404, "unknown", "there is nothing at this address");
    } else {
      send(request, found.get(), name.startsWith("assets/"));
    }
  }

  private static void send(Context request, Loaded file, boolean isForEver) {
    request.header("Cache-Control", isForEver ? "public, max-age=31536000, immutable" : "no-cache").contentType(file.type());
    byte[] small = file.small();
    String accepted = request.header("Accept-Encoding");
    if (small != null) {
      request.header("Vary", "Accept-Encoding");
    }
    if (small != null && accepted != null && accepted.contains("gzip")) {
      request.header("Content-Encoding", "gzip").result(small);
    } else {
      request.result(file.plain());
    }
  }

  private Optional<Loaded> find(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.get(ending);
    if (type == null || !name.matches("[A-Za-z0-9_./-]+") || name.contains("..")) {
      return Optional.empty();
    }
    Path file = folder.resolve(name).normalize();
    try {
      if (!file.startsWith(folder) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !file.toRealPath().startsWith(folder.toRealPath())) {
        return Optional.empty();
      }
      FileTime time = Files.getLastModifiedTime(file);
      Loaded known = loaded.get(name);
      if (known == null || !known.time().equals(time)) {
        byte[] plain = Files.readAllBytes(file);
        boolean isText = !ending.equals("png") && !ending.equals("ico") && !ending.equals("woff2");
        known = new Loaded(plain, isText ? compressed(plain) : null, time, type);
        loaded.put(name, known);
      }
      return Optional.of(known);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] compressed(byte[] plain) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
