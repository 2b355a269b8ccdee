package panoptic.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import panoptic.model.Json;
import panoptic.query.Step.OfDates;
import panoptic.query.Step.OfDates.Unit;

/// Steps from and to a tree of JSON: `{"count": 10}` of numbers, `{"unit": "month", "count": 3}` of dates.
final class StepJson {
  private StepJson() {}

  static Step.OfNumbers ofNumbers(Json json) {
    json.only(Set.of("count"));
    Json count = json.get("count");
    if (!(count.value() instanceof Number n) || !(n.doubleValue() > 0) || !Double.isFinite(n.doubleValue())) {
      throw count.refuse("takes a number above 0");
    }
    return new Step.OfNumbers(n.doubleValue());
  }

  static OfDates ofDates(Json json) {
    json.only(Set.of("unit", "count"));
    Unit unit = Choice.parse(json.get("unit"), Unit.values());
    if (json.get("count").isNull()) {
      return new OfDates(unit, 1);
    }
    int count = json.get("count").integer();
    if (count < 1 || count > OfDates.MAX_COUNT) {
      throw json.get("count").refuse("takes a whole number from 1 to " + OfDates.MAX_COUNT + ", not " + count);
    }
    return new OfDates(unit, count);
  }

  static Map<String, Object> write(Step step) {
    var out = new LinkedHashMap<String, Object>();
    switch (step) {
      case Step.OfNumbers n -> out.put("count", n.count());
      case OfDates d -> {
        out.put("unit", Choice.json(d.unit()));
        out.put("count", d.count());
      }
    }
    return out;
  }
}
