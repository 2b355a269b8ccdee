package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import panoptic.model.Json;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.query.Step.OfDates.Unit;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewJsonTest {
  private final SmallProject p = new SmallProject();

  /* Properties 1 to 6, tags 1 "cats" and 2 "dogs" of property 3, tag 3 of property 6. "size" is also the name of a computed property. */
  @BeforeAll
  void make() {
    int root = p.root("/pictures");
    p.picture(root, "1", 1);
    p.property("year", PropertyType.NUMBER);
    p.property("title", PropertyType.TEXT);
    int tags = p.property("tags", PropertyType.MULTI_TAGS);
    p.property("day", PropertyType.DATE);
    p.property("size", PropertyType.TEXT);
    int kind = p.property("kind", PropertyType.TAG);
    p.tag(tags, "cats");
    p.tag(tags, "dogs");
    p.tag(kind, "other");
    p.by(new panoptic.model.Person(0, "x", "Ada", 1)).set(2, "x", 1);
  }

  @AfterAll
  void close() {
    p.close();
  }

  @ParameterizedTest(quoteTextArguments = false)
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      []                                                      | takes an object
      {'filters': {}}                                         | "filters" is not known here (known: filter, folders, group, mode, sort, text)
      {'mode': 'image'}                                       | mode: "image" is none of instances, images
      {'mode': 3}                                             | mode: takes one of instances, images
      {'folders': 1}                                          | folders: takes a list
      {'folders': [1, 9]}                                     | folders[1]: there is no folder 9
      {'text': 5}                                             | text: takes a text
      {'filter': []}                                          | filter: takes an object
      {'filter': {}}                                          | filter: takes "all", "any", "not", "view", or a condition with "property", "op" and "value"
      {'filter': {'all': {}}}                                 | filter.all: takes a list of filters
      {'filter': {'all': null}}                               | filter.all: takes a list of filters
      {'filter': {'all': [], 'any': []}}                      | filter: "any" is not known here (known: all)
      {'filter': {'not': null}}                               | filter.not: takes an object
      {'filter': {'all': [{'property': 'year', 'op': 'isSet'}, {'property': 'year', 'op': 'equals'}]}} | filter.all[1].op: "equals" is no operator (isSet, notSet, equal, equalNot, in, changedSince, editedBy, lower, leq, greater, geq, between, last, startsWith, like, notLike, regex, containsAny, containsAll, containsNot, isTrue, isFalse, within, inSelection)
      {'filter': {'property': 'year', 'op': 'like', 'value': 'x'}} | filter.op: "like" cannot be asked of "year" of type number (can be: isSet, notSet, equal, equalNot, in, changedSince, editedBy, lower, leq, greater, geq, between)
      {'filter': {'property': 'width', 'op': 'editedBy', 'value': 1}} | filter.op: "editedBy" cannot be asked of the computed property "width" of type number (can be: isSet, notSet, equal, equalNot, in, lower, leq, greater, geq, between)
      {'filter': {'op': 'isSet'}}                             | filter: takes a "property"
      {'filter': {'property': 'yaer', 'op': 'isSet'}}         | filter.property: there is no property "yaer"
      {'filter': {'property': 77, 'op': 'isSet'}}             | filter.property: there is no property 77
      {'filter': {'property': -99, 'op': 'isSet'}}            | filter.property: there is no property -99
      {'filter': {'property': 1.5, 'op': 'isSet'}}            | filter.property: takes a whole number
      {'filter': {'property': true, 'op': 'isSet'}}           | filter.property: takes a property's id or name
      {'filter': {'property': 'year', 'op': 'isSet', 'value': 1}} | filter.value: "isSet" takes no value
      {'filter': {'property': 'year', 'op': 'equal'}}         | filter: "equal" takes a "value"
      {'filter': {'property': 'year', 'op': 'equal', 'value': null}} | filter.value: nothing is no value to compare with: ask "isSet" or "notSet"
      {'filter': {'property': 'title', 'op': 'like', 'value': ''}} | filter.value: nothing is no value to compare with: ask "isSet" or "notSet"
      {'filter': {'property': 'year', 'op': 'equal', 'value': '1968'}} | filter.value: a property of type number takes a number, not "1968"
      {'filter': {'property': 'year', 'op': 'in', 'value': 3}} | filter.value: takes a list
      {'filter': {'property': 'year', 'op': 'in', 'value': [3, 'x']}} | filter.value[1]: a property of type number takes a number, not "x"
      {'filter': {'property': 'year', 'op': 'between', 'value': [3]}} | filter.value: takes a list of two: the lower and the upper end
      {'filter': {'property': 'year', 'op': 'between', 'value': [3, 2]}} | filter.value: the lower end 3 is above the upper end 2
      {'filter': {'property': 'day', 'op': 'between', 'value': ['1969', '1968']}} | filter.value: the lower end 1969 is above the upper end 1968
      {'filter': {'property': 'day', 'op': 'equal', 'value': '1968-13'}} | filter.value: the date "1968-13" does not exist in the calendar
      {'filter': {'property': 'day', 'op': 'last', 'value': {'unit': 'fortnight'}}} | filter.value.unit: "fortnight" is none of year, month, week, day, hour, minute, second
      {'filter': {'property': 'day', 'op': 'last', 'value': {'unit': 'day', 'count': 0}}} | filter.value.count: takes a whole number from 1 to 1000000, not 0
      {'filter': {'property': 'day', 'op': 'last', 'value': {'count': 2}}} | filter.value.unit: takes one of year, month, week, day, hour, minute, second
      {'filter': {'property': 'title', 'op': 'regex', 'value': '('}} | filter.value: "(" is no regular expression in RE2 syntax: missing closing )
      {'filter': {'property': 'title', 'op': 'regex', 'value': ''}} | filter.value: an empty regular expression is found everywhere: ask "isSet"
      {'filter': {'property': 'tags', 'op': 'containsAny', 'value': ['cats', 'birds']}} | filter.value[1]: the property "tags" has no tag "birds"
      {'filter': {'property': 'tags', 'op': 'containsAny', 'value': [1, 99]}} | filter.value[1]: there is no tag 99
      {'filter': {'property': 'tags', 'op': 'containsAny', 'value': 3}} | filter.value: tag 3 ("other") is no tag of the property "tags"
      {'filter': {'property': 'tags', 'op': 'containsAny', 'value': true}} | filter.value: takes a tag's id or name
      {'filter': {'property': 'folder', 'op': 'within', 'value': [1, 8]}} | filter.value[1]: there is no folder 8
      {'filter': {'property': 'title', 'op': 'changedSince', 'value': -1}} | filter.value: commits are numbered from 1, not -1
      {'filter': {'property': 'title', 'op': 'changedSince', 'value': 'yesterday'}} | filter.value: the date "yesterday" is not written as 1968, 1968-05, 1968-05-06 or 1968-05-06T14:30:00+02:00
      {'filter': {'property': 'title', 'op': 'changedSince', 'value': true}} | filter.value: takes the number of a commit, or a time as text
      {'filter': {'property': 'title', 'op': 'editedBy', 'value': 'Cleo'}} | filter.value: there is no person "Cleo"
      {'filter': {'property': 'title', 'op': 'editedBy', 'value': 9}} | filter.value: there is no person 9
      {'filter': {'property': 'title', 'op': 'editedBy', 'value': 'Ada'}} | filter.value: "Ada" is the name of more than one person: say which by its id, 1 and 2
      {'filter': {'op': 'inSelection', 'value': [1]}}         | filter.value: takes an object
      {'filter': {'op': 'inSelection', 'value': {'ids': 1}}}  | filter.value.ids: takes a list of ids of instances
      {'filter': {'op': 'inSelection', 'value': {}}}          | filter.value.ids: takes a list of ids of instances
      {'filter': {'property': 'id', 'op': 'inSelection', 'value': {'ids': [1]}}} | filter.property: inSelection is asked of instances, not of a property
      {'filter': {'op': 'inResult', 'value': {'id': 7}}}      | filter.op: results come with plugins, and there are no plugins yet
      {'sort': [{'result': 7}]}                               | sort[0].result: results come with plugins, and there are no plugins yet
      {'sort': [{'direction': 'asc'}]}                        | sort[0]: takes a "property"
      {'sort': [{'property': 'year', 'direction': 'down'}]}   | sort[0].direction: "down" is none of asc, desc
      {'sort': [{'property': 'year', 'empty': 'middle'}]}     | sort[0].empty: "middle" is none of first, last
      {'sort': {'property': 'year'}}                          | sort: takes a list
      {'group': [{'result': 9}]}                              | group[0].result: results come with plugins, and there are no plugins yet
      {'group': [{'property': 'year', 'by': 'firstLetter'}]}  | group[0].by: "firstLetter" is none of value
      {'group': [{'property': 'tags', 'by': 'value'}]}        | group[0].by: "value" is none of tag, top
      {'group': [{'property': 'tags', 'order': 'name'}]}      | group[0].order: "name" is none of value, size
      {'group': [{'property': 'tags', 'step': {'count': 1}}]} | group[0].step: numbers and dates have steps, not "tags" of type multi_tags
      {'group': [{'property': 'year', 'step': {'count': 0}}]} | group[0].step.count: takes a number above 0
      {'group': [{'property': 'year', 'step': {'unit': 'year', 'count': 1}}]} | group[0].step: "unit" is not known here (known: count)
      {'group': [{'property': 'day', 'step': {'count': 1}}]}  | group[0].step.unit: takes one of year, month, week, day, hour, minute, second
      {'group': [{'property': 'year', 'steps': 1}]}           | group[0]: "steps" is not known here (known: by, direction, empty, order, property, step)
      """)
  void refusesNonsenseAndPointsAtIt(String view, String message) {
    var e = assertThrows(RefusedException.class, () -> p.view(view));
    assertEquals(message, e.getMessage());
  }

  @Test
  void aPropertyThatSomebodyMadeGoesBeforeAComputedOneOfItsName() {
    assertEquals(p.view("{'filter': {'property': 5, 'op': 'isSet'}}"), p.view("{'filter': {'property': 'size', 'op': 'isSet'}}"));
    assertEquals(p.view("{'filter': {'property': -5, 'op': 'isSet'}}"), p.view("{'filter': {'property': 'width', 'op': 'isSet'}}"));
  }

  @Test
  void refusesAFilterTooDeepToWalk() {
    Map<String, Object> filter = Map.of("all", List.of());
    for (int i = 0; i < 99; i++) {
      filter = Map.of("not", filter);
    }
    ViewJson.parse(p.project().state(), Json.of(Map.of("filter", filter)));
    for (int i = 0; i < 100_000; i++) {
      filter = Map.of("not", filter);
    }
    Map<String, Object> tooDeep = filter;
    var e = assertThrows(RefusedException.class, () -> ViewJson.parse(p.project().state(), Json.of(Map.of("filter", tooDeep))));
    assertEquals("filter" + ".not".repeat(100) + ": a filter is nested at most 100 deep", e.getMessage());
  }

  @Test
  void takesNamesAsWellAsIds() {
    assertEquals(p.view("{'filter': {'property': 3, 'op': 'containsAny', 'value': [1, 2]}, 'sort': [{'property': -5}]}"),
        p.view("{'filter': {'property': ' tags ', 'op': 'containsAny', 'value': ['dogs', 'cats', 1]}, 'sort': [{'property': 'width'}]}"));
    assertEquals(p.view("{'filter': {'property': 'kind', 'op': 'equal', 'value': 'other'}}"),
        p.view("{'filter': {'property': 'kind', 'op': 'equal', 'value': [3]}}"));
  }

  @Test
  void nullAndNoKeyAreTheDefaults() {
    assertEquals(View.ALL, p.view("{}"));
    assertEquals(View.ALL, p.view("{'mode': null, 'folders': null, 'text': null, 'filter': null, 'sort': null, 'group': null}"));
    assertEquals(new GroupBy(4, GroupBy.By.VALUE, new Step.OfDates(Unit.MONTH, 1), GroupBy.Order.SIZE, Direction.DESC, Empty.LAST),
        p.view("{'group': [{'property': 'day', 'step': {'unit': 'month'}, 'order': 'size'}]}").group().getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{}",
      "{'mode': 'images', 'folders': [1], 'text': 'été'}",
      "{'filter': {'all': [{'any': []}, {'not': {'property': 'year', 'op': 'isSet'}}, {'op': 'inSelection', 'value': {'ids': [3, 1]}}]}}",
      "{'filter': {'any': [{'property': 'year', 'op': 'between', 'value': [1, 2.5]}, {'property': 'tags', 'op': 'containsAll', 'value': ['cats']}]}}",
      "{'filter': {'property': 'kind', 'op': 'in', 'value': [[3], 'other']}}",
      "{'filter': {'property': 'day', 'op': 'last', 'value': {'unit': 'week', 'count': 2}}}",
      "{'filter': {'property': 'day', 'op': 'in', 'value': ['-0043', '1968-05-06T14:30+02:00']}}",
      "{'filter': {'property': 'title', 'op': 'regex', 'value': '^a+'}}",
      "{'filter': {'property': 'title', 'op': 'changedSince', 'value': 12}}",
      "{'filter': {'property': 'title', 'op': 'changedSince', 'value': '2026-11-22T10:00Z'}}",
      "{'filter': {'property': 'title', 'op': 'editedBy', 'value': 1}}",
      "{'filter': {'property': 'folder', 'op': 'within', 'value': 1}}",
      "{'sort': [{'property': 'year', 'direction': 'desc', 'empty': 'first'}, {'property': -10}]}",
      "{'group': [{'property': 'title', 'by': 'firstLetter'}, {'property': 'tags', 'by': 'top', 'order': 'size', 'direction': 'asc'}, "
          + "{'property': 'year', 'step': {'count': 0.1}}, {'property': 'day', 'step': {'unit': 'month', 'count': 3}, 'empty': 'first'}]}"})
  void readsBackWhatItWrites(String text) {
    View view = p.view(text);
    Map<String, Object> written = ViewJson.write(view);
    assertEquals(view, ViewJson.parse(p.project().state(), Json.of(written)));
    assertEquals(written, ViewJson.write(ViewJson.parse(p.project().state(), Json.of(written))));
  }
}
