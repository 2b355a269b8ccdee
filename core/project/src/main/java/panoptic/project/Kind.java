package panoptic.project;

import java.util.List;
import panoptic.model.Folder;
import panoptic.model.ImageMap;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyGroup;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Result;
import panoptic.model.Root;
import panoptic.model.Tag;
import panoptic.model.VectorType;

/// The kinds of named things in a project's catalog. Each is written as a list of fields: numbers, texts and lists of ids, in the order below.
///
/// The order of the constants and of their fields is part of the log's format: new ones go to the end.
enum Kind {
  PERSON, ROOT, FOLDER, PROPERTY_GROUP, PROPERTY, TAG, VECTOR_TYPE, MAP, RESULT;

  /// Tells whether things of this kind are told apart by their names.
  boolean isNamed() {
    return compareTo(ROOT) >= 0 && compareTo(TAG) <= 0;
  }

  /// Returns the fields of a thing, without its id.
  static List<Object> fields(Object thing) {
    return switch (thing) {
      case Person p -> List.of(p.key(), p.name(), (long) p.color());
      case Root r -> List.of(r.path());
      case Folder f -> List.of((long) f.rootId(), (long) f.parentId(), f.name());
      case PropertyGroup g -> List.of(g.name(), (long) g.order(), g.description());
      case Property p -> List.of(p.name(), p.type().json(), p.mode().json(), (long) p.groupId(), (long) p.order(), p.description());
      case Tag t -> List.of((long) t.propertyId(), t.name(), t.parents(), (long) t.color(), (long) t.order(), t.description());
      case VectorType v -> List.of(v.source(), v.params());
      case ImageMap m -> List.of(m.source(), m.name(), m.key(), (long) m.count(), m.content());
      case Result r -> List.of(r.function(), r.label(), r.inputs(), (long) r.groups(), r.count(), r.content(), r.sequence());
      default -> throw new IllegalArgumentException("no thing of a catalog: " + thing);
    };
  }

  /// Makes a thing of its fields.
  Object thing(int id, List<Object> f) {
    return switch (this) {
      case PERSON -> new Person(id, text(f, 0), text(f, 1), number(f, 2));
      case ROOT -> new Root(id, text(f, 0));
      case FOLDER -> new Folder(id, number(f, 0), number(f, 1), text(f, 2));
      case PROPERTY_GROUP -> new PropertyGroup(id, text(f, 0), number(f, 1), text(f, 2));
      case PROPERTY -> new Property(id, text(f, 0), PropertyType.parse(text(f, 1)), PropertyMode.parse(text(f, 2)), number(f, 3),
          number(f, 4), text(f, 5));
      case TAG -> new Tag(id, number(f, 0), text(f, 1), ids(f, 2), number(f, 3), number(f, 4), text(f, 5));
      case VECTOR_TYPE -> new VectorType(id, text(f, 0), text(f, 1));
      case MAP -> new ImageMap(id, text(f, 0), text(f, 1), text(f, 2), number(f, 3), text(f, 4));
      case RESULT -> new Result(id, text(f, 0), text(f, 1), text(f, 2), number(f, 3), (Long) f.get(4), text(f, 5), (Long) f.get(6));
    };
  }

  private static String text(List<Object> fields, int i) {
    return (String) fields.get(i);
  }

  private static int number(List<Object> fields, int i) {
    return Math.toIntExact((Long) fields.get(i));
  }

  private static List<Integer> ids(List<Object> fields, int i) {
    return ((List<?>) fields.get(i)).stream().map(id -> (Integer) id).toList();
  }
}
