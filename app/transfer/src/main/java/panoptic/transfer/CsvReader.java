package panoptic.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

/// Reads CSV record by record, with `;` or `,` as the header shows: quotes, line feeds within them, a byte order mark. For one thread.
///
/// A record stays readable until the next is asked for. Memory: one record and a window of the file.
final class CsvReader implements Closeable {
  static final int MOST_COLUMNS = 1_000;
  static final int MOST_RECORD = 16 << 20;
  private static final int WINDOW = 1 << 18;
  private static final Pattern BEGINNING = Pattern.compile("\"?(?:id|path)\"?([;,])");

  private final DiskFile file;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
  private long windowStart;
  private int windowLength;
  private int at;
  private byte separator = ';';
  private byte[] content = new byte[1 << 12];
  private int length;
  private int[] ends = new int[64];
  private int cells;
  private long start;
  private int row;

  private CsvReader(DiskFile file) {
    this.file = file;
  }

  /// Opens a file and finds out its separator; refuses what is no text in UTF-8.
  static CsvReader open(Disk disk, Path path) throws IOException {
    DiskFile file;
    try {
      file = disk.openToRead(path);
    } catch (NoSuchFileException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no file " + path, e);
    }
    try {
      var reader = new CsvReader(file);
      reader.begin();
      return reader;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void begin() throws IOException {
    var head = new byte[3];
    int n = 0;
    for (int c = read(); n < 3 && c >= 0; c = n < 3 ? read() : c) {
      head[n++] = (byte) c;
    }
    if (n >= 2 && (head[0] & 0xff) >= 0xFE && (head[1] & 0xff) >= 0xFE) {
      throw notUtf8();
    }
    boolean marked = n == 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
    long first = marked ? 3 : 0;
    seek(first);
    separator = separator();
    seek(first);
    row = 0;
  }

  private byte separator() throws IOException {
    var line = new StringBuilder();
    for (int c = read(); c >= 0 && c != '\n' && c != '\r' && line.length() < WINDOW; c = read()) {
      line.append((char) c);
    }
    Matcher m = BEGINNING.matcher(line);
    if (m.lookingAt()) {
      return (byte) m.group(1).charAt(0);
    }
    long commas = line.chars().filter(c -> c == ',').count();
    return (byte) (line.chars().filter(c -> c == ';').count() >= commas ? ';' : ',');
  }

  /// Reads the next record; returns false at the end.
  boolean next() throws IOException {
    start = windowStart + at;
    cells = 0;
    length = 0;
    row++;
    int c = read();
    if (c < 0) {
      return false;
    }
    while (true) {
      if (c == '"') {
        c = quoted();
      }
      while (c >= 0 && c != separator && c != '\n' && c != '\r') {
        append(c);
        c = read();
      }
      endCell();
      if (c == separator) {
        c = read();
        continue;
      }
      if (c == '\r' && peek() == '\n') {
        read();
      }
      return true;
    }
  }

  /// Reads what stands in quotes; returns the byte after them.
  private int quoted() throws IOException {
    while (true) {
      int c = read();
      if (c < 0) {
        throw new RefusedException(ErrorCode.INVALID, "row " + row + ": a quote is opened and never closed");
      }
      if (c == '"') {
        c = read();
        if (c != '"') {
          return c;
        }
      }
      append(c);
    }
  }

  private void append(int c) {
    if (length == content.length) {
      if (length == MOST_RECORD) {
        throw new RefusedException(ErrorCode.INVALID,
            "row " + row + " has more than " + MOST_RECORD + " bytes: perhaps a quote is opened there and never closed");
      }
      content = Arrays.copyOf(content, 2 * length);
    }
    content[length++] = (byte) c;
  }

  private void endCell() {
    if (cells == ends.length) {
      if (cells > MOST_COLUMNS) {
        throw new RefusedException(ErrorCode.INVALID, "row " + row + " has more than " + MOST_COLUMNS + " columns");
      }
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    ends[cells++] = length;
  }

  private int read() throws IOException {
    if (at == windowLength && !fill()) {
      return -1;
    }
    return window.get(at++) & 0xff;
  }

  private int peek() throws IOException {
    return at == windowLength && !fill() ? -1 : window.get(at) & 0xff;
  }

  private boolean fill() throws IOException {
    windowStart += windowLength;
    at = 0;
    windowLength = Math.max(0, file.read(window.clear(), windowStart));
    return windowLength > 0;
  }

  /// Goes to where a record begins, as [#start] told.
  void seek(long position) {
    if (position >= windowStart && position <= windowStart + windowLength) {
      at = (int) (position - windowStart);
    } else {
      windowStart = position;
      windowLength = 0;
      at = 0;
    }
  }

  /// Returns where the record begins in the file.
  long start() {
    return start;
  }

  /// Returns the row of the record as spreadsheets count: the header is row 1. It means nothing after [#seek].
  int row() {
    return row;
  }

  long size() throws IOException {
    return file.size();
  }

  int cells() {
    return cells;
  }

  boolean isEmpty(int cell) {
    return cell >= cells || ends[cell] == (cell == 0 ? 0 : ends[cell - 1]);
  }

  /// Returns a cell; "" beyond the last. Refused where it is not UTF-8.
  String text(int cell) {
    if (isEmpty(cell)) {
      return "";
    }
    int from = cell == 0 ? 0 : ends[cell - 1];
    int to = ends[cell];
    for (int i = from; i < to; i++) {
      if (content[i] < 0) {
        try {
          return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content, from, to - from)).toString();
        } catch (CharacterCodingException e) {
          throw notUtf8();
        }
      }
    }
    return new String(content, from, to - from, StandardCharsets.US_ASCII);
  }

  private RefusedException notUtf8() {
    return new RefusedException(ErrorCode.INVALID, "row " + Math.max(1, row) + " is not written in UTF-8: save the file as \"CSV UTF-8\"");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
