package panoptic.arch;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The words of GLOSSARY.md that must be there, and those that no declaration of ours may hold.
final class Words {
  static final List<String> WANTED = List.of("project", "root", "folder", "image", "instance", "property", "value", "tag", "property group",
      "vector", "map", "commit", "step", "person", "view", "action", "result", "task", "group", "score");

  private static final Set<String> BANNED = Set.of("dataset", "asset", "item", "attribute", "embedding", "transaction", "projection", "job",
      "bucket");

  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

  private Words() {}

  /// Tells whether a name in camel case, or with hyphens or underscores, holds a banned word, in singular or plural.
  static boolean banned(String name) {
    return WORD.matcher(name).results().map(m -> m.group().toLowerCase(Locale.ROOT))
        .anyMatch(w -> BANNED.contains(w) || w.endsWith("s") && BANNED.contains(w.substring(0, w.length() - 1)));
  }
}
