package panoptic.transfer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// What kind of file an export is, told by the ending of its name.
public enum ExportFormat {
  /// Comma or semicolon separated values: docs/formats/values-csv.md.
  CSV("text/csv; charset=utf-8"),
  /// One JSON object a line.
  JSONL("application/jsonl"),
  /// A table of typed columns, compressed: docs/formats/values-typed.md.
  PARQUET("application/vnd.apache.parquet"),
  /// The same table as it lies in memory, in Arrow's IPC file.
  ARROW("application/vnd.apache.arrow.file"),
  /// The CSV, and the picture files beside it.
  ZIP("application/zip");

  private final String mediaType;

  ExportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /// Returns the ending of a file's name, without the dot.
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads an ending such as `csv`; refuses one that stands for no format.
  public static ExportFormat parse(String ending) {
    for (ExportFormat f : values()) {
      if (f.ending().equalsIgnoreCase(ending)) {
        return f;
      }
    }
    throw new RefusedException(ErrorCode.INVALID, "\"" + ending + "\" is no format of an export ("
        + Arrays.stream(values()).map(ExportFormat::ending).collect(Collectors.joining(", ")) + ")");
  }

  /// Returns the format that the name of a file tells.
  public static ExportFormat ofFile(String name) {
    return parse(name.substring(name.lastIndexOf('.') + 1));
  }
}
