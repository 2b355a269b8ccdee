package panoptic.project;

/// What rows are rows of.
enum Table {
  INSTANCES, IMAGES, COMMITS
}
