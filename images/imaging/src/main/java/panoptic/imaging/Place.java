package panoptic.imaging;

/// A point on the earth in degrees (WGS 84); north and east are positive.
public record Place(double latitude, double longitude) {
  public Place {
    if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("no place on earth: " + latitude + ", " + longitude);
    }
  }
}
