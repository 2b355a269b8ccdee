package panoptic.http;

import io.javalin.http.Context;

/// What is not of the API: the page, and the door through which a browser comes in.
public interface Page {
  void answer(Context request);
}
