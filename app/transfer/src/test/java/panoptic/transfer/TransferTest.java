package panoptic.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import panoptic.model.Commit;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.model.Signature;
import panoptic.model.ValueFormat;
import panoptic.project.Admission;
import panoptic.project.AdmittedFile;
import panoptic.project.ImageFacts;
import panoptic.project.ProjectState;
import panoptic.testkit.ForgetfulDisk;
import panoptic.testkit.VisibleState;

class TransferTest {

  @Test
  void anOwnFileReadBackGivesTheSameProjectWhateverItHolds() throws IOException {
    for (int round = 0; round < 6; round++) {
      long seed = 4700L + round;
      try (var corpus = new Corpus(300, seed)) {
        corpus.hostile(PropertyMode.INSTANCE, new SplittableRandom(seed));
        corpus.hostile(PropertyMode.IMAGE, new SplittableRandom(seed + 1));
        VisibleState before = VisibleState.of(corpus.project.state());
        Exported made = corpus.export(ExportFormat.CSV, ExportKey.values()[round % 3], round % 2 == 0 ? ';' : ',');
        String text = corpus.text();
        corpus.clear();
        assertNotEquals(before, VisibleState.of(corpus.project.state()));
        ValuesReport report = corpus.read(false);
        assertEquals(List.of(), report.refused(), "seed " + seed);
        assertEquals(made.rows(), report.matched());
        assertEquals(List.of(), before.differences(VisibleState.of(corpus.project.state())), "seed " + seed);
        corpus.export(ExportFormat.CSV, ExportKey.values()[round % 3], round % 2 == 0 ? ';' : ',');
        assertEquals(text, corpus.text());
        corpus.project.undo(Corpus.ADA);
        assertNotEquals(before, VisibleState.of(corpus.project.state()), "one undo takes the reading back");
      }
    }
  }

  @Test
  void noCellRunsAsAFormula() throws IOException {
    try (var corpus = new Corpus(200, 1)) {
      corpus.hostile(PropertyMode.INSTANCE, new SplittableRandom(1));
      corpus.export(ExportFormat.CSV, ExportKey.RELATIVE, ';');
      int cells = 0;
      try (CsvReader csv = CsvReader.open(corpus.disk, corpus.file)) {
        assertTrue(csv.next());
        var numbers = new java.util.BitSet();
        for (int i = 0; i < csv.cells(); i++) {
          numbers.set(i, csv.text(i).endsWith("[number]"));
        }
        do {
          for (int i = 0; i < csv.cells(); i++) {
            String cell = csv.text(i);
            assertFalse(!numbers.get(i) && !cell.isEmpty() && "=+-@\t\r\uFF1D".indexOf(cell.charAt(0)) >= 0, cell);
            assertFalse(cell.strip().startsWith("="), cell);
            cells++;
          }
        } while (csv.next());
      }
      assertTrue(cells > 200 * 20);
    }
  }

  @Test
  void aSeparatorThatAnotherProgramWouldSeeStandsInQuotes() throws IOException {
    try (var corpus = new Corpus(50, 2)) {
      int note = corpus.property("note", PropertyType.TEXT);
      int id = corpus.ids().getFirst();
      corpus.read("id;note[text]\n" + id + ";\"a,b\"\n");
      var spec = new ExportSpec(ExportFormat.CSV, ExportKey.ID, ';', List.of(corpus.project.state().property(note).orElseThrow()));
      new Export(corpus.project.state(), new int[] {0}, spec, _ -> java.io.InputStream.nullInputStream()).to(corpus.disk, corpus.file,
          new Corpus.Told());
      assertEquals("\uFEFFid;note[text]\n" + id + ";\"a,b\"\n", corpus.text());
    }
  }

  @Test
  void eachRefusedCellCostsItselfAndIsTold() throws IOException {
    try (var corpus = new Corpus(50, 3)) {
      corpus.property("pages", PropertyType.NUMBER);
      List<Integer> ids = corpus.ids();
      ValuesReport report = corpus.read("id;pages[number];pages2[nonsense];new[text];;day[date];seen[checkbox];width[number];pages[text]\n"
          + ids.get(0) + ";1,5;x;a;junk;6/5/1968;yes;9;z\n" + ids.get(1) + ";7;x;b;junk;1968-13;maybe;9;z\n999999;1;;c\n\n" + ids.get(2)
          + ";1;;d;;;;;;too many\n");
      assertEquals(2, report.matched());
      assertEquals(List.of(4), report.missing());
      assertEquals(List.of("1 pages2[nonsense]", "1 pages[text]", "2 pages[number]", "3 day[date]", "3 seen[checkbox]", "6 id"),
          report.refused().stream().map(r -> r.row() + " " + r.column()).toList());
      assertEquals(List.of("width[number]"), report.ignored());
      assertEquals(List.of("new", "day", "seen"), report.properties());
      assertEquals(5, report.values());
      ProjectState state = corpus.project.state();
      assertEquals("7", said(state, "pages", ids.get(1)));
      assertEquals("1968-05-06", said(state, "day", ids.get(0)));
    }
  }

  private static String said(ProjectState state, String property, int id) {
    return ValueFormat.text(Objects.requireNonNull(state.value(state.property(property).orElseThrow(), state.instanceRow(id))));
  }

  @Test
  void emptyCellsLeaveAloneUnlessTheyAreToClear() throws IOException {
    try (var corpus = new Corpus(20, 4)) {
      int id = corpus.ids().getFirst();
      corpus.read("id,note[text]\n" + id + ",kept\n");
      VisibleState before = VisibleState.of(corpus.project.state());
      assertEquals(0, corpus.read("id,note[text]\n" + id + ",\n").step());
      assertEquals(before, VisibleState.of(corpus.project.state()));
      assertTrue(corpus.read(true).step() > 0);
      assertNotEquals(before, VisibleState.of(corpus.project.state()));
    }
  }

  @Test
  void aPathIsTheWholeOneOrItsEndButNeverHalfAName() throws IOException {
    try (var corpus = new Corpus(50, 5)) {
      ProjectState state = corpus.project.state();
      String path = state.path(3);
      String name = state.fileName(3);
      String[] parts = path.split("/", -1);
      var keys = new InstanceKeys(state, true);
      assertEquals(3, keys.find(path));
      assertEquals(3, keys.find(parts[parts.length - 2] + "/" + name));
      assertEquals(3, keys.find(parts[parts.length - 2] + "\\" + name));
      assertEquals(InstanceKeys.NONE, keys.find(name.substring(1)));
      assertEquals(InstanceKeys.NONE, keys.find("/" + name));
      assertEquals(InstanceKeys.NONE, keys.find("elsewhere/" + name));
    }
  }

  @Test
  void aPathThatSeveralPicturesEndInIsRefusedAndTheyAreNamed() throws IOException {
    try (var corpus = new Corpus(20, 5)) {
      int root = corpus.project.state().folders().getFirst().id();
      var commit = new Commit();
      var files = new ArrayList<AdmittedFile>();
      for (int i = 1; i <= 4; i++) {
        commit.folders().add(new Commit.FolderChange(-i, root, 0, "place " + i));
        var facts = new ImageFacts(1, 1, 1, 0, 0, "png", null, null, Double.NaN, Double.NaN);
        files.add(new AdmittedFile(-10 - i, -i, "same.png", new Sha1(i, i, i), i, i, facts));
      }
      corpus.project.commit(commit, new Admission(List.of(), files, List.of(), List.of()), Signature.of(Corpus.ADA, ""));
      corpus.property("note", PropertyType.TEXT);
      ValuesReport report = corpus.read("path,note[text]\nsame.png,a\nplace 2/same.png,b\n");
      assertEquals(1, report.matched());
      assertEquals(List.of(2), report.refused().stream().map(r -> r.row()).toList());
      String reason = report.refused().getFirst().reason();
      assertTrue(
          reason.matches("4 pictures are called \"same.png\": \\S.*/place 1/same.png \\(id \\d+\\), \\S.*/place 2/same.png \\(id \\d+\\), "
              + "\\S.*/place 3/same.png \\(id \\d+\\), ...; write more of the path, or the id"),
          reason);
    }
  }

  @Test
  void refusesWhatIsNoFileOfValues() throws IOException {
    try (var corpus = new Corpus(10, 6)) {
      for (String text : List.of("", "name;S[text]\nx;a\n", "id;a[text]\n1;\"never closed\n")) {
        assertThrows(RefusedException.class, () -> corpus.read(text), text);
      }
      corpus.disk.replace(corpus.file, new byte[] {'i', 'd', ';', 'a', '[', 't', 'e', 'x', 't', ']', '\n', '1', ';', (byte) 0xE9, '\n'});
      assertTrue(assertThrows(RefusedException.class, () -> corpus.read(false)).getMessage().contains("UTF-8"));
    }
  }

  @Test
  void aCancelledExportLeavesNoFileAndACancelledReadingNoValue() throws IOException {
    try (var corpus = new Corpus(9_000, 7)) {
      corpus.export(ExportFormat.CSV, ExportKey.ID, ';');
      VisibleState before = VisibleState.of(corpus.project.state());
      corpus.clear();
      VisibleState cleared = VisibleState.of(corpus.project.state());
      var reading = new Reading(corpus.project, Signature.of(Corpus.ADA, ""), false);
      assertThrows(CancellationException.class, () -> reading.of(corpus.disk, corpus.file, new Corpus.Told(4)));
      assertEquals(List.of(), cleared.differences(VisibleState.of(corpus.project.state())));
      assertNotEquals(before, cleared);
      Path other = Path.of("/out/other.csv");
      var spec = new ExportSpec(ExportFormat.CSV, ExportKey.ID, ';', corpus.project.state().properties());
      int[] rows = corpus.project.state().instances().rows().toArray();
      var export = new Export(corpus.project.state(), rows, spec, _ -> java.io.InputStream.nullInputStream());
      assertThrows(CancellationException.class, () -> export.to(corpus.disk, other, new Corpus.Told(1)));
      assertEquals(List.of(corpus.file), corpus.disk.list(Path.of("/out")));
    }
  }

  @Test
  void afterAPowerCutTheFileIsWholeOrNotThere() throws IOException {
    try (var corpus = new Corpus(200, 8)) {
      corpus.export(ExportFormat.CSV, ExportKey.ID, ';');
      byte[] whole = corpus.disk.read(corpus.file);
      int[] rows = corpus.project.state().instances().rows().toArray();
      var spec = new ExportSpec(ExportFormat.CSV, ExportKey.ID, ';', corpus.project.state().properties());
      int absent = 0;
      int there = 0;
      for (int cut = 1; cut < 30; cut++) {
        var disk = new ForgetfulDisk(new SplittableRandom(cut));
        disk.createFolders(Path.of("/out"));
        disk.cutAtOperation(cut);
        try {
          new Export(corpus.project.state(), rows, spec, _ -> java.io.InputStream.nullInputStream()).to(disk, corpus.file,
              new Corpus.Told());
        } catch (IOException e) {
          assertTrue(cut < 29, "it ends at some time");
        }
        ForgetfulDisk after = disk.powerCut();
        if (after.exists(corpus.file)) {
          assertEquals(whole.length, after.read(corpus.file).length);
          there++;
        } else {
          absent++;
        }
      }
      assertTrue(absent > 0 && there > 0, absent + " " + there);
    }
  }

  @Test
  void jsonLinesHoldEveryValue() throws IOException {
    try (var corpus = new Corpus(60, 9)) {
      corpus.hostile(PropertyMode.INSTANCE, new SplittableRandom(9));
      corpus.export(ExportFormat.JSONL, ExportKey.RELATIVE, ';');
      String[] lines = corpus.text().split("\n", -1);
      assertEquals(corpus.ids().size() + 1, lines.length);
      for (int i = 0; i < lines.length - 1; i++) {
        assertTrue(lines[i].startsWith("{\"id\":" + corpus.ids().get(i) + ",\"sha1\":\"") && lines[i].endsWith("}}"), lines[i]);
        assertTrue(lines[i].chars().noneMatch(c -> c < ' '), lines[i]);
      }
    }
  }
}
