package panoptic.pluginprotocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Thrown where the other side answered with an error: its code, the name of the exception there, its message and trace.
public final class RemoteException extends Exception {
  /// An exception in the code of a plugin.
  public static final int RAISED = -32000;
  /// The project refused; `name` is its error code.
  public static final int REFUSED = -32001;
  /// The request was cancelled.
  public static final int CANCELLED = -32002;
  /// The other side is gone.
  public static final int GONE = -32003;
  /// There is no such method.
  public static final int NO_METHOD = -32601;

  private static final long serialVersionUID = 1;

  private final int code;
  private final String name;
  private final List<String> traceback;

  public RemoteException(int code, String name, @Nullable String message, List<String> traceback) {
    super(message == null ? "" : message);
    this.code = code;
    this.name = name;
    this.traceback = List.copyOf(traceback);
  }

  public int code() {
    return code;
  }

  /// Returns the name of the exception there, as `KeyError` or `java.lang.IllegalStateException`.
  public String name() {
    return name;
  }

  /// Returns the lines of the trace there, none where there is none.
  public List<String> traceback() {
    return traceback;
  }

  /// Returns an exception of this side as what the other is told.
  public static RemoteException of(Throwable thrown) {
    if (thrown instanceof RemoteException same) {
      return same;
    }
    var lines = new ArrayList<String>();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      lines.add((lines.isEmpty() ? "" : "caused by ") + t);
      for (StackTraceElement e : t.getStackTrace()) {
        lines.add("  at " + e);
      }
    }
    return new RemoteException(RAISED, thrown.getClass().getName(), thrown.getMessage(), lines);
  }

  Map<String, @Nullable Object> tree() {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("name", name);
    data.put("traceback", traceback);
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("code", code);
    out.put("message", getMessage());
    out.put("data", data);
    return out;
  }

  static RemoteException of(Tree error) {
    Tree data = error.get("data");
    return new RemoteException((int) error.get("code").whole(RAISED), data.get("name").text("error"), error.get("message").text(""),
        data.get("traceback").list().stream().map(t -> t.text("")).toList());
  }
}
