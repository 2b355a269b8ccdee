package panoptic.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.LogEntry;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.project.Applied;
import panoptic.project.Deed;
import panoptic.project.ProjectState;
import panoptic.project.Touched;

/// The messages of the WebSocket as JSON text: `LiveMessage` of the contract.
final class LiveJson {
  private static final int MOST_IDS = 1_000;

  /// That there is something new about tabs.
  static final String TABS = JsonText.write(Exchange.document("type", "tabs"));

  private LiveJson() {}

  static String hello(long sequence, String mark) {
    return JsonText.write(Exchange.document("type", "hello", "sequence", sequence, "session", mark));
  }

  static String reset(long sequence) {
    return JsonText.write(Exchange.document("type", "reset", "sequence", sequence));
  }

  static String people(List<Person> people) {
    return JsonText.write(Exchange.document("type", "people", "people", people.stream().map(LiveJson::person).toList()));
  }

  static Map<String, Object> person(Person p) {
    return Exchange.document("id", p.id(), "key", p.key(), "name", p.name(), "color", p.color());
  }

  static String commit(ServedProject project, Applied commit) {
    ProjectState state = project.state();
    LogEntry entry = commit.entry(state);
    Touched touched = commit.touched(state);
    return JsonText.write(Exchange.document("type", "commit", "sequence", commit.sequence(), "author", person(entry.author()), "step",
        entry.step(), "origin", entry.origin(), "label", entry.label(), "session", project.marks().of(commit.sequence()), "what",
        deeds(project.project().what(commit)), "catalog", touched.catalog(), "counts", counts(project, state, touched), "touched",
        touched(state, touched), "instances", !touched.instances().isEmpty(), "vectors",
        vectors(state, touched), "maps", touched.maps(), "results", touched.results()));
  }

  private static Map<String, Object> counts(ServedProject project, ProjectState state, Touched touched) {
    var tags = new LinkedHashMap<String, Object>();
    for (int id : touched.tags()) {
      state.tag(id).ifPresent(t -> state.property(t.propertyId())
          .ifPresent(p -> tags.put(String.valueOf(id), project.counts().bearers(state, p, t))));
    }
    return Exchange.document("instances", state.instances().count(), "images", state.images().count(), "missing", state.missing().count(),
        "tags", tags);
  }

  private static List<Map<String, Object>> vectors(ProjectState state, Touched touched) {
    return touched.vectors().stream().map(type -> Exchange.document("typeId", type, "count", state.vectorCount(type))).toList();
  }

  private static List<Map<String, Object>> touched(ProjectState state, Touched touched) {
    var out = new ArrayList<Map<String, Object>>();
    touched.values().forEach((propertyId, rows) -> out
        .add(Exchange.document("propertyId", propertyId, "count", rows.getCardinality(), "ids", ids(state, propertyId, rows))));
    return out;
  }

  /// Returns the ids of the instances that some rows of a property are about; null where they are many.
  private static @Nullable List<Integer> ids(ProjectState state, int propertyId, RoaringBitmap rows) {
    if (rows.getCardinality() > MOST_IDS) {
      return null;
    }
    boolean ofImages = propertyId != Computed.SHA1
        && state.property(propertyId).map(Property::mode).orElse(PropertyMode.INSTANCE) == PropertyMode.IMAGE;
    RoaringBitmap instances = ofImages ? state.instancesOf(rows) : rows;
    if (instances.getCardinality() > MOST_IDS) {
      return null;
    }
    var out = new ArrayList<Integer>();
    instances.forEach((IntConsumer) row -> out.add(state.instanceId(row)));
    return out;
  }

  /// Returns deeds for a sentence in the reader's language.
  static List<Map<String, Object>> deeds(List<Deed> deeds) {
    return deeds.stream().map(d -> Exchange.document("kind", d.kind().json(), "count", d.count(), "propertyId",
        d.propertyId() == 0 ? null : d.propertyId(), "tagId", d.tagId() == 0 ? null : d.tagId(), "name",
        d.name().isEmpty() ? null : d.name(),
        "value", d.value().isEmpty() ? null : d.value(), "color", d.color() < 0 ? null : d.color())).toList();
  }
}
