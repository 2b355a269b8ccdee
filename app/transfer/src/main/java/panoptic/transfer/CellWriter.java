package panoptic.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.project.Column;
import panoptic.project.Dictionary;

/// Writes the values of one property as text of some form. Texts that return are encoded once, as far as memory for that goes.
final class CellWriter {
  private static final int MOST_KEPT = 1 << 17;
  private static final long MOST_KEPT_BYTES = 16 << 20;
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final double EXACT = 0x1p53;

  private final CellSource source;
  private final CellForm form;
  private final byte @Nullable [][] kept;
  private final CellForm.@Nullable TagForm tags;
  private long keptBytes;

  CellWriter(CellSource source, CellForm form) {
    this.source = source;
    this.form = form;
    Dictionary texts = source.texts();
    kept = texts != null && texts.size() <= MOST_KEPT ? new byte[texts.size()][] : null;
    tags = source.kind() == CellSource.Kind.TAGS
        ? form.tags(source.tags().tags().stream().map(Tag::name).toList(), source.property().type() == PropertyType.MULTI_TAGS)
        : null;
  }

  /// Tells whether an instance has a value.
  boolean has(int instance) {
    if (source.kind() == CellSource.Kind.TAGS) {
      int row = source.row(instance);
      return source.tags().from(row) < source.tags().to(row);
    }
    return source.kind() == CellSource.Kind.TEXT && source.texts() == null
        ? source.text(instance) != null
        : source.cell(instance) != Column.NONE;
  }

  /// Writes what the property says of an instance; nothing where that is nothing.
  void write(int instance, ByteSink out) throws IOException {
    switch (source.kind()) {
      case TEXT -> text(instance, out);
      case TAGS -> {
        int row = source.row(instance);
        TagLists lists = source.tags();
        if (tags != null && lists.from(row) < lists.to(row)) {
          tags.write(lists, lists.from(row), lists.to(row), out);
        }
      }
      case NUMBER, WHOLE, DATE, CHECKBOX -> {
        long cell = source.cell(instance);
        if (cell != Column.NONE) {
          plain(cell, out);
        }
      }
    }
  }

  private void plain(long cell, ByteSink out) throws IOException {
    switch (source.kind()) {
      case WHOLE -> out.number(cell);
      case CHECKBOX -> out.write(cell == 0 ? FALSE : TRUE);
      case DATE -> out.write(form.text(source.date(cell).toString()));
      default -> {
        double n = source.number(cell);
        if (n == Math.rint(n) && Math.abs(n) <= EXACT) {
          out.number((long) n);
        } else {
          out.write(Double.toString(n).getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  }

  private void text(int instance, ByteSink out) throws IOException {
    if (kept == null) {
      String text = source.text(instance);
      if (text != null) {
        out.write(form.text(text));
      }
      return;
    }
    long code = source.cell(instance);
    if (code == Column.NONE) {
      return;
    }
    byte[] bytes = kept[(int) code];
    if (bytes == null) {
      bytes = form.text(java.util.Objects.requireNonNull(source.text(instance)));
      if (keptBytes < MOST_KEPT_BYTES) {
        kept[(int) code] = bytes;
        keptBytes += bytes.length;
      }
    }
    out.write(bytes);
  }
}
