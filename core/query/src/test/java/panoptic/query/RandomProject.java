package panoptic.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import panoptic.model.Commit;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.project.ProjectState;

/// A small project with some of everything, by chance: copies, folders in folders, properties of every type and mode, tags below tags, texts that differ by accents, case and numbers. And
/// what people do to it.
final class RandomProject implements AutoCloseable {
  static final List<String> TEXTS = List.of("cat", "Cat", "Été", "été 10", "été 9", "10", "2", " x", "«q»", "zoo", "côté", "coté",
      "hot dog", "CATALOGUE", "Åse",
      "straße", "x-2");
  static final List<String> DATES = List.of("1968", "1968-05", "1968-05-06", "1968-05-31T23:59-05:00", "1968-12-31", "1969-01-01T00:30",
      "-0043",
      "-0001-12-31", "0000-01", "2026-11-22T10", "2026-11-22T09:59Z", "2026-11-21", "2026-11", "9999-12-31T23:59:59", "-9999-01-01",
      "1900-02-28",
      "2000-02-29", "1968-05-06T14:30+02:00");
  static final List<Double> NUMBERS = List.of(-0.3, 0.1, 0.3, 0.7, 1.0, -1.0, 9.5, 10.0, 19.0, 1e15, 1e300, -1e-7, 2.5, 0.0);
  private static final List<String> ENDINGS = List.of(".png", ".JPG", "", ".tiff");
  private static final int PICTURES = 36;
  private static final int VALUES = 24;

  final SmallProject p = new SmallProject();
  private final SplittableRandom random;
  private final List<Integer> folders = new ArrayList<>();

  RandomProject(SplittableRandom random) {
    this.random = random;
    folders.add(p.root("/one"));
    folders.add(p.root("/two"));
    for (int i = 0; i < 6; i++) {
      folders.add(p.folder(pick(folders), pick(List.of("a b", "a", "B", "10", "2", "é")) + i));
    }
    for (int i = 0; i < PICTURES; i++) {
      picture(i);
    }
    for (PropertyMode mode : PropertyMode.values()) {
      for (PropertyType type : PropertyType.values()) {
        if (type.isMade()) {
          int id = p.property(type.json() + " " + mode.json(), type, mode);
          for (int i = 0; type.isTags() && i < 7; i++) {
            tag(id, i);
          }
          for (int i = 0; i < VALUES; i++) {
            set(id);
          }
        }
      }
    }
  }

  ProjectState state() {
    return p.project().state();
  }

  <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void picture(int number) {
    int content = random.nextInt(25);
    p.picture(pick(folders), pick(TEXTS).strip() + number + pick(ENDINGS), content,
        SmallProject.facts(100 + content % 7, 1000L * content, content % 3 == 0 ? null : DATES.get(content % DATES.size()),
            content % 4 == 0 ? null : "Leica M" + content % 5, content % 2 == 0 ? Double.NaN : content));
  }

  private void tag(int property, int number) {
    List<Integer> known = state().tags(property).stream().map(t -> t.id()).toList();
    p.tag(property, pick(TEXTS).strip() + number, known.stream().filter(_ -> random.nextInt(3) == 0).toArray(Integer[]::new));
  }

  private void set(int property) {
    int[] ids = state().instances().rows().stream().map(state()::instanceId).toArray();
    p.by(random.nextInt(3) == 0 ? SmallProject.BEN : SmallProject.ADA);
    p.set(property, random.nextInt(6) == 0 ? null : value(property), ids[random.nextInt(ids.length)]);
  }

  /// A value that a property may have.
  private @Nullable Object value(int property) {
    List<Integer> tags = state().tags(property).stream().map(t -> t.id()).toList();
    PropertyType type = p.property(property).type();
    if (type.isTags() && tags.isEmpty()) {
      return null;
    }
    return switch (type) {
      case NUMBER -> pick(NUMBERS);
      case DATE -> pick(DATES);
      case CHECKBOX -> random.nextBoolean();
      case COLOR -> random.nextInt(4);
      case URL -> "https://example.org/" + pick(TEXTS).strip();
      case TEXT, PATH -> pick(TEXTS);
      case IMAGE_LINK -> String.format(Locale.ROOT, "%040x", random.nextInt(3));
      case TAG -> List.of(pick(tags));
      default -> tags.stream().filter(_ -> random.nextInt(4) == 0).toList();
    };
  }

  /// Does one thing that people do, by chance.
  void edit(int turn) {
    ProjectState s = state();
    int property = pick(s.properties()).id();
    switch (random.nextInt(10)) {
      case 0 -> picture(1_000 + turn);
      case 1 -> {
        if (s.instances().count() > PICTURES / 2) {
          var c = new Commit();
          c.emptyInstances().add(s.instanceId(s.instances().rows().select(random.nextInt(s.instances().count()))));
          p.commit(c);
        }
      }
      case 2 -> historic(true);
      case 3 -> historic(random.nextBoolean());
      case 4 -> {
        if (p.property(property).type().isTags()) {
          if (s.tags(property).size() > 3) {
            p.deleteTag(pick(s.tags(property)).id());
          } else {
            tag(property, 1_000 + turn);
          }
        }
      }
      default -> set(property);
    }
  }

  private void historic(boolean undo) {
    try {
      if (undo) {
        p.project().undo(SmallProject.ADA);
      } else {
        p.project().redo(SmallProject.ADA);
      }
    } catch (RefusedException e) {
      // There was nothing to undo or redo.
    }
  }

  @Override
  public void close() {
    p.close();
  }
}
