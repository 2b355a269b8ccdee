package panoptic.plugin;

/// A score with its scale. `maxIsBest` false means that small is good, as for distances. Refuses numbers that are none.
public record Score(double value, double min, double max, String description, boolean maxIsBest) {
  public Score {
    ScoreList.refuseNonsense(value, 0);
    ScoreList.refuseScale(min, max);
  }

  public Score(double value, double min, double max) {
    this(value, min, max, "", true);
  }
}
