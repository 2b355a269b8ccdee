package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;

/// Every operator of the table, for every type, with and without a value.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorsTest {
  private static final Map<PropertyType, List<String>> EXTRA = new TreeMap<>(Map.of(
      PropertyType.NUMBER, List.of("lower", "leq", "greater", "geq", "between"),
      PropertyType.SIZE, List.of("lower", "leq", "greater", "geq", "between"),
      PropertyType.DATE, List.of("lower", "leq", "greater", "geq", "between", "last"),
      PropertyType.CHECKBOX, List.of("isTrue", "isFalse"),
      PropertyType.FOLDER, List.of("within"),
      PropertyType.TAG, List.of("containsAny", "containsAll", "containsNot"),
      PropertyType.MULTI_TAGS, List.of("containsAny", "containsAll", "containsNot")));
  private static final List<String> OF_TEXTS = List.of("startsWith", "like", "regex", "notLike");

  private final SmallProject p = new SmallProject();

  /* Instances 1 to 5; nobody says anything of 5. Instances 3 and 4 are copies of one image. Tags: art(1) above painting(2) above oil(3); photo(4);
     gone(5), deleted, above ink(6). */
  @BeforeAll
  void make() {
    int root = p.root("/pictures");
    int deep = p.folder(p.folder(root, "1968"), "may");
    p.picture(root, "Été 1.JPG", 1, SmallProject.facts(640, 5_000, "1968-05-06T14:30+02:00", "Leica M3", 48.5));
    p.picture(deep, "b.png", 2, SmallProject.facts(800, 6_000, "1968", "LEICA M4", -10));
    p.picture(deep, "c.tiff", 3, SmallProject.facts(1_024, 7_000, null, null, Double.NaN));
    p.picture(root, "noext", 3);
    p.picture(root, ".hidden", 5);
    for (PropertyMode mode : PropertyMode.values()) {
      for (PropertyType type : PropertyType.values()) {
        if (type.isMade()) {
          p.property(mode == PropertyMode.INSTANCE ? type.json() : "image " + type.json(), type, mode);
        }
      }
    }
    int tags = id("multi_tags");
    int oil = p.tag(tags, "oil", p.tag(tags, "painting", p.tag(tags, "art")));
    p.tag(tags, "photo");
    int gone = p.tag(tags, "gone");
    p.tag(tags, "ink", gone);
    for (String of : List.of("", "image ")) {
      p.set(id(of + "text"), "Straße", 1);
      p.set(id(of + "text"), "a poster", 2);
      p.set(id(of + "text"), "POSTER 10", 3);
      p.set(id(of + "url"), "https://Example.org/É", 1);
      p.set(id(of + "path"), "/x/É.png", 2);
      p.set(id(of + "image_link"), "ab12", 3);
      p.set(id(of + "number"), 0, 1);
      p.set(id(of + "number"), 2.5, 2);
      p.set(id(of + "number"), -3, 3);
      p.set(id(of + "date"), "1968", 1);
      p.set(id(of + "date"), "1968-05", 2);
      p.set(id(of + "date"), "2026-11-22T09:00Z", 3);
      p.set(id(of + "color"), 0, 1);
      p.set(id(of + "color"), 11, 2);
      p.set(id(of + "checkbox"), true, 1);
      p.set(id(of + "checkbox"), false, 2);
    }
    int single = id("tag");
    int b = p.tag(single, "B", p.tag(single, "A"));
    p.set(single, List.of(p.project().state().tag(single, "A").orElseThrow().id()), 1);
    p.set(single, List.of(b), 2);
    p.set(tags, List.of(oil), 1);
    p.set(tags, List.of(oil, tag("photo")), 2);
    p.set(tags, List.of(tag("art"), tag("ink")), 3);
    p.set(tags, List.of(gone), 4);
    p.deleteTag(gone);
  }

  @AfterAll
  void close() {
    p.close();
  }

  private int id(String name) {
    return p.project().state().property(name).orElseThrow().id();
  }

  private int tag(String name) {
    return p.project().state().tag(id("multi_tags"), name).orElseThrow().id();
  }

  @ParameterizedTest(quoteTextArguments = false)
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      text         | isSet      |                        | 1 2 3
      text         | notSet     |                        | 4 5
      text         | equal      | 'STRASSE'              | 1
      text         | equal      | 'poster'               |
      text         | equalNot   | 'strasse'              | 2 3 4 5
      text         | in         | ['strasse', 'À POSTER']| 1 2
      text         | in         | []                     |
      text         | startsWith | 'Post'                 | 3
      text         | startsWith | 'STRASS'               | 1
      text         | like       | 'pÖster'               | 2 3
      text         | notLike    | 'poster'               | 1 4 5
      text         | regex      | 'oster'                | 2
      text         | regex      | '(?i)^post.*[0-9]+$'   | 3
      text         | regex      | 'ß'                    | 1
      text         | regex      | 'strasse'              |
      url          | equal      | 'https://Example.org/É'| 1
      url          | equal      | 'https://example.org/É'|
      url          | in         | ['https://Example.org/É'] | 1
      url          | equalNot   | 'https://example.org/É'| 1 2 3 4 5
      url          | like       | 'EXAMPLE.org/e'        | 1
      url          | startsWith | 'HTTPS'                | 1
      url          | notLike    | 'example'              | 2 3 4 5
      url          | regex      | 'É$'                   | 1
      path         | equal      | '/x/É.png'             | 2
      path         | equal      | '/X/É.png'             |
      path         | like       | '/X/e'                 | 2
      image_link   | equal      | 'ab12'                 | 3
      image_link   | equal      | 'AB12'                 |
      image_link   | startsWith | 'AB'                   | 3
      number       | isSet      |                        | 1 2 3
      number       | equal      | 0                      | 1
      number       | equal      | -0.0                   | 1
      number       | equalNot   | 0                      | 2 3 4 5
      number       | in         | [0, 2.5]               | 1 2
      number       | lower      | 0                      | 3
      number       | leq        | 0                      | 1 3
      number       | greater    | 0                      | 2
      number       | geq        | 0                      | 1 2
      number       | between    | [-3, 0]                | 1 3
      number       | between    | [1, 1]                 |
      date         | isSet      |                        | 1 2 3
      date         | equal      | '1968'                 | 1 2
      date         | equal      | '1968-05'              | 2
      date         | equalNot   | '1968-05'              | 1 3 4 5
      date         | in         | ['1968-05', '2026']    | 2 3
      date         | lower      | '1969'                 | 1 2
      date         | lower      | '1968-05'              |
      date         | leq        | '1968'                 | 1 2
      date         | greater    | '1968'                 | 3
      date         | geq        | '1968-01'              | 1 2 3
      date         | geq        | '1968-02'              | 2 3
      date         | between    | ['1968-01', '1968-12'] | 1 2
      date         | between    | ['1968-02', '2026']    | 2 3
      date         | last       | {'unit': 'hour', 'count': 2}  | 3
      date         | last       | {'unit': 'year', 'count': 60} | 1 2 3
      date         | last       | {'unit': 'month'}      | 3
      color        | isSet      |                        | 1 2
      color        | equal      | 0                      | 1
      color        | equalNot   | 0                      | 2 3 4 5
      color        | in         | [0, 11]                | 1 2
      checkbox     | isSet      |                        | 1 2
      checkbox     | notSet     |                        | 3 4 5
      checkbox     | equal      | false                  | 2
      checkbox     | equalNot   | false                  | 1 3 4 5
      checkbox     | in         | [true, false]          | 1 2
      checkbox     | isTrue     |                        | 1
      checkbox     | isFalse    |                        | 2 3 4 5
      tag          | equal      | 'A'                    | 1 2
      tag          | equal      | ['B']                  | 2
      tag          | equalNot   | 'B'                    | 1 3 4 5
      tag          | in         | ['B', 'A']             | 1 2
      tag          | containsAny| 'A'                    | 1 2
      tag          | containsAll| ['A', 'B']             | 2
      tag          | containsNot| ['B']                  | 1 3 4 5
      multi_tags   | isSet      |                        | 1 2 3
      multi_tags   | notSet     |                        | 4 5
      multi_tags   | containsAny| ['art']                | 1 2 3
      multi_tags   | containsAny| ['painting', 'ink']    | 1 2 3
      multi_tags   | containsAny| ['photo']              | 2
      multi_tags   | containsAny| []                     |
      multi_tags   | containsAny| [GONE]                    |
      multi_tags   | containsAll| ['art', 'photo']       | 2
      multi_tags   | containsAll| ['art', 'painting', 'oil'] | 1 2
      multi_tags   | containsAll| []                     | 1 2 3
      multi_tags   | containsAll| ['art', GONE]             |
      multi_tags   | containsNot| ['photo', 'ink']       | 1 4 5
      multi_tags   | containsNot| ['art']                | 4 5
      multi_tags   | containsNot| []                     | 1 2 3 4 5
      multi_tags   | containsNot| [GONE]                    | 1 2 3 4 5
      multi_tags   | equal      | ['oil']                | 1
      multi_tags   | equal      | ['art']                | 1
      multi_tags   | equal      | ['art', 'photo']       | 2
      multi_tags   | equalNot   | ['art', 'photo']       | 1 3 4 5
      multi_tags   | in         | [['art', 'photo'], ['ink', 'art']] | 2 3
      multi_tags   | in         | ['art', 'photo']       | 1
      id           | equal      | 2                      | 2
      id           | in         | [2, 4, 99]             | 2 4
      id           | equalNot   | 2                      | 1 3 4 5
      id           | notSet     |                        |
      average hash | equal      | '0000000000000abc'     | 1 2 3 4
      average hash | startsWith | '0000000000000ABC'     | 1 2 3 4
      average hash | regex      | '5$'                   | 5
      path#        | equal      | '/pictures/noext'      | 4
      path#        | like       | '1968/MAY'             | 2 3
      path#        | regex      | '^/pictures/[^/]*$'    | 1 4 5
      file name    | equal      | 'ete 1.jpg'            | 1
      file name    | startsWith | 'é'                    | 1
      extension    | isSet      |                        | 1 2 3
      extension    | in         | ['jpg', 'PNG']         | 1 2
      extension    | notLike    | 'p'                    | 3 4 5
      width        | geq        | 800                    | 2 3 4
      height       | equal      | 50                     | 1 2 3 4 5
      size         | lower      | 6000                   | 1 5
      size         | between    | [5000, 6000]           | 1 2 5
      file time    | last       | {'unit': 'day', 'count': 2}   | 1 2
      file time    | equal      | '2026-11-21'           | 1
      taken        | isSet      |                        | 1 2
      taken        | equal      | '1968'                 | 1 2
      taken        | equal      | '1968-05-06'           | 1
      taken        | lower      | '1968-05-06T12:31Z'    | 1
      camera       | like       | 'leica'                | 1 2
      camera       | equal      | 'leica m4'             | 2
      latitude     | lower      | 0                      | 2
      longitude    | notSet     |                        | 3 4 5
      folder       | equal      | 1                      | 1 4 5
      folder       | in         | [1, 3]                 | 1 2 3 4 5
      folder       | equalNot   | 1                      | 2 3
      folder       | within     | 1                      | 1 2 3 4 5
      folder       | within     | 2                      | 2 3
      folder       | within     | [2, 3]                 | 2 3
      image text   | isSet      |                        | 1 2 3 4
      image text   | equal      | 'poster 10'            | 3 4
      image text   | equalNot   | 'poster 10'            | 1 2 5
      image number | lower      | 0                      | 3 4
      image date   | last       | {'unit': 'day'}        | 3 4
      image checkbox | isFalse  |                        | 2 3 4 5
      image image_link | equal  | 'ab12'                 | 3 4
      """)
  void everyOperatorOfEveryType(String property, String op, String value, String ids) {
    // "path#" is the computed one, whose name the made one bears too
    String name = switch (property) {
      case "path#" -> String.valueOf(Computed.PATH);
      case "path" ->
        String.valueOf(p.project().state().properties().stream().filter(x -> x.name().equals("path")).findFirst().orElseThrow().id());
      default -> "'" + property + "'";
    };
    String condition = "{'property': " + name + ", 'op': '" + op + "'"
        + (value == null ? "" : ", 'value': " + value.replace("GONE", String.valueOf(gone()))) + "}";
    List<Integer> expected = new ArrayList<>();
    for (String id : ids == null ? new String[0] : ids.split(" ")) {
      expected.add(Integer.valueOf(id));
    }
    assertEquals(expected, p.filtered(condition), condition);
    List<Integer> others = new ArrayList<>(List.of(1, 2, 3, 4, 5));
    others.removeAll(expected);
    assertEquals(others, p.filtered("{'not': " + condition + "}"), condition);
  }

  private int gone() {
    return tag("photo") + 1;
  }

  @Test
  void operatorsAreRefusedWhereTheTableHasNone() {
    var properties = new ArrayList<>(p.project().state().properties());
    properties.addAll(Computed.ALL);
    int asked = 0;
    for (Property property : properties) {
      var can = new ArrayList<>(List.of("isSet", "notSet", "equal", "in", "equalNot"));
      can.addAll(
          EXTRA.getOrDefault(property.type(), property.type().isText() || property.type() == PropertyType.HASH ? OF_TEXTS : List.of()));
      if (property.id() > 0) {
        can.addAll(List.of("changedSince", "editedBy"));
      }
      for (Operator op : Operator.values()) {
        assertEquals(can.contains(op.json()), op.isFor(property), property + " " + op);
        if (!op.isFor(property)) {
          var e = assertThrows(RefusedException.class,
              () -> p.filtered("{'any': [{'property': " + property.id() + ", 'op': '" + op.json() + "'}]}"));
          assertTrue(String.valueOf(e.getMessage()).startsWith("filter.any[0].op: \"" + op.json() + "\" cannot be asked of "),
              e.getMessage());
          asked++;
        }
      }
    }
    assertTrue(asked > 300, () -> "refused combinations");
  }
}
