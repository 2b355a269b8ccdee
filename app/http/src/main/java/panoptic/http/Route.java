package panoptic.http;

/// One route: `path` below `/api/v1` as `openapi.yaml` writes it (`/projects/{project}/views`), the most bytes its body may have, whom it lets in.
record Route(String method, String path, Access access, long maxBytes, Handler handler) {
  @Override
  public String toString() {
    return method + " " + path;
  }
}
