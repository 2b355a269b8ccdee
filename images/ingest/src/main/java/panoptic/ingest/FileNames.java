package panoptic.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;

/// Texts for the names of files, whatever their bytes: what stands in a project, and what leads back to the very file.
///
/// On Unix a name is bytes, mostly UTF-8. Each byte that is none is written as the character U+EF00 plus the byte (U+EF80 to U+EFFF, of the private
/// use area); characters of that range that really stand in a name are written so byte by byte. So any name has one text, and the text leads back
/// to it. Elements are joined by `/` on every system. This also holds where the system's locale knows ASCII only.
public final class FileNames {
  private static final boolean UNIX = File.separatorChar == '/';
  private static final boolean UTF_8_NAMES = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), UTF_8).equals(UTF_8);
  private static final char FIRST_BYTE = 0xEF80;
  private static final char LAST_BYTE = 0xEFFF;
  private static final char UNREADABLE = 0xFFFD;

  private FileNames() {}

  /// Returns the text of a path: absolute, without a `/` at its end unless it is the top.
  public static String text(Path path) {
    Path absolute = path.toAbsolutePath();
    String text = absolute.toString();
    if (!UNIX) {
      return text.replace('\\', '/');
    }
    return isExact(text) ? text : rawText(absolute);
  }

  /// Returns the text of a path's last element; empty for the top.
  public static String name(Path path) {
    Path last = path.getFileName();
    if (last == null) {
      return "";
    }
    String text = last.toString();
    if (!UNIX || isExact(text)) {
      return text;
    }
    String whole = rawText(path.toAbsolutePath());
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  /// Returns the path that a text of [#text] stands for.
  public static Path path(String text) {
    return !UNIX || isPlain(text) ? Path.of(text) : Path.of(URI.create("file://" + percent(bytes(text))));
  }

  /// Returns the file of a name in a folder.
  public static Path child(Path folder, String name) {
    return !UNIX || isPlain(name) ? folder.resolve(name) : path(join(text(folder), name));
  }

  /// Joins the text of a folder and a name in it.
  public static String join(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /// Returns whether a text is that of a folder or of something below it.
  public static boolean isWithin(String folder, String text) {
    return text.startsWith(folder) && (text.length() == folder.length() || folder.endsWith("/") || text.charAt(folder.length()) == '/');
  }

  private static boolean isExact(String javaText) {
    for (int i = 0; i < javaText.length(); i++) {
      char c = javaText.charAt(i);
      if (c >= 0x80 && (!UTF_8_NAMES || c == UNREADABLE || isByte(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 && (!UTF_8_NAMES || isByte(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isByte(char c) {
    return c >= FIRST_BYTE && c <= LAST_BYTE;
  }

  /// A path's URI is the one place where Java shows the bytes of a name. It ends in `/` where the path is a folder.
  private static String rawText(Path absolute) {
    String raw = absolute.toUri().getRawPath();
    var bytes = new ByteArrayOutputStream(raw.length());
    int end = raw.length() > 1 && raw.endsWith("/") ? raw.length() - 1 : raw.length();
    for (int i = 0; i < end; i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(raw.charAt(i));
      }
    }
    return text(bytes.toByteArray());
  }

  /// Returns the text of bytes that are a name or a path.
  public static String text(byte[] name) {
    var decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(name);
    var out = CharBuffer.allocate(name.length);
    var text = new StringBuilder(name.length);
    while (true) {
      var result = decoder.decode(in, out, true);
      out.flip();
      for (int i = 0; i < out.length(); i++) {
        char c = out.charAt(i);
        if (isByte(c)) {
          for (byte b : String.valueOf(c).getBytes(UTF_8)) {
            text.append((char) (0xEF00 | b & 0xff));
          }
        } else {
          text.append(c);
        }
      }
      out.clear();
      if (!result.isError()) {
        return text.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        text.append((char) (0xEF00 | in.get() & 0xff));
      }
      decoder.reset();
    }
  }

  static byte[] bytes(String text) {
    var out = new ByteArrayOutputStream(text.length() + 16);
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isByte(text.charAt(i))) {
        out.writeBytes(strict(text.substring(from, i)));
        if (i < text.length()) {
          out.write(text.charAt(i) & 0xff);
        }
        from = i + 1;
      }
    }
    return out.toByteArray();
  }

  private static byte[] strict(String text) {
    try {
      ByteBuffer b = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var bytes = new byte[b.remaining()];
      b.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new java.nio.file.InvalidPathException(text, "half a character");
    }
  }

  private static String percent(byte[] bytes) {
    var out = new StringBuilder(bytes.length * 3);
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (c == '/' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
        out.append(c);
      } else {
        out.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
      }
    }
    return out.toString();
  }
}
