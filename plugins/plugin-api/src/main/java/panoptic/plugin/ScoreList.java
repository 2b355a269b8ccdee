package panoptic.plugin;

/// Scores of the instances or images of a group, in their order, on one scale. `values` is not copied.
///
/// `maxIsBest` false means that small is good, as for distances. Refuses numbers that are none, naming the first.
public record ScoreList(double[] values, double min, double max, String description, boolean maxIsBest) {
  public ScoreList {
    refuseScale(min, max);
    for (int i = 0; i < values.length; i++) {
      refuseNonsense(values[i], i);
    }
  }

  public ScoreList(double[] values, double min, double max) {
    this(values, min, max, "", true);
  }

  static void refuseNonsense(double value, int index) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("score " + index + " is " + value + ", which is no number");
    }
  }

  static void refuseScale(double min, double max) {
    if (!Double.isFinite(min) || !Double.isFinite(max) || min > max) {
      throw new IllegalArgumentException("a scale of scores goes from a number to one that is not smaller, not from " + min + " to " + max);
    }
  }
}
