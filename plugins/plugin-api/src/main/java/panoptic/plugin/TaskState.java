package panoptic.plugin;

/// How the tasks of one key ended: how many were done, failed and cancelled.
public record TaskState(int done, int failed, int cancelled) {
}
