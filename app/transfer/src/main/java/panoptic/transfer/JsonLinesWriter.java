package panoptic.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import panoptic.project.ProjectState;

/// Rows as JSON lines: `{"id", "sha1", "path", "values": {name: value}}`; what has no value is left out. docs/formats/values-json.md.
final class JsonLinesWriter implements RowWriter {
  private static final byte[] SHA1 = ascii(",\"sha1\":\"");
  private static final byte[] PATH = ascii("\",\"path\":");
  private static final byte[] VALUES = ascii(",\"values\":{");
  private static final byte[] END = ascii("}}\n");
  private static final byte[] ID = ascii("{\"id\":");

  private final JsonForm form = new JsonForm();
  private final ProjectState state;
  private final KeyWriter key;
  private final byte[][] names;
  private final CellWriter[] cells;

  JsonLinesWriter(ProjectState state, ExportSpec spec) {
    this.state = state;
    key = new KeyWriter(state, spec.key() == ExportKey.ID ? ExportKey.PATH : spec.key());
    names = spec.properties().stream().map(p -> form.text(p.name())).toArray(byte[][]::new);
    cells = spec.properties().stream().map(p -> new CellWriter(new CellSource(state, p), form)).toArray(CellWriter[]::new);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void begin(ByteSink out) {
    // There is no header.
  }

  @Override
  public void row(int instance, ByteSink out) throws IOException {
    out.write(ID);
    out.number(state.instanceId(instance));
    out.write(SHA1);
    out.write(ascii(state.sha1(state.imageOf(instance)).toString()));
    out.write(PATH);
    out.write(form.text(key.path(instance)));
    out.write(VALUES);
    boolean first = true;
    for (int c = 0; c < cells.length; c++) {
      if (cells[c].has(instance)) {
        if (!first) {
          out.write(',');
        }
        first = false;
        out.write(names[c]);
        out.write(':');
        cells[c].write(instance, out);
      }
    }
    out.write(END);
  }

  @Override
  public void end(ByteSink out) {
    // The last line ended itself.
  }
}
