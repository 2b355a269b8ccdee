package panoptic.model;

import java.util.List;

/// The properties that every project has: facts of files and images, read like any other property and never edited.
public final class Computed {
  public static final int ID = -1;
  public static final int SHA1 = -2;
  public static final int AVERAGE_HASH = -3;
  public static final int FOLDER = -4;
  public static final int WIDTH = -5;
  public static final int HEIGHT = -6;
  public static final int PATH = -7;
  public static final int NAME = -8;
  public static final int EXTENSION = -9;
  public static final int SIZE = -10;
  public static final int FILE_TIME = -11;
  public static final int TAKEN = -12;
  public static final int CAMERA = -13;
  public static final int LATITUDE = -14;
  public static final int LONGITUDE = -15;
  /// What people wrote into the file, as IPTC, XMP and EXIF keep it; `KEYWORDS` has all of them in one text.
  public static final int CAPTION = -16;
  public static final int KEYWORDS = -17;
  public static final int AUTHOR = -18;
  public static final int RIGHTS = -19;
  public static final int LENS = -20;

  /// All of them, by falling id.
  public static final List<Property> ALL = List.of(
      made(ID, "id", PropertyType.ID, PropertyMode.INSTANCE),
      made(SHA1, "sha1", PropertyType.HASH, PropertyMode.IMAGE),
      made(AVERAGE_HASH, "average hash", PropertyType.HASH, PropertyMode.IMAGE),
      made(FOLDER, "folder", PropertyType.FOLDER, PropertyMode.INSTANCE),
      made(WIDTH, "width", PropertyType.NUMBER, PropertyMode.IMAGE),
      made(HEIGHT, "height", PropertyType.NUMBER, PropertyMode.IMAGE),
      made(PATH, "path", PropertyType.PATH, PropertyMode.INSTANCE),
      made(NAME, "file name", PropertyType.TEXT, PropertyMode.INSTANCE),
      made(EXTENSION, "extension", PropertyType.TEXT, PropertyMode.INSTANCE),
      made(SIZE, "size", PropertyType.SIZE, PropertyMode.IMAGE),
      made(FILE_TIME, "file time", PropertyType.DATE, PropertyMode.INSTANCE),
      made(TAKEN, "taken", PropertyType.DATE, PropertyMode.IMAGE),
      made(CAMERA, "camera", PropertyType.TEXT, PropertyMode.IMAGE),
      made(LATITUDE, "latitude", PropertyType.NUMBER, PropertyMode.IMAGE),
      made(LONGITUDE, "longitude", PropertyType.NUMBER, PropertyMode.IMAGE),
      made(CAPTION, "caption", PropertyType.TEXT, PropertyMode.IMAGE),
      made(KEYWORDS, "keywords", PropertyType.TEXT, PropertyMode.IMAGE),
      made(AUTHOR, "author", PropertyType.TEXT, PropertyMode.IMAGE),
      made(RIGHTS, "rights", PropertyType.TEXT, PropertyMode.IMAGE),
      made(LENS, "lens", PropertyType.TEXT, PropertyMode.IMAGE));

  private Computed() {}

  private static Property made(int id, String name, PropertyType type, PropertyMode mode) {
    return new Property(id, name, type, mode, 0, -id, "");
  }
}
