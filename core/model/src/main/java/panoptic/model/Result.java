package panoptic.model;

/// What an action returned: groups and scores, known by its id.
///
/// `function` is `<plugin>.<function>`, `label` what people call the result, `inputs` what it was called with as a JSON object's text. `groups` tells how many groups
/// there are, `count` how many owners stand in them together. `content` names the file of the groups, which `media` keeps. `sequence` is that of the commit
/// that brought it, whose time and author are the result's; who adds one gives 0.
public record Result(int id, String function, String label, String inputs, int groups, long count, String content, long sequence) {
}
