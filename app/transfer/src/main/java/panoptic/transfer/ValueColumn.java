package panoptic.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.Names;
import panoptic.project.ProjectState;

/// A column of a file that is read: its property, there already or about to be made, and how its cells become values. For one thread.
final class ValueColumn {
  private static final int MOST_NEW_TAGS = 100_000;
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})(?: (\\d{1,2}:\\d{2}(?::\\d{2})?))?");
  private static final Pattern MONTH = Pattern.compile("(\\d{1,2})/(\\d{4})");

  private final int place;
  private final String header;
  private final String name;
  private final PropertyType type;
  private @Nullable Property property;
  private final Map<String, Integer> tags = new LinkedHashMap<>();
  private final List<String> newTags = new ArrayList<>();

  ValueColumn(int place, String header, String name, PropertyType type, @Nullable Property property, ProjectState state) {
    this.place = place;
    this.header = header;
    this.name = name;
    this.type = type;
    this.property = property;
    if (property != null && type.isTags()) {
      for (Tag t : state.tags(property.id())) {
        tags.put(t.name(), t.id());
      }
    }
  }

  int place() {
    return place;
  }

  String header() {
    return header;
  }

  String name() {
    return name;
  }

  PropertyType type() {
    return type;
  }

  boolean isNew() {
    return property == null;
  }

  Property property() {
    return Objects.requireNonNull(property);
  }

  void made(Property made) {
    property = made;
  }

  boolean isOfImages() {
    return property().mode() == PropertyMode.IMAGE;
  }

  /// Returns the names of tags that cells named and the project does not have.
  List<String> newTags() {
    return newTags;
  }

  void madeTag(Tag tag) {
    tags.put(tag.name(), tag.id());
  }

  /// Returns a cell as JSON has it, tags as a list of ids; null where it is empty. Refuses what the property does not take.
  /// Tags that are not there yet are noted, and stand as 0.
  @Nullable Object read(String cell) {
    String text = FormulaGuard.take(cell);
    if (type.isText()) {
      Value value = ValueFormat.parseText(type, text);
      return value == null ? null : ValueFormat.json(value);
    }
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return null;
    }
    return switch (type) {
      case TAG -> List.of(tag(trimmed));
      case MULTI_TAGS -> {
        List<String> named = TagNames.split(text);
        yield named.isEmpty() ? null : named.stream().map(this::tag).distinct().toList();
      }
      case CHECKBOX -> checkbox(trimmed);
      case DATE -> ValueFormat.json(Objects.requireNonNull(ValueFormat.parseText(type, date(trimmed))));
      default -> ValueFormat.json(Objects.requireNonNull(ValueFormat.parseText(type, trimmed)));
    };
  }

  private Integer tag(String text) {
    String clean = Names.clean(text);
    Integer known = tags.get(clean);
    if (known == null) {
      if (newTags.size() == MOST_NEW_TAGS) {
        throw new RefusedException(ErrorCode.INVALID, "a file makes at most " + MOST_NEW_TAGS + " tags of one property");
      }
      known = 0;
      newTags.add(clean);
      tags.put(clean, known);
    }
    return known;
  }

  private static Object checkbox(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1", "x", "on", "vrai", "oui" -> true;
      case "false", "no", "0", "off", "faux", "non" -> false;
      default -> throw new RefusedException(ErrorCode.INVALID,
          "a property of type checkbox takes true or false, not \"" + (text.length() > 80 ? text.substring(0, 79) + "…" : text) + "\"");
    };
  }

  /// Returns a date as ISO writes it, also one of the day/month/year that spreadsheets and the existing program know.
  private static String date(String text) {
    Matcher day = DAY.matcher(text);
    if (day.matches()) {
      String iso = day.group(3) + "-" + two(day.group(2)) + "-" + two(day.group(1));
      return day.group(4) == null ? iso : iso + "T" + (day.group(4).indexOf(':') == 1 ? "0" : "") + day.group(4);
    }
    Matcher month = MONTH.matcher(text);
    return month.matches() ? month.group(2) + "-" + two(month.group(1)) : text;
  }

  private static String two(String digits) {
    return digits.length() == 1 ? "0" + digits : digits;
  }
}
