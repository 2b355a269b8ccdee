package panoptic.plugin;

/// News of a commit: its number, the name of its author, where it came from (`user`, `import`, `<plugin>:<function>`, …) and what it did, in words.
public record CommitApplied(long sequence, String author, String origin, String label) {
}
