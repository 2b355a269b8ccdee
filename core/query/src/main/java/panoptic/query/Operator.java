package panoptic.query;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import panoptic.model.Json;
import panoptic.model.Property;
import panoptic.model.PropertyType;

/// A question that a filter may ask of a property: the table of `docs/formats/view-spec.md`.
public enum Operator {
  IS_SET("isSet", Takes.NOTHING, _ -> true),
  NOT_SET("notSet", Takes.NOTHING, _ -> true),
  EQUAL("equal", Takes.VALUE, _ -> true),
  EQUAL_NOT("equalNot", Takes.VALUE, _ -> true),
  IN("in", Takes.VALUES, _ -> true),
  CHANGED_SINCE("changedSince", Takes.SINCE, _ -> true),
  EDITED_BY("editedBy", Takes.PERSON, _ -> true),
  LOWER("lower", Takes.VALUE, Operator::isMeasure),
  LEQ("leq", Takes.VALUE, Operator::isMeasure),
  GREATER("greater", Takes.VALUE, Operator::isMeasure),
  GEQ("geq", Takes.VALUE, Operator::isMeasure),
  BETWEEN("between", Takes.RANGE, Operator::isMeasure),
  LAST("last", Takes.PERIOD, t -> t == PropertyType.DATE),
  STARTS_WITH("startsWith", Takes.VALUE, Operator::isWritten),
  LIKE("like", Takes.VALUE, Operator::isWritten),
  NOT_LIKE("notLike", Takes.VALUE, Operator::isWritten),
  REGEX("regex", Takes.REGEX, Operator::isWritten),
  CONTAINS_ANY("containsAny", Takes.VALUE, PropertyType::isTags),
  CONTAINS_ALL("containsAll", Takes.VALUE, PropertyType::isTags),
  CONTAINS_NOT("containsNot", Takes.VALUE, PropertyType::isTags),
  IS_TRUE("isTrue", Takes.NOTHING, t -> t == PropertyType.CHECKBOX),
  IS_FALSE("isFalse", Takes.NOTHING, t -> t == PropertyType.CHECKBOX),
  WITHIN("within", Takes.FOLDERS, t -> t == PropertyType.FOLDER);

  /// What stands at `value` in the JSON of a condition.
  enum Takes {
    NOTHING, VALUE, VALUES, RANGE, REGEX, PERIOD, SINCE, PERSON, FOLDERS
  }

  private final String json;
  private final Takes takes;
  private final Predicate<PropertyType> isFor;

  Operator(String json, Takes takes, Predicate<PropertyType> isFor) {
    this.json = json;
    this.takes = takes;
    this.isFor = isFor;
  }

  public String json() {
    return json;
  }

  Takes takes() {
    return takes;
  }

  /// Tells whether the operator may be asked of a property; nobody edits computed ones.
  public boolean isFor(Property p) {
    boolean askedOfHistory = this == CHANGED_SINCE || this == EDITED_BY;
    return isFor.test(p.type()) && !(askedOfHistory && p.id() < 0);
  }

  static Operator parse(Json json, Property p) {
    String name = json.string();
    for (var op : values()) {
      if (op.json.equals(name)) {
        if (op.isFor(p)) {
          return op;
        }
        throw json.refuse("\"" + name + "\" cannot be asked of " + (p.id() < 0 ? "the computed property " : "") + "\"" + p.name() + "\" of type "
            + p.type().json() + " (can be: " + names(o -> o.isFor(p)) + ")");
      }
    }
    throw json.refuse("\"" + name + "\" is no operator (" + names(_ -> true) + ", inSelection)");
  }

  private static String names(Predicate<Operator> which) {
    return Arrays.stream(values()).filter(which).map(Operator::json).collect(Collectors.joining(", "));
  }

  private static boolean isMeasure(PropertyType t) {
    return t == PropertyType.NUMBER || t == PropertyType.DATE || t == PropertyType.SIZE;
  }

  /// Tells whether the values of a type are texts.
  static boolean isWritten(PropertyType t) {
    return t.isText() || t == PropertyType.HASH;
  }
}
