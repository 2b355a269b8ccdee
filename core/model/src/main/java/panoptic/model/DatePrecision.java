package panoptic.model;

/// How much of a date is known, from the year to the second.
public enum DatePrecision {
  YEAR, MONTH, DAY, HOUR, MINUTE, SECOND
}
