package panoptic.query;

import java.util.List;

/// What a view shows of a project at one sequence.
///
/// `instances` and `images` count those that match. `order` has rows of instances; in mode images one an image. Do not change it.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(long sequence, int instances, int images, int[] order, List<Group> groups) {
  public Answer {
    groups = List.copyOf(groups);
  }
}
