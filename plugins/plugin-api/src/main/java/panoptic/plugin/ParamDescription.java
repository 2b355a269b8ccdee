package panoptic.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One input of an action or of the plugin itself.
///
/// `name` is the key under which its value comes, `type` what it may be. `defaultValue` and `possibleValues` are JSON trees; null is none.
/// `min` and `max` bound numbers; null is no bound. `propertyTypes` are those that a property may have; any where empty.
public record ParamDescription(String name, ParamType type, boolean list, @Nullable String label, @Nullable String description,
    @Nullable Object defaultValue, @Nullable List<Object> possibleValues, @Nullable Double min, @Nullable Double max,
    List<PropertyType> propertyTypes) {
  public ParamDescription {
    possibleValues = possibleValues == null ? null : List.copyOf(possibleValues);
    propertyTypes = List.copyOf(propertyTypes);
  }

  /// Returns an input of which only name and type are told.
  public static ParamDescription of(String name, ParamType type) {
    return new ParamDescription(name, type, false, null, null, null, null, null, null, List.of());
  }

  /// Returns the same with a label and a help.
  public ParamDescription labelled(String newLabel, String newDescription) {
    return new ParamDescription(name, type, list, newLabel, newDescription, defaultValue, possibleValues, min, max, propertyTypes);
  }

  /// Returns the same with a default.
  public ParamDescription defaulting(Object newDefault) {
    return new ParamDescription(name, type, list, label, description, newDefault, possibleValues, min, max, propertyTypes);
  }

  /// Returns the same with bounds, both included.
  public ParamDescription between(double newMin, double newMax) {
    return new ParamDescription(name, type, list, label, description, defaultValue, possibleValues, newMin, newMax, propertyTypes);
  }
}
