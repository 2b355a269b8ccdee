package panoptic.http;

/// The routes of one resource: a class `XRoutes` takes what it needs by its constructor, and is listed in [Server].
public interface Routes {
  void addTo(RouteTable table);
}
