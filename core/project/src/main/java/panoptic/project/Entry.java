package panoptic.project;

/// A thing of the catalog and whether it is deleted: `hiddenIn` is the sequence of the commit that deleted it, or 0.
record Entry(Object thing, int hiddenIn) {
  boolean isVisible() {
    return hiddenIn == 0;
  }

  Entry hidden(int sequence) {
    return new Entry(thing, sequence);
  }
}
