package panoptic.plugin;

import java.util.List;

/// What went with a deleted folder: its id and those below it, the instances in them, and the images that have no instance left.
public record DeleteFolderConfirm(List<Integer> deletedFolders, List<Integer> deletedInstances, List<String> deletedSha1s) {
  public DeleteFolderConfirm {
    deletedFolders = List.copyOf(deletedFolders);
    deletedInstances = List.copyOf(deletedInstances);
    deletedSha1s = List.copyOf(deletedSha1s);
  }
}
