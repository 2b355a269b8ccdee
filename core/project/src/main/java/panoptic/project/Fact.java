package panoptic.project;

import panoptic.model.Computed;

/// The columns that every project has, besides those of its properties. `key` stands where a property's id would; it is part of the format.
enum Fact {
  ID(Computed.ID, Table.INSTANCES, false),
  FOLDER(Computed.FOLDER, Table.INSTANCES, false),
  /// Code in the dictionary of file names.
  NAME(Computed.NAME, Table.INSTANCES, false),
  /// Row of the image.
  IMAGE(-41, Table.INSTANCES, false),
  /// Milliseconds since 1970, as the file system tells.
  FILE_TIME(Computed.FILE_TIME, Table.INSTANCES, true),
  /// The file system's own number of the file; 0 where it has none.
  FILE_ID(-42, Table.INSTANCES, true),
  SHA1_HIGH(-51, Table.IMAGES, true),
  SHA1_MIDDLE(-52, Table.IMAGES, true),
  SHA1_LOW(-53, Table.IMAGES, true),
  AVERAGE_HASH(Computed.AVERAGE_HASH, Table.IMAGES, true),
  WIDTH(Computed.WIDTH, Table.IMAGES, false),
  HEIGHT(Computed.HEIGHT, Table.IMAGES, false),
  SIZE(Computed.SIZE, Table.IMAGES, true),
  /// Packed date.
  TAKEN(Computed.TAKEN, Table.IMAGES, true),
  /// Code in the dictionary of cameras.
  CAMERA(Computed.CAMERA, Table.IMAGES, false),
  /// Bits of a double, degrees.
  LATITUDE(Computed.LATITUDE, Table.IMAGES, true),
  LONGITUDE(Computed.LONGITUDE, Table.IMAGES, true),
  /// Codes in dictionaries of their own, like those that follow.
  CAPTION(Computed.CAPTION, Table.IMAGES, false),
  KEYWORDS(Computed.KEYWORDS, Table.IMAGES, false),
  AUTHOR_OF_PICTURE(Computed.AUTHOR, Table.IMAGES, false),
  RIGHTS(Computed.RIGHTS, Table.IMAGES, false),
  LENS(Computed.LENS, Table.IMAGES, false),
  /// Average colour, 0xRRGGBB.
  COLOUR(-54, Table.IMAGES, false),
  /// Code in the dictionary of formats.
  FORMAT(-55, Table.IMAGES, false),
  /// Id of the person who made a commit; rows are sequences.
  AUTHOR(-61, Table.COMMITS, false),
  /// Microseconds since 1970.
  TIME(-62, Table.COMMITS, true),
  STEP(-63, Table.COMMITS, false),
  /// The step that an undo, redo or revert was of; none for any other commit.
  TARGET(-64, Table.COMMITS, false);

  final int key;
  final Table table;
  final boolean wide;
  /// Whether the column remembers who set a cell last: where a file lies and what it shows may change, what bytes say may not.
  final boolean stamped;

  Fact(int key, Table table, boolean wide) {
    this.key = key;
    this.table = table;
    this.wide = wide;
    stamped = table == Table.INSTANCES;
  }

  static Fact of(int key) {
    for (Fact f : values()) {
      if (f.key == key) {
        return f;
      }
    }
    throw new IllegalArgumentException("no column " + key);
  }
}
