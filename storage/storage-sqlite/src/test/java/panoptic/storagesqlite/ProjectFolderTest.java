package panoptic.storagesqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.media.LocalDisk;
import panoptic.model.Commit;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.model.Signature;
import panoptic.model.spi.Disk;
import panoptic.project.Project;

class ProjectFolderTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-06T14:30:00Z"));
  private static final Person ANNA = new Person(0, "anna-key", "Anna", 0);

  private final LocalDisk disk = new LocalDisk();
  @TempDir
  private Path place;

  private static void makeProperty(Project project, String name) {
    var c = new Commit();
    project.commit(c.with(c.properties(), new Commit.PropertyChange(-1, name, PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null)),
        Signature.of(ANNA, ""));
  }

  private Path made() {
    Path folder = place.resolve("project");
    try (var f = ProjectFolder.create(disk, folder, "  Posters é ", CLOCK); var project = Project.open(f.log(), f.checkpoints(), CLOCK)) {
      makeProperty(project, "year");
    }
    return folder;
  }

  @Test
  void findsAgainWhatWasClosed() {
    Path folder = made();
    try (var f = ProjectFolder.open(disk, folder); var project = Project.open(f.log(), f.checkpoints(), CLOCK)) {
      assertEquals("Posters é", f.mark().name());
      assertEquals(CLOCK.instant(), f.mark().created());
      assertTrue(project.state().property("year").isPresent());
      assertEquals(List.of(), project.check());
    }
  }

  @Test
  void openingNeedsNothingButTheLog() throws IOException {
    Path folder = made();
    try (var files = Files.walk(folder.resolve("state"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    try (var f = ProjectFolder.open(disk, folder); var project = Project.open(f.log(), f.checkpoints(), CLOCK)) {
      assertTrue(project.state().property("year").isPresent());
    }
  }

  @Test
  void aSecondOpeningIsToldWhoHasIt() {
    Path folder = made();
    try (var f = ProjectFolder.open(disk, folder)) {
      var e = assertThrows(RefusedException.class, () -> ProjectFolder.open(disk, folder));
      assertEquals(ErrorCode.LOCKED, e.code());
      assertTrue(e.getMessage().contains("process " + ProcessHandle.current().pid() + " since "), e.getMessage());
      assertEquals("Posters é", ProjectFolder.read(disk, f.folder()).name());
    }
    ProjectFolder.open(disk, folder).close();
  }

  @Test
  void anotherProcessHoldsTheLockUntilItIsKilled() throws Exception {
    Path folder = made();
    Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp",
        System.getProperty("java.class.path"), Holder.class.getName(), folder.toString()).redirectErrorStream(true).start();
    try {
      assertEquals("held", other.inputReader(StandardCharsets.UTF_8).readLine());
      var e = assertThrows(RefusedException.class, () -> ProjectFolder.open(disk, folder));
      assertTrue(e.getMessage().contains("process " + other.pid()), e.getMessage());
    } finally {
      other.destroyForcibly().waitFor();
    }
    ProjectFolder.open(disk, folder).close();
  }

  /// Opens the folder in a process of its own, and waits to be killed.
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      try (var f = ProjectFolder.open(new LocalDisk(), Path.of(args[0]))) {
        System.out.println(f.mark().format() == ProjectFolder.FORMAT ? "held" : "?");
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void refusesANewerFormatAndANewerLog() throws Exception {
    Path folder = made();
    ProjectFolder.write(disk, folder, new ProjectFolder.Mark(2, "id", "Posters", CLOCK.instant()));
    var e = assertThrows(RefusedException.class, () -> ProjectFolder.open(disk, folder));
    assertEquals(ErrorCode.TOO_NEW, e.code());
    ProjectFolder.write(disk, folder, new ProjectFolder.Mark(1, "id", "Posters", CLOCK.instant()));
    try (var c = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("log.sqlite")); var s = c.createStatement()) {
      s.execute("PRAGMA user_version = 2");
    }
    try (var f = ProjectFolder.open(disk, folder)) {
      assertEquals(ErrorCode.TOO_NEW, assertThrows(RefusedException.class, () -> Project.open(f.log(), f.checkpoints(), CLOCK)).code());
    }
  }

  @Test
  void migratesStepByStepAndKeepsACopy() throws Exception {
    Path folder = made();
    List<Migration> steps = List.of(new Note(2), new Note(1));
    try (var f = ProjectFolder.open(disk, folder, steps, 3)) {
      assertEquals(3, f.mark().format());
    }
    assertEquals("from 1 from 2 ", Files.readString(folder.resolve("notes")));
    assertEquals(1, ProjectFolder.read(disk, folder.resolve("before-format-3")).format());
    assertTrue(Files.size(folder.resolve("before-format-3/log.sqlite")) > 0);
    assertEquals(3, ProjectFolder.read(disk, folder).format());
  }

  @Test
  void aMigrationThatFailedBeginsAnewFromTheCopy() throws Exception {
    Path folder = made();
    byte[] log = Files.readAllBytes(folder.resolve("log.sqlite"));
    Migration breaks = new Migration() {
      @Override
      public int from() {
        return 1;
      }

      @Override
      public void apply(Disk d, Path at) throws IOException {
        Files.writeString(at.resolve("log.sqlite"), "half");
        throw new IOException("cut off");
      }
    };
    assertThrows(RefusedException.class, () -> ProjectFolder.open(disk, folder, List.of(breaks), 2));
    assertEquals(1, ProjectFolder.read(disk, folder).format());
    try (var f = ProjectFolder.open(disk, folder, List.of(new Note(1)), 2)) {
      assertEquals(2, f.mark().format());
    }
    assertEquals(-1, java.util.Arrays.mismatch(log, Files.readAllBytes(folder.resolve("log.sqlite"))));
  }

  /// Writes down that it ran.
  private record Note(int from) implements Migration {
    @Override
    public void apply(Disk d, Path at) throws IOException {
      Path notes = at.resolve("notes");
      Files.writeString(notes, (Files.exists(notes) ? Files.readString(notes) : "") + "from " + from + " ");
    }
  }

  @Test
  void saysWhatIsNoProject() throws IOException {
    assertEquals(ErrorCode.UNKNOWN, assertThrows(RefusedException.class, () -> ProjectFolder.open(disk, place.resolve("nothing"))).code());
    Path folder = made();
    assertEquals(ErrorCode.NAME_TAKEN,
        assertThrows(RefusedException.class, () -> ProjectFolder.create(disk, folder, "again", CLOCK)).code());
    Files.writeString(folder.resolve(ProjectFolder.MARK), "nonsense");
    assertEquals(ErrorCode.DAMAGED, assertThrows(RefusedException.class, () -> ProjectFolder.open(disk, folder)).code());
    assertFalse(disk.exists(place.resolve("nothing")));
  }

  @Test
  void theWriterKeepsCommitsDurably() {
    try (var log = SqliteLog.open(place.resolve("log.sqlite"))) {
      assertEquals("wal 2", log.durability());
    }
  }
}
