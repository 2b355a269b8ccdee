package panoptic.query;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import panoptic.model.Json;
import panoptic.model.Property;
import panoptic.model.PropertyType;

/// A question that a filter may ask of a property: the table of `docs/formats/view-spec.md`.
public enum Operator {
  IS_SET("isSet", Takes.NOTHING, Asked.EVERY),
  NOT_SET("notSet", Takes.NOTHING, Asked.EVERY),
  EQUAL("equal", Takes.VALUE, Asked.EVERY),
  EQUAL_NOT("equalNot", Takes.VALUE, Asked.EVERY),
  IN("in", Takes.VALUES, Asked.EVERY),
  CHANGED_SINCE("changedSince", Takes.SINCE, Asked.EVERY),
  EDITED_BY("editedBy", Takes.PERSON, Asked.EVERY),
  LOWER("lower", Takes.VALUE, Asked.MEASURES),
  LEQ("leq", Takes.VALUE, Asked.MEASURES),
  GREATER("greater", Takes.VALUE, Asked.MEASURES),
  GEQ("geq", Takes.VALUE, Asked.MEASURES),
  BETWEEN("between", Takes.RANGE, Asked.MEASURES),
  LAST("last", Takes.PERIOD, Asked.DATES),
  STARTS_WITH("startsWith", Takes.VALUE, Asked.TEXTS),
  LIKE("like", Takes.VALUE, Asked.TEXTS),
  NOT_LIKE("notLike", Takes.VALUE, Asked.TEXTS),
  REGEX("regex", Takes.REGEX, Asked.TEXTS),
  CONTAINS_ANY("containsAny", Takes.VALUE, Asked.TAGS),
  CONTAINS_ALL("containsAll", Takes.VALUE, Asked.TAGS),
  CONTAINS_NOT("containsNot", Takes.VALUE, Asked.TAGS),
  IS_TRUE("isTrue", Takes.NOTHING, Asked.CHECKBOXES),
  IS_FALSE("isFalse", Takes.NOTHING, Asked.CHECKBOXES),
  WITHIN("within", Takes.FOLDERS, Asked.FOLDERS);

  /// What stands at `value` in the JSON of a condition.
  enum Takes {
    NOTHING, VALUE, VALUES, RANGE, REGEX, PERIOD, SINCE, PERSON, FOLDERS
  }

  /// The types of which an operator is asked.
  private enum Asked {
    EVERY, MEASURES, DATES, TEXTS, TAGS, CHECKBOXES, FOLDERS;

    boolean of(PropertyType t) {
      return switch (this) {
        case EVERY -> true;
        case MEASURES -> t == PropertyType.NUMBER || t == PropertyType.DATE || t == PropertyType.SIZE;
        case DATES -> t == PropertyType.DATE;
        case TEXTS -> t.isText() || t == PropertyType.HASH;
        case TAGS -> t.isTags();
        case CHECKBOXES -> t == PropertyType.CHECKBOX;
        case FOLDERS -> t == PropertyType.FOLDER;
      };
    }
  }

  private final String json;
  private final Takes takes;
  private final Asked asked;

  Operator(String json, Takes takes, Asked asked) {
    this.json = json;
    this.takes = takes;
    this.asked = asked;
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
    return asked.of(p.type()) && !(askedOfHistory && p.id() < 0);
  }

  /// Returns the operator that holds for exactly the owners for which this one does not; empty for those that say what has to be.
  Optional<Operator> contrary() {
    return switch (this) {
      case NOT_SET -> Optional.of(IS_SET);
      case EQUAL_NOT -> Optional.of(EQUAL);
      case NOT_LIKE -> Optional.of(LIKE);
      case CONTAINS_NOT -> Optional.of(CONTAINS_ANY);
      case IS_FALSE -> Optional.of(IS_TRUE);
      default -> Optional.empty();
    };
  }

  static Operator parse(Json json, Property p) {
    String name = json.string();
    for (var op : values()) {
      if (op.json.equals(name)) {
        if (op.isFor(p)) {
          return op;
        }
        throw json
            .refuse("\"" + name + "\" cannot be asked of " + (p.id() < 0 ? "the computed property " : "") + "\"" + p.name() + "\" of type "
                + p.type().json() + " (can be: " + names(o -> o.isFor(p)) + ")");
      }
    }
    throw json.refuse("\"" + name + "\" is no operator (" + names(_ -> true) + ", inSelection)");
  }

  private static String names(Predicate<Operator> which) {
    return Arrays.stream(values()).filter(which).map(Operator::json).collect(Collectors.joining(", "));
  }
}
