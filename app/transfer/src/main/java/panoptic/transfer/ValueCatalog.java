package panoptic.transfer;

import java.util.ArrayList;
import java.util.List;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Tag;

/// Makes the properties and tags that a file names and the project does not have.
final class ValueCatalog {
  private static final int TAGS_A_COMMIT = 500;

  private final StepOfCommits steps;
  private final ValuesReport.Draft report;

  ValueCatalog(StepOfCommits steps, ValuesReport.Draft report) {
    this.steps = steps;
    this.report = report;
  }

  void make(List<ValueColumn> columns) {
    List<ValueColumn> unmade = columns.stream().filter(ValueColumn::isNew).toList();
    var commit = new Commit();
    for (int i = 0; i < unmade.size(); i++) {
      ValueColumn c = unmade.get(i);
      commit.properties().add(new Commit.PropertyChange(-101 - i, c.name(), c.type(), PropertyMode.INSTANCE, null, null, null));
    }
    if (!unmade.isEmpty()) {
      List<Property> made = steps.commit(commit).properties();
      for (int i = 0; i < made.size(); i++) {
        unmade.get(i).made(made.get(i));
        report.properties.add(made.get(i).name());
      }
    }
    columns.forEach(this::tags);
  }

  private void tags(ValueColumn column) {
    var names = new ArrayList<>(column.newTags());
    int before = names.isEmpty() ? 0 : steps.state().tags(column.property().id()).size();
    for (int from = 0; from < names.size(); from += TAGS_A_COMMIT) {
      var commit = new Commit();
      for (int i = from; i < Math.min(names.size(), from + TAGS_A_COMMIT); i++) {
        int color = (before + i) % Tag.COLORS;
        commit.tags().add(new Commit.TagChange(-1 - i, column.property().id(), names.get(i), List.of(), color, null, null));
      }
      Committed done = steps.commit(commit);
      done.tags().forEach(column::madeTag);
      report.tags += done.tags().size();
    }
  }
}
