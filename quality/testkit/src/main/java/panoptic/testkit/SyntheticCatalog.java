package panoptic.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Signature;
import panoptic.model.Tag;
import panoptic.project.Project;

/// The properties, groups and tags of a [Synthetic] project, and how their values are drawn.
final class SyntheticCatalog {
  private static final List<String> WORDS = List.of("market", "strike", "harbour", "portrait", "bridge", "winter", "factory", "letter",
      "poster", "church", "garden", "march",
      "school", "railway", "theatre", "wedding", "river", "street", "crowd", "night", "workshop", "coast", "village", "ballot");

  /// Draws one value; `n` is the row it is for, or the number of the choice.
  interface Drawn {
    @Nullable Object of(RandomGenerator random, int n);
  }

  /// A property and its values: `percent` of the owners have one, drawn from `few` choices, or each its own where that is 0.
  record Question(Property property, int percent, int few, Drawn value) {
  }

  private record Plan(String name, PropertyType type, PropertyMode mode, int group, int percent, int few, Drawn value) {
  }

  private static final PropertyMode ID = PropertyMode.INSTANCE;
  private static final PropertyMode SHA1 = PropertyMode.IMAGE;
  private static final Drawn NOTHING = (_, _) -> null;

  private static final List<Plan> PLANS = List.of(
      new Plan("title", PropertyType.TEXT, ID, -1, 90, 0, (r, n) -> word(r) + " by the " + word(r) + " " + n),
      new Plan("description", PropertyType.TEXT, SHA1, -1, 25, 0,
          (r, _) -> "A " + word(r) + " and a " + word(r) + ", seen from the " + word(r) + "."),
      new Plan("author", PropertyType.TEXT, ID, -1, 80, 200,
          (_, n) -> "Author " + (char) ('A' + n % 26) + ". " + (char) ('A' + n * 7 % 26) + WORDS.get(n % WORDS.size())),
      new Plan("inventory number", PropertyType.TEXT, ID, -3, 100, 0, (_, n) -> String.format(Locale.ROOT, "FR-%07d", n)),
      new Plan("year", PropertyType.NUMBER, SHA1, -1, 85, 170, (_, n) -> 1850 + n),
      new Plan("rating", PropertyType.NUMBER, ID, -2, 60, 11, (_, n) -> n / 2.0),
      new Plan("price", PropertyType.NUMBER, ID, -3, 70, 0, (r, _) -> r.nextInt(1, 1_000_000) / 100.0),
      new Plan("taken on", PropertyType.DATE, ID, -1, 90, 0, (r, _) -> date(r.nextLong(), 1850, 170, r.nextInt(6)).toString()),
      new Plan("published", PropertyType.DATE, SHA1, -1, 70, 300, (_, n) -> 1720 + n + (n % 3 == 0 ? "-05" : "")),
      new Plan("dominant colour", PropertyType.COLOR, ID, -2, 95, Tag.COLORS, (_, n) -> n),
      new Plan("mood", PropertyType.COLOR, SHA1, -2, 50, Tag.COLORS, (_, n) -> n),
      new Plan("source", PropertyType.URL, SHA1, -3, 60, 0, (r, n) -> "https://example.org/" + word(r) + "/" + n),
      new Plan("checked", PropertyType.CHECKBOX, ID, -2, 90, 2, (_, n) -> n == 0),
      new Plan("rights cleared", PropertyType.CHECKBOX, SHA1, -3, 80, 2, (_, n) -> n == 0),
      new Plan("subject", PropertyType.MULTI_TAGS, SHA1, -1, 80, 500, NOTHING),
      new Plan("keywords", PropertyType.MULTI_TAGS, ID, -2, 70, 150, NOTHING),
      new Plan("kind", PropertyType.TAG, ID, -1, 95, 12, NOTHING),
      new Plan("place", PropertyType.TAG, SHA1, -1, 75, 100, NOTHING),
      new Plan("archive path", PropertyType.PATH, ID, -3, 80, 0, (r, n) -> "/archive/" + word(r) + "/" + n / 100 + "/" + n + ".tif"),
      new Plan("other side", PropertyType.IMAGE_LINK, ID, -3, 10, 0, NOTHING));

  private final List<Question> questions = new ArrayList<>();
  private final List<List<Integer>> tags = new ArrayList<>();

  private SyntheticCatalog() {}

  static SyntheticCatalog make(Project project, Signature by) {
    var commit = new Commit();
    commit.propertyGroups().add(new Commit.GroupChange(-1, "What it shows", null, "Said of the picture"));
    commit.propertyGroups().add(new Commit.GroupChange(-2, "Judgement", null, null));
    commit.propertyGroups().add(new Commit.GroupChange(-3, "Archive", null, null));
    int fresh = -100;
    for (Plan p : PLANS) {
      int property = --fresh;
      commit.properties().add(new Commit.PropertyChange(property, p.name(), p.type(), p.mode(), p.group(), null, null));
      int first = fresh - 1;
      for (int n = 0; p.type().isTags() && n < p.few(); n++) { // each below one that comes before it, some below two
        List<Integer> parents = n < 5 ? List.of() : n % 11 == 0 ? List.of(first - n / 5, first - n / 7) : List.of(first - n / 5);
        commit.tags().add(new Commit.TagChange(--fresh, property,
            WORDS.get(n % WORDS.size()) + (n < WORDS.size() ? "" : " " + n / WORDS.size()), parents, null, null, null));
      }
    }
    Committed made = project.commit(commit, by);
    var out = new SyntheticCatalog();
    for (int i = 0; i < PLANS.size(); i++) {
      Plan plan = PLANS.get(i);
      Property p = made.properties().get(i);
      out.questions.add(new Question(p, plan.percent(), plan.few(), plan.value()));
      out.tags.add(made.tags().stream().filter(t -> t.propertyId() == p.id()).map(Tag::id).toList());
    }
    return out;
  }

  List<Question> questions() {
    return questions;
  }

  List<Integer> tags(Property p) {
    return tags.get(questions.stream().map(Question::property).toList().indexOf(p));
  }

  private static String word(RandomGenerator random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  /// Returns a date of so many years from one on, drawn from some bits; `precision` 0 is the year, 5 and more the second.
  static PartialDate date(long bits, int from, int years, int precision) {
    String text = String.format(Locale.ROOT, "%04d-%02d-%02dT%02d:%02d:%02d", from + (bits >>> 1) % years, 1 + (bits >>> 9) % 12,
        1 + (bits >>> 14) % 28, (bits >>> 20) % 24,
        (bits >>> 26) % 60, (bits >>> 33) % 60);
    return PartialDate.parse(text.substring(0, new int[] {4, 7, 10, 13, 16, 19, 19}[precision]));
  }
}
