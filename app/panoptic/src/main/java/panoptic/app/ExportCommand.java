package panoptic.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import panoptic.http.ExportPictures;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;
import panoptic.project.ProjectState;
import panoptic.query.ViewJson;
import panoptic.query.Views;
import panoptic.transfer.Export;
import panoptic.transfer.ExportFormat;
import panoptic.transfer.ExportKey;
import panoptic.transfer.ExportSpec;
import panoptic.transfer.Exported;
import panoptic.transfer.PictureFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `export`: takes values out into a file.
@Command(name = "export", header = "Take values out: into CSV, JSON lines, Parquet or Arrow, or a zip with the pictures.")
final class ExportCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  private final Call call;
  private final Wiring wiring;
  private final InstantSource clock;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "Name of the project.")
  String name = "";

  @Parameters(index = "1", paramLabel = "TO",
      description = "The file to write; its ending says what it becomes: csv, jsonl, parquet, arrow, zip.")
  Path file = Path.of("");

  @Option(names = "--view", paramLabel = "FILE", description = "The view as JSON, from a file or - for standard input (else: everything).")
  @Nullable String view;

  @Option(names = "--properties", paramLabel = "NAMES", split = ",",
      description = "Which properties, by name or id, separated by commas (else: all that people made).")
  List<String> properties = List.of();

  @Option(names = "--key", paramLabel = "KEY",
      description = "What pictures are named by: id (the default), path, relative (path in the folder).")
  String key = "id";

  @Option(names = "--separator", paramLabel = "SIGN", description = "What stands between cells of CSV: ; (the default) or a comma.")
  String separator = ";";

  @Option(names = "--replace", description = "Replace the file where it is there already.")
  boolean replace;

  ExportCommand(Call call, Wiring wiring, InstantSource clock) {
    this.call = call;
    this.wiring = wiring;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    ListedProject place = wiring.data().get(name);
    Path to = call.resolve(file);
    ExportFormat format = ExportFormat.ofFile(file.toString());
    if (separator.length() != 1) {
      throw new RefusedException(ErrorCode.INVALID, "the separator is ; or , and not \"" + separator + "\"");
    }
    if (!replace && wiring.disk().exists(to)) {
      throw new RefusedException(ErrorCode.NAME_TAKEN, to + " is there already (--replace replaces it)");
    }
    Json spec = view == null ? Json.of(Map.of()) : call.readJson(view);
    Exported made;
    try (ProjectUse open = wiring.open(place); var progress = new CallProgress(call, wiring.progressBar(), "Exporting")) {
      ProjectState state = open.project().state();
      int[] rows = Views.order(state, ViewJson.parse(state, spec).in(call.language()), clock);
      var what = new ExportSpec(format, ExportKey.parse(key), separator.charAt(0), ExportSpec.properties(state, properties));
      PictureFiles pictures = format == ExportFormat.ZIP ? new ExportPictures(wiring.places(), open.open(), state) : NO_PICTURES;
      made = new Export(state, rows, what, pictures).to(wiring.disk(), to, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(to + " could not be written: " + e.getMessage(), e);
    }
    call.answer(document(made), () -> words(made));
    return made.missingCount() == 0 ? 0 : 1;
  }

  private static final PictureFiles NO_PICTURES = _ -> {
    throw new RefusedException(ErrorCode.INVALID, "only a zip holds pictures");
  };

  private static Map<String, @Nullable Object> document(Exported made) {
    var out = Call.document("file", made.file().toString(), "rows", made.rows(), "columns", made.columns(), "bytes", made.bytes());
    if (made.missingCount() > 0) {
      out.put("missing", made.missing().stream().map(m -> Call.document("path", m.path(), "reason", m.reason())).toList());
      out.put("missingCount", made.missingCount());
    }
    return out;
  }

  private static String words(Exported made) {
    var out = new StringBuilder(Texts.count(made.rows(), "row") + " of " + Texts.count(made.columns(), "column") + " in " + made.file()
        + ", " + Texts.bytes(made.bytes()) + ".\n");
    if (made.missingCount() > 0) {
      out.append("Pictures that are not in it:\n");
      made.missing().stream().limit(SHOWN).forEach(m -> out.append("  ").append(m.path()).append(": ").append(m.reason()).append('\n'));
      out.append(made.missingCount() > SHOWN ? "  and " + Texts.number(made.missingCount() - SHOWN) + " more\n" : "");
    }
    return out.toString();
  }
}
