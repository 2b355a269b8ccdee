package panoptic.project;

/// One thing that a step did, for a sentence in the reader's language.
///
/// `count` tells owners, or objects. `propertyId` and `tagId` are 0 where they do not apply, `color` is -1. `name` is that of the property, tag, group, folder, map or result, or the
/// plugin whose vectors they are, ""
/// where there are several; `value` what was set as text, "" where it was not one for all.
public record Deed(Kind kind, long count, int propertyId, int tagId, String name, String value, int color) {

  /// What was done.
  public enum Kind {
    TAGGED("tagged"), UNTAGGED("untagged"), SET("set"), CLEARED("cleared"), IMPORTED("imported"), REMOVED("removed"), MISSING("missing"),
    FOUND(
        "found"),
    PROPERTY_MADE("propertyMade"), PROPERTY_CHANGED("propertyChanged"), PROPERTY_DELETED("propertyDeleted"), TAG_MADE(
        "tagMade"),
    TAG_CHANGED("tagChanged"), TAG_DELETED("tagDeleted"), GROUP_MADE("groupMade"), GROUP_CHANGED(
        "groupChanged"),
    GROUP_DELETED("groupDeleted"), FOLDER_DELETED("folderDeleted"), FOLDER_CHANGED(
        "folderChanged"),
    ROOT_CHANGED("rootChanged"), VECTORS_ADDED("vectorsAdded"), VECTORS_REMOVED("vectorsRemoved"), VECTOR_TYPE_MADE(
        "vectorTypeMade"),
    VECTOR_TYPE_DELETED("vectorTypeDeleted"), MAP_STORED("mapStored"), MAP_DELETED("mapDeleted"), RESULT_STORED(
        "resultStored"),
    RESULT_DELETED("resultDeleted"), OTHER("other");

    private final String json;

    Kind(String json) {
      this.json = json;
    }

    /// Returns the kind as it stands in JSON.
    public String json() {
      return json;
    }
  }

  Deed withCount(long now) {
    return new Deed(kind, now, propertyId, tagId, name, value, color);
  }
}
