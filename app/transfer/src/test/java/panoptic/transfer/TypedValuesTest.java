package panoptic.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.row.PqList;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Value;
import panoptic.project.ProjectState;

/// What is written as Parquet and Arrow is read back by libraries that had no part in the writing, and compared with the project value by value.
class TypedValuesTest {
  private static final List<ExportFormat> FORMATS = List.of(ExportFormat.PARQUET, ExportFormat.ARROW);

  @Test
  void otherLibrariesReadEachValueOfAProjectOfEveryType() throws IOException {
    for (long seed = 1; seed <= 4; seed++) {
      try (var corpus = new Corpus(700, seed)) {
        corpus.hostile(PropertyMode.INSTANCE, new SplittableRandom(seed));
        corpus.hostile(PropertyMode.IMAGE, new SplittableRandom(seed + 100));
        var properties = new ArrayList<>(corpus.project.state().properties());
        properties.addAll(
            Computed.ALL.stream().filter(p -> p.id() != Computed.ID && p.id() != Computed.SHA1 && p.id() != Computed.PATH
                && properties.stream().noneMatch(q -> q.name().equals(p.name()))).toList());
        var types = properties.stream().map(Property::type).collect(Collectors.toSet());
        assertTrue(types.containsAll(List.of(PropertyType.TEXT, PropertyType.NUMBER, PropertyType.DATE, PropertyType.COLOR,
            PropertyType.CHECKBOX, PropertyType.TAG, PropertyType.MULTI_TAGS, PropertyType.SIZE)), types.toString());
        List<Map<String, @Nullable Object>> expected = expected(corpus.project.state(), properties);
        for (ExportFormat format : FORMATS) {
          Exported made = export(corpus, format, properties);
          List<Map<String, @Nullable Object>> read = read(corpus, format);
          assertEquals(expected.size(), made.rows());
          for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), read.get(i), format + ", row " + i + ", seed " + seed);
          }
          assertEquals(expected.size(), read.size());
        }
      }
    }
  }

  @Test
  void aDateIsAMomentAndBesidesAsItWasWritten() throws IOException {
    try (var corpus = new Corpus(4, 1)) {
      List<Integer> ids = corpus.ids();
      corpus.property("day", PropertyType.DATE);
      corpus.read("id,day[date]\n" + ids.get(0) + ",-0043\n" + ids.get(1) + ",1968-05\n" + ids.get(2) + ",1968-05-06T14:30+02:00\n");
      for (ExportFormat format : FORMATS) {
        export(corpus, format, List.of(corpus.project.state().property("day").orElseThrow()));
        List<Map<String, @Nullable Object>> rows = read(corpus, format);
        assertEquals(LocalDateTime.of(-43, 1, 1, 0, 0), rows.get(0).get("day"));
        assertEquals("-0043", rows.get(0).get("day (iso)"));
        assertEquals(LocalDateTime.of(1968, 5, 1, 0, 0), rows.get(1).get("day"));
        assertEquals("1968-05", rows.get(1).get("day (iso)"));
        assertEquals(LocalDateTime.of(1968, 5, 6, 14, 30), rows.get(2).get("day"));
        assertEquals("1968-05-06T14:30+02:00", rows.get(2).get("day (iso)"));
        assertEquals(null, rows.get(3).get("day"));
        assertEquals(null, rows.get(3).get("day (iso)"));
      }
    }
  }

  @Test
  void columnsOfOneNameAreToldApart() throws IOException {
    try (var corpus = new Corpus(3, 1)) {
      corpus.read("id,ID[text],Path[text],day (iso)[text],day[date]\n" + corpus.ids().getFirst() + ",mine,there,text,1968\n");
      ProjectState state = corpus.project.state();
      List<Property> properties = List.of("ID", "Path", "day (iso)", "day").stream().map(n -> state.property(n).orElseThrow()).toList();
      for (ExportFormat format : FORMATS) {
        export(corpus, format, properties);
        Map<String, @Nullable Object> row = read(corpus, format).getFirst();
        assertEquals(List.of("id", "sha1", "path", "ID (2)", "Path (2)", "day (iso)", "day", "day (iso) (2)"), List.copyOf(row.keySet()));
        assertEquals("mine", row.get("ID (2)"));
        assertEquals("text", row.get("day (iso)"));
        assertEquals("1968", row.get("day (iso) (2)"));
      }
    }
  }

  @Test
  void noRowsAreATableWithoutRows() throws IOException {
    try (var corpus = new Corpus(0, 1)) {
      corpus.property("note", PropertyType.TEXT);
      for (ExportFormat format : FORMATS) {
        assertEquals(0, export(corpus, format, corpus.project.state().properties()).rows());
        assertEquals(List.of(), read(corpus, format));
      }
    }
  }

  @Test
  void longTextsAreWrittenInSeveralBatches() throws IOException {
    try (var corpus = new Corpus(80, 1)) {
      corpus.property("note", PropertyType.TEXT);
      var csv = new StringBuilder("id,note[text]\n");
      for (int id : corpus.ids()) {
        csv.append(id).append(',').repeat('a' + id % 26, 999_000).append(id).append('\n');
      }
      corpus.read(csv.toString());
      Property note = corpus.project.state().property("note").orElseThrow();
      List<Map<String, @Nullable Object>> expected = expected(corpus.project.state(), List.of(note));
      for (ExportFormat format : FORMATS) {
        export(corpus, format, List.of(note));
        assertEquals(expected, read(corpus, format));
      }
      export(corpus, ExportFormat.PARQUET, List.of(note));
      try (var reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(corpus.disk.read(corpus.file))))) {
        assertEquals(3, reader.getFileMetaData().rowGroups().size());
      }
    }
  }

  private static Exported export(Corpus corpus, ExportFormat format, List<Property> properties) throws IOException {
    ProjectState state = corpus.project.state();
    return new Export(state, state.instances().rows().toArray(), new ExportSpec(format, ExportKey.PATH, ';', properties),
        _ -> java.io.InputStream.nullInputStream()).to(corpus.disk, corpus.file, new Corpus.Told());
  }

  private static List<Map<String, @Nullable Object>> expected(ProjectState state, List<Property> properties) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (int instance : state.instances().rows().toArray()) {
      var row = new LinkedHashMap<String, @Nullable Object>();
      row.put("id", (long) state.instanceId(instance));
      row.put("sha1", state.sha1(state.imageOf(instance)).toString());
      row.put("path", state.path(instance));
      for (Property p : properties) {
        Value value = state.value(p, p.mode() == PropertyMode.IMAGE ? state.imageOf(instance) : instance);
        row.put(p.name(), value == null ? null : plain(state, p, value));
        if (p.type() == PropertyType.DATE) {
          row.put(p.name() + " (iso)", value instanceof Value.Date d ? d.date().toString() : null);
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private static Object plain(ProjectState state, Property p, Value value) {
    return switch (value) {
      case Value.Text t -> t.text();
      case Value.Number n when p.type() == PropertyType.FOLDER -> Places.folder(state, (int) n.number());
      case Value.Number n when p.type() != PropertyType.NUMBER || p.id() == Computed.WIDTH || p.id() == Computed.HEIGHT ->
        (long) n.number();
      case Value.Number n -> n.number();
      case Value.Color c -> (long) c.index();
      case Value.Checkbox c -> c.checked();
      case Value.Date d -> d.date().clock();
      case Value.Tags t -> {
        List<String> names = t.ids().stream().map(id -> state.tag(id).orElseThrow().name()).sorted().toList();
        yield p.type() == PropertyType.TAG ? names.getFirst() : names;
      }
    };
  }

  private static List<Map<String, @Nullable Object>> read(Corpus corpus, ExportFormat format) throws IOException {
    byte[] bytes = corpus.disk.read(corpus.file);
    return format == ExportFormat.PARQUET ? parquet(bytes) : arrow(bytes);
  }

  private static List<Map<String, @Nullable Object>> parquet(byte[] bytes) throws IOException {
    var out = new ArrayList<Map<String, @Nullable Object>>();
    try (var file = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(bytes))); var rows = file.rowReader()) {
      var columns = file.getFileSchema().getRootNode().children();
      Set<String> moments = columns.stream().filter(c -> c instanceof SchemaNode.PrimitiveNode n
          && n.logicalType() instanceof LogicalType.TimestampType).map(SchemaNode::name).collect(Collectors.toSet());
      while (rows.hasNext()) {
        rows.next();
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int c = 0; c < columns.size(); c++) {
          String name = columns.get(c).name();
          Object value = rows.isNull(c) ? null : moments.contains(name) ? rows.getLocalTimestamp(c) : rows.getValue(c);
          row.put(name, value instanceof PqList list ? List.copyOf(list.strings()) : value);
        }
        out.add(row);
      }
    }
    return out;
  }

  private static List<Map<String, @Nullable Object>> arrow(byte[] bytes) throws IOException {
    var out = new ArrayList<Map<String, @Nullable Object>>();
    try (var memory = new RootAllocator(); var file = new ArrowFileReader(new ByteArrayReadableSeekableByteChannel(bytes), memory)) {
      var root = file.getVectorSchemaRoot();
      while (file.loadNextBatch()) {
        for (int i = 0; i < root.getRowCount(); i++) {
          var row = new LinkedHashMap<String, @Nullable Object>();
          for (var column : root.getFieldVectors()) {
            Object value = column.getObject(i);
            row.put(column.getName(), value instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : value instanceof org.apache.arrow.vector.util.Text t ? t.toString() : value);
          }
          out.add(row);
        }
      }
    }
    return out;
  }
}
