package panoptic.query;

import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.RefusedException;
import panoptic.model.Tag;
import panoptic.project.ProjectState;

/// Finds what a view speaks of by id or by name, and says where in the JSON it was not found.
final class Names {
  private final ProjectState state;

  Names(ProjectState state) {
    this.state = state;
  }

  /// Returns a property by id or name; a computed one is found where none that was made has the name.
  Property property(Json json) {
    if (json.value() instanceof Number) {
      int id = json.integer();
      return state.property(id).orElseThrow(() -> json.refuse(ErrorCode.UNKNOWN, "there is no property " + id));
    }
    String name = name(json, "a property's id or name");
    return state.property(name).orElseThrow(() -> json.refuse(ErrorCode.UNKNOWN, "there is no property \"" + name + "\""));
  }

  /// Returns the id of a tag of a property, by id or name. A tag that was deleted keeps its id.
  int tag(Json json, Property p) {
    if (json.value() instanceof Number) {
      int id = json.integer();
      Tag tag = state.anyTag(id).orElseThrow(() -> json.refuse(ErrorCode.UNKNOWN, "there is no tag " + id));
      if (tag.propertyId() != p.id()) {
        throw json.refuse(ErrorCode.UNKNOWN, "tag " + id + " (\"" + tag.name() + "\") is no tag of the property \"" + p.name() + "\"");
      }
      return id;
    }
    String name = name(json, "a tag's id or name");
    return state.tag(p.id(), name)
        .orElseThrow(() -> json.refuse(ErrorCode.UNKNOWN, "the property \"" + p.name() + "\" has no tag \"" + name + "\"")).id();
  }

  int folder(Json json) {
    int id = json.integer();
    return state.folder(id).orElseThrow(() -> json.refuse(ErrorCode.UNKNOWN, "there is no folder " + id)).id();
  }

  /// Returns the id of a person of this project, by id or by a name that only one has.
  int person(Json json) {
    if (json.value() instanceof Number) {
      int id = json.integer();
      return state.person(id).orElseThrow(() -> json.refuse(ErrorCode.UNKNOWN, "there is no person " + id)).id();
    }
    String name = name(json, "a person's id or name");
    return only(json, "person", name, state.people().stream().filter(p -> p.name().equals(name)).toList(), Person::id).id();
  }

  /// Runs something that refuses without knowing its place in the JSON, and adds the place.
  static <T> T at(Json json, Supplier<T> read) {
    try {
      return read.get();
    } catch (RefusedException e) {
      throw json.refuse(e.code(), Objects.requireNonNull(e.getMessage()));
    }
  }

  private static String name(Json json, String what) {
    if (json.value() instanceof String s) {
      return Normalizer.normalize(s, Normalizer.Form.NFC).strip();
    }
    throw json.refuse("takes " + what);
  }

  private static <T> T only(Json json, String kind, String name, List<T> found, ToIntFunction<T> id) {
    if (found.isEmpty()) {
      throw json.refuse(ErrorCode.UNKNOWN, "there is no " + kind + " \"" + name + "\"");
    }
    if (found.size() > 1) {
      String ids = found.stream().map(f -> String.valueOf(id.applyAsInt(f))).collect(Collectors.joining(" and "));
      throw json.refuse("\"" + name + "\" is the name of more than one " + kind + ": say which by its id, " + ids);
    }
    return found.getFirst();
  }
}
