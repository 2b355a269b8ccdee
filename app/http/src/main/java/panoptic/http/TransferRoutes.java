package panoptic.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import panoptic.http.spi.OwnerPlaces;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;
import panoptic.model.Signature;
import panoptic.project.ProjectState;
import panoptic.query.View;
import panoptic.query.ViewJson;
import panoptic.query.Views;
import panoptic.transfer.Export;
import panoptic.transfer.ExportFormat;
import panoptic.transfer.ExportKey;
import panoptic.transfer.ExportSpec;
import panoptic.transfer.Exported;
import panoptic.transfer.PictureFiles;
import panoptic.transfer.Reading;
import panoptic.transfer.Transfers;
import panoptic.transfer.Transfers.Transfer;

/// Values out and in: exports are made as tasks and then fetched, files of values are sent and read as tasks.
public final class TransferRoutes implements Routes {
  private static final int LONGEST_NAME = 200;

  private final ServerTasks tasks;
  private final OwnerPlaces places;
  private final InstantSource clock;

  public TransferRoutes(ServerTasks tasks, OwnerPlaces places, InstantSource clock) {
    this.tasks = tasks;
    this.places = places;
    this.clock = clock;
  }

  @Override
  public void addTo(RouteTable table) {
    table.post("/projects/{project}/exports", Access.PERSON, this::export);
    table.get("/projects/{project}/exports/{transfer}", Access.PERSON, x -> x.answer(document(find(x))));
    table.delete("/projects/{project}/exports/{transfer}", Access.PERSON, x -> {
      x.project().open().transfers().drop(find(x).id());
      x.done();
    });
    table.get("/projects/{project}/exports/{transfer}/file", Access.PERSON, TransferRoutes::file);
    table.post("/projects/{project}/readings", Access.PERSON, Reading.MOST_BYTES, this::values);
    table.get("/projects/{project}/readings/{transfer}", Access.PERSON, x -> x.answer(document(find(x))));
  }

  private static Transfer find(Exchange x) {
    return x.project().open().transfers().get(x.path("transfer"));
  }

  private void export(Exchange x) throws IOException {
    Json asked = x.json().only(Set.of("format", "key", "separator", "properties", "view", "selection", "name"));
    ServedProject project = x.project();
    ProjectState state = project.state();
    ExportFormat format = ExportFormat.parse(asked.get("format").string());
    String separator = asked.get("separator").isNull() ? ";" : asked.get("separator").string();
    if (separator.length() != 1) {
      throw new RefusedException(ErrorCode.INVALID, "the separator is ; or , and not \"" + separator + "\"");
    }
    List<String> named = asked.get("properties").list(p -> p.value() instanceof Number ? String.valueOf(p.integer()) : p.string());
    ExportKey key = asked.get("key").isNull() ? ExportKey.RELATIVE : ExportKey.parse(asked.get("key").string());
    var spec = new ExportSpec(format, key, separator.charAt(0), ExportSpec.properties(state, named));
    PictureFiles pictures = format == ExportFormat.ZIP
        ? new ExportPictures(places, project.open(), state)
        : _ -> InputStream.nullInputStream();
    Transfers.Begun begun = project.open().transfers().export(new Export(state, rows(project, state, asked, x.language()), spec, pictures),
        format,
        name(asked.get("name").isNull() ? project.open().name() : asked.get("name").string()));
    x.answer(202, Map.of("task", tasks.startExport(project, begun.work(), x.person()), "transfer", begun.id()));
  }

  /// Returns the rows that are asked for, in the order of the view; of a selection those that the view has.
  private int[] rows(ServedProject project, ProjectState state, Json asked, Locale language) {
    Json view = asked.get("view").isNull() ? new Json("view", Map.of()) : asked.get("view");
    View wanted = ViewJson.parse(state, view).in(language);
    int[] order = Turns.take(() -> Views.order(state, wanted, clock));
    if (asked.get("selection").isNull()) {
      return order;
    }
    BitSet selected = project.selections().rows(asked.get("selection"));
    return Arrays.stream(order).filter(selected::get).toArray();
  }

  /// Returns what a file may be called on any system.
  private static String name(String wanted) {
    String clean = wanted.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_").strip();
    return clean.isEmpty() ? "export" : clean.substring(0, Math.min(clean.length(), LONGEST_NAME));
  }

  private static void file(Exchange x) throws IOException {
    Transfer t = find(x);
    Exported made = t.made();
    if (made == null) {
      throw new RefusedException(ErrorCode.OUTDATED, "the export is not ready");
    }
    x.called(t.name()).set("Cache-Control", "no-store").answer(t.format().mediaType(), made.bytes(),
        x.project().open().transfers().open(t));
  }

  private void values(Exchange x) throws IOException {
    try (InputStream bytes = x.bytes()) {
      ServedProject project = x.project();
      String name = x.sentName().orElse("values.csv");
      boolean clear = x.query("clear").filter(c -> c.equals("true")).isPresent();
      var reading = new Reading(project.project(), Signature.of(x.person(), "Values from " + name(name)), clear);
      Transfers.Begun begun = project.open().transfers().read(bytes, name, reading);
      x.answer(202, Map.of("task", tasks.startValues(project, begun.work(), x.person()), "transfer", begun.id()));
    }
  }

  private static Map<String, Object> document(Transfer t) {
    Map<String, Object> out = Exchange.document("state", t.state().name().toLowerCase(Locale.ROOT), "name", t.name());
    Exported made = t.made();
    if (made != null) {
      out.put("rows", made.rows());
      out.put("columns", made.columns());
      out.put("bytes", made.bytes());
      out.put("missing", made.missing().stream().map(m -> Map.of("path", m.path(), "reason", m.reason())).toList());
      out.put("missingCount", made.missingCount());
    }
    if (t.report() != null) {
      out.put("report", t.report().document());
    }
    if (!t.reason().isEmpty()) {
      out.put("reason", t.reason());
    }
    return out;
  }
}
