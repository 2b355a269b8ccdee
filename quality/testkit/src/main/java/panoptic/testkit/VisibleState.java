package panoptic.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import panoptic.model.Computed;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.ProjectState;

/// Everything that a person can see of a project, a line each: what undo must bring back exactly.
///
/// Ids, names, orders, colours, parents, paths, facts of files and images, and every value. Not in it: who set what when, and what is deleted.
public record VisibleState(List<String> lines) {
  public VisibleState {
    lines = List.copyOf(lines);
  }

  public static VisibleState of(ProjectState s) {
    var out = new ArrayList<String>();
    s.propertyGroups().forEach(g -> out.add(g.toString()));
    List<Property> properties = s.properties();
    for (Property p : properties) {
      out.add(p.toString());
      if (p.type().isTags()) {
        s.tags(p.id()).forEach(t -> out.add(t + " on " + s.uses(t.id()).rows().getCardinality()));
      }
    }
    s.roots().forEach(r -> out.add(r.toString()));
    for (Folder f : s.folders()) {
      out.add(f + " at " + s.folderPath(f));
    }
    s.vectorTypes().forEach(t -> out.add(t + " of " + s.vectorCount(t.id()) + ": " + s.vectors(t.id()).rows()));
    s.maps().forEach(m -> out.add(m.toString()));
    s.results().forEach(r -> out.add(r.toString()));
    s.instances().rows().forEach((org.roaringbitmap.IntConsumer) row -> {
      var line = new StringBuilder("instance ").append(s.instanceId(row)).append(" shows ").append(s.sha1(s.imageOf(row))).append(" file ")
          .append(s.fileId(row))
          .append(s.missing().contains(row) ? " missing" : "");
      values(line, s, Computed.ALL, PropertyMode.INSTANCE, row);
      values(line, s, properties, PropertyMode.INSTANCE, row);
      out.add(line.toString());
    });
    s.images().rows().forEach((org.roaringbitmap.IntConsumer) row -> {
      var line = new StringBuilder("image ").append(s.sha1(row)).append(" colour ").append(s.colour(row));
      values(line, s, Computed.ALL, PropertyMode.IMAGE, row);
      values(line, s, properties, PropertyMode.IMAGE, row);
      out.add(line.toString());
    });
    return new VisibleState(out);
  }

  private static void values(StringBuilder line, ProjectState s, List<Property> properties, PropertyMode mode, int row) {
    for (Property p : properties) {
      if (p.mode() == mode) {
        Value v = s.value(p, row);
        if (v != null) {
          line.append(" [").append(p.id()).append("] ").append(ValueFormat.text(v));
        }
      }
    }
  }

  /// Returns the first lines in which another differs, `-` only here, `+` only there; empty when they are the same.
  public List<String> differences(VisibleState other) {
    if (equals(other)) {
      return List.of();
    }
    var out = new ArrayList<String>();
    var here = new HashSet<>(lines);
    var there = new HashSet<>(other.lines);
    lines.stream().filter(l -> !there.contains(l)).limit(6).forEach(l -> out.add("- " + l));
    other.lines.stream().filter(l -> !here.contains(l)).limit(6).forEach(l -> out.add("+ " + l));
    if (out.isEmpty()) {
      out.add("the same lines in another order");
    }
    return out;
  }
}
