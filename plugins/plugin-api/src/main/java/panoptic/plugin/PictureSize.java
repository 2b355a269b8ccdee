package panoptic.plugin;

/// How large a picture is wanted: the longer side of one that Panoptic keeps (`SMALL` 128, `MEDIUM` 256, `LARGE` 1024 px), or any box. The shape
/// stays; a picture is never enlarged.
public record PictureSize(int maxWidth, int maxHeight) {
  /// As it is in the file.
  public static final PictureSize ORIGINAL = new PictureSize(Integer.MAX_VALUE, Integer.MAX_VALUE);
  public static final PictureSize LARGE = new PictureSize(1024, 1024);
  public static final PictureSize MEDIUM = new PictureSize(256, 256);
  public static final PictureSize SMALL = new PictureSize(128, 128);

  public PictureSize {
    if (maxWidth < 1 || maxHeight < 1) {
      throw new IllegalArgumentException("a picture is at least 1 by 1, not " + maxWidth + " by " + maxHeight);
    }
  }
}
