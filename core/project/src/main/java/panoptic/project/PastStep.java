package panoptic.project;

import java.time.Instant;
import java.util.List;
import panoptic.model.Person;
import panoptic.model.Sha1;

/// A step as History shows it: the commits of one gesture, import or run.
///
/// `step` and `last` are the sequences of its first and last commit, of which there are `commits`. `what` it did, or, where it undid, redid or reverted the step
/// `inverseOf`, what that one had done. `undone` tells whether it stands undone by now. `preview` has a few of its images.
public record PastStep(long step, long last, int commits, Instant time, Person author, String origin, String label, List<Deed> what,
    boolean undone, long inverseOf, List<Sha1> preview) {
  public PastStep {
    what = List.copyOf(what);
    preview = List.copyOf(preview);
  }
}
