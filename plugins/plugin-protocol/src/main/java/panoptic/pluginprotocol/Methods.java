package panoptic.pluginprotocol;

/// The names of all messages, and the version that both sides tell each other.
public final class Methods {
  /// The version of the protocol; sides of different versions do not speak.
  public static final int PROTOCOL = 1;

  // ---- asked of a plugin
  public static final String INITIALIZE = "initialize";
  public static final String START = "start";
  public static final String RUN_ACTION = "action/run";
  public static final String UPDATE_PARAMS = "params/update";
  public static final String INSTANCES_IMPORTED = "event/instancesImported";
  public static final String FOLDER_DELETED = "event/folderDeleted";
  public static final String COMMIT_APPLIED = "event/commitApplied";
  public static final String RUN_TASK = "task/run";
  public static final String LAST_TASK = "task/last";

  // ---- told to a plugin
  public static final String VECTOR_TYPES_CHANGED = "vectorTypes/changed";

  // ---- asked of Panoptic
  public static final String FOLDERS = "project/folders";
  public static final String INSTANCES = "project/instances";
  public static final String PROPERTIES = "project/properties";
  public static final String TAGS = "project/tags";
  public static final String INSTANCE_VALUES = "project/instanceValues";
  public static final String IMAGE_VALUES = "project/imageValues";
  /// The next page of a long answer, and its end before the last page.
  public static final String NEXT = "project/next";
  public static final String END = "project/end";
  public static final String VECTORS = "project/vectors";
  public static final String VECTOR_EXIST = "project/vectorExist";
  public static final String VECTOR_TYPES = "project/vectorTypes";
  public static final String VIEW_IDS = "project/viewIds";
  public static final String COMMIT = "project/commit";
  public static final String UNDO = "project/undo";
  public static final String REDO = "project/redo";
  public static final String ADD_VECTOR_TYPE = "project/addVectorType";
  public static final String ADD_VECTORS = "project/addVectors";
  public static final String ADD_MAP = "project/addMap";
  public static final String GET_MAP = "project/getMap";
  public static final String LIST_MAPS = "project/listMaps";
  public static final String DELETE_MAP = "project/deleteMap";
  public static final String ADD_TASK = "task/add";

  // ---- told to Panoptic
  public static final String TASK_PROGRESS = "task/progress";
  public static final String LISTENS = "plugin/listens";
  public static final String NOTIFY = "ui/notify";

  private Methods() {
  }
}
