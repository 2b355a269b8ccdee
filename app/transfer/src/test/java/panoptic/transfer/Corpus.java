package panoptic.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import panoptic.model.Commit;
import panoptic.model.Edit;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Signature;
import panoptic.model.spi.Disk;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.Project;
import panoptic.tasks.TaskProgress;
import panoptic.testkit.ForgetfulDisk;
import panoptic.testkit.Synthetic;

/// A made-up project with properties of every type, and short ways to take out and read back.
final class Corpus implements AutoCloseable {
  static final Person ADA = new Person(0, "ada-key", "Ada", 1);
  static final List<String> HOSTILE = List.of("=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "\u00a0=1", "\u202e=1", "\uFF1D1", "'",
      "''", "'''=", "'=1", "' =1", "'tis",
      "\"", "\"\"", "a;b", "a,b", ";", ",", "\n", "a\r\nb", "\r", " lead", "trail ", "\ufeffx", "\u2028", "\u0085", "\u0000x",
      "é日本\uD83D\uDE00", "007", "true", "null",
      "a\"b,c\"d", "'\n=x", "\\", "-", "=", "x".repeat(5000));

  final Project project = Project.open(new MemoryLog(), new MemoryCheckpoints(), InstantSource.system());
  final Disk disk;
  final Path file = Path.of("/out/values.csv");

  Corpus(int images, long seed) throws IOException {
    disk = new ForgetfulDisk(new SplittableRandom(seed));
    disk.createFolders(Path.of("/out"));
    Synthetic.fill(project, images, seed, _ -> {
    });
  }

  /// Gives a new text property, a tag property and one of several tags hostile values, drawn from a seed.
  void hostile(PropertyMode mode, SplittableRandom random) {
    var commit = new Commit();
    commit.properties().add(new Commit.PropertyChange(-1, "=hostile; \"" + mode + "\"", PropertyType.TEXT, mode, null, null, null));
    commit.properties().add(new Commit.PropertyChange(-2, "one [" + mode + "]", PropertyType.TAG, mode, null, null, null));
    commit.properties().add(new Commit.PropertyChange(-3, "many," + mode, PropertyType.MULTI_TAGS, mode, null, null, null));
    List<String> names = HOSTILE.stream().map(String::strip).filter(t -> !t.isEmpty() && t.chars().noneMatch(Character::isISOControl))
        .distinct().toList();
    for (int i = 0; i < names.size(); i++) {
      commit.tags().add(new Commit.TagChange(-10 - i, -2, names.get(i), List.of(), 3, null, null));
      commit.tags().add(new Commit.TagChange(-500 - i, -3, names.get(i), List.of(), 4, null, null));
    }
    for (int id : ids()) {
      if (random.nextInt(4) > 0) {
        edit(commit, -1, HOSTILE.get(random.nextInt(HOSTILE.size())), id);
        edit(commit, -2, List.of(-10 - random.nextInt(names.size())), id);
        edit(commit, -3, random.ints(1 + random.nextInt(4), 0, names.size()).map(n -> -500 - n).boxed().distinct().toList(), id);
      }
    }
    project.commit(commit, Signature.of(ADA, ""));
  }

  private static void edit(Commit commit, int property, Object value, int instance) {
    commit.edits().add(new Edit(property, Edit.Verb.SET, value, new Edit.Instances(List.of(instance))));
  }

  List<Integer> ids() {
    var out = new ArrayList<Integer>();
    project.state().instances().rows().forEach((org.roaringbitmap.IntConsumer) row -> out.add(project.state().instanceId(row)));
    return out;
  }

  int property(String name, PropertyType type) {
    var commit = new Commit();
    commit.properties().add(new Commit.PropertyChange(-1, name, type, PropertyMode.INSTANCE, null, null, null));
    return project.commit(commit, Signature.of(ADA, "")).properties().getFirst().id();
  }

  void clear() {
    var commit = new Commit();
    for (Property p : project.state().properties()) {
      commit.edits().add(new Edit(p.id(), Edit.Verb.CLEAR, null, new Edit.Instances(ids())));
    }
    project.commit(commit, Signature.of(ADA, ""));
  }

  Exported export(ExportFormat format, ExportKey key, char separator) throws IOException {
    var spec = new ExportSpec(format, key, separator, project.state().properties());
    return new Export(project.state(), project.state().instances().rows().toArray(), spec, _ -> {
      throw new AssertionError("no pictures here");
    }).to(disk, file, new Told());
  }

  ValuesReport read(String text) throws IOException {
    disk.replace(file, text.getBytes(StandardCharsets.UTF_8));
    return read(false);
  }

  ValuesReport read(boolean clear) throws IOException {
    return new Reading(project, Signature.of(ADA, "values"), clear).of(disk, file, new Told());
  }

  String text() throws IOException {
    return new String(disk.read(file), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    project.close();
  }

  /// Progress that nobody watches; cancelled after so many questions.
  static final class Told implements TaskProgress {
    private int left;

    Told() {
      this(Integer.MAX_VALUE);
    }

    Told(int questions) {
      left = questions;
    }

    @Override
    public void total(long units) {
      // nobody watches
    }

    @Override
    public void done(long units) {
      // nobody watches
    }

    @Override
    public void failed(long units) {
      // nobody watches
    }

    @Override
    public void detail(String words) {
      // nobody watches
    }

    @Override
    public boolean isCancelled() {
      return left-- <= 0;
    }
  }
}
