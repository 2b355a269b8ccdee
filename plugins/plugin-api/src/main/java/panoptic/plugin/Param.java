package panoptic.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says of a parameter of an action, or of a component of the plugin's parameters, what its name and type cannot.
///
/// Where it is silent, the name comes from the source (`-parameters`), the help from the Javadoc (`@param`), and the default from the record.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Param {
  /// The name under which callers pass it; the source's name where empty.
  String name() default "";

  /// What stands beside its input; made from the name where empty.
  String label() default "";

  /// Help, in one or two sentences.
  String help() default "";

  /// The value it has until a person chooses another, written as in JSON (`3`, `0.5`, `true`) or, for texts, as it is. None where empty.
  String value() default "";

  /// The smallest number that is allowed.
  double min() default Double.NEGATIVE_INFINITY;

  /// The largest number that is allowed.
  double max() default Double.POSITIVE_INFINITY;

  /// The values among which one chooses, for texts and numbers; all are allowed where empty.
  String[] oneOf() default {};

  /// The types that a [PropertyId] may point at; any where empty.
  PropertyType[] types() default {};
}
