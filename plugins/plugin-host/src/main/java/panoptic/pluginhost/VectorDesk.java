package panoptic.pluginhost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import panoptic.media.Vectors;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.model.VectorType;
import panoptic.pluginhost.spi.HostedProject;
import panoptic.pluginprotocol.DataJson;
import panoptic.pluginprotocol.Fields;
import panoptic.pluginprotocol.JsonText;
import panoptic.pluginprotocol.ProtocolException;
import panoptic.pluginprotocol.Sha1s;
import panoptic.pluginprotocol.Tree;
import panoptic.project.Additions;
import panoptic.project.Bits;
import panoptic.project.ProjectState;

/// What one plugin asks of vector types and vectors, answered. Bytes are synced before the log says that they are there. For use by many threads.
final class VectorDesk {
  private static final int PAGE_BYTES = 32 << 20;

  private final HostedProject project;

  VectorDesk(HostedProject project) {
    this.project = project;
  }

  List<Map<String, @Nullable Object>> types(ProjectState state) {
    return state.vectorTypes().stream().map(VectorDesk::tree).toList();
  }

  private static Map<String, @Nullable Object> tree(VectorType type) {
    try {
      Map<String, Object> params = JsonText.read(type.params().getBytes(StandardCharsets.UTF_8)).object();
      return DataJson.tree(new panoptic.plugin.VectorType(type.id(), type.source(), params));
    } catch (ProtocolException e) {
      throw new IllegalStateException("the params of vector type " + type.id() + " are no JSON", e);
    }
  }

  Map<String, @Nullable Object> addType(Tree asked, String plugin, Run run) {
    String params = new String(JsonText.write(sorted(asked.get("params").object())), StandardCharsets.UTF_8);
    var added = run.add(project, Additions.type(new VectorType(-1, asked.get("source").text(plugin), params)));
    return tree(added.vectorTypes().getFirst());
  }

  /// Returns an object whose keys are in order, and those of the objects in it.
  private static Map<String, Object> sorted(Map<?, ?> object) {
    var out = new TreeMap<String, Object>();
    object.forEach((key, value) -> out.put(String.valueOf(key), value instanceof Map<?, ?> m ? sorted(m) : value));
    return out;
  }

  boolean exists(ProjectState state, Tree asked) {
    int image = state.imageRow(Sha1.parse(asked.get("sha1").text()));
    return image >= 0 && bits(state, asked.get("typeId").id()).rows().contains(image);
  }

  private static Bits bits(ProjectState state, int typeId) {
    if (state.vectorType(typeId).isEmpty()) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no vector type " + typeId);
    }
    return state.vectors(typeId);
  }

  void add(ProjectState state, Tree asked, Run run) {
    int typeId = asked.get("typeId").id();
    Bits known = bits(state, typeId);
    List<Sha1> sha1s = Sha1s.read(asked.get("sha1s")).stream().map(Sha1::parse).toList();
    for (Sha1 s : sha1s) {
      if (state.imageRow(s) < 0) {
        throw new RefusedException(ErrorCode.UNKNOWN, "there is no image " + s);
      }
    }
    try {
      project.vectors().add(typeId, sha1s, FloatBuffer.wrap(asked.get("data").floats()));
    } catch (IOException e) {
      throw new UncheckedIOException("the vectors could not be kept: " + e.getMessage(), e);
    }
    if (sha1s.stream().anyMatch(s -> !known.rows().contains(state.imageRow(s)))) {
      var added = run.add(project, Additions.vectors(typeId, sha1s));
      assert added.sequence() > 0;
    }
  }

  /// Begins the vectors of a type, of some images or of all.
  Cursors.Cursor read(ProjectState state, Tree asked) {
    int typeId = asked.get("typeId").id();
    Bits has = bits(state, typeId);
    List<String> sha1s = Sha1s.read(asked.get("sha1s"));
    try {
      Vectors found = sha1s.isEmpty()
          ? project.vectors().readAll(typeId)
          : project.vectors().read(typeId, sha1s.stream().map(Sha1::parse).toList());
      return new Pages(state, has, found);
    } catch (IOException e) {
      throw new UncheckedIOException("the vectors cannot be read: " + e.getMessage(), e);
    }
  }

  /// Vectors some megabytes at a time; of images that are deleted, or whose vector is, none.
  private static final class Pages implements Cursors.Cursor {
    private final ProjectState state;
    private final Bits has;
    private final Vectors found;
    private final int most;
    private int next;

    Pages(ProjectState state, Bits has, Vectors found) {
      this.state = state;
      this.has = has;
      this.found = found;
      most = Math.max(1, PAGE_BYTES / Math.max(1, 4 * found.length()));
    }

    @Override
    public Map<String, @Nullable Object> page() {
      var which = new ArrayList<Integer>();
      var sha1s = new ArrayList<String>();
      for (; next < found.count() && which.size() < most; next++) {
        Sha1 s = found.sha1s().get(next);
        int image = state.imageRow(s);
        if (image >= 0 && has.rows().contains(image) && state.images().rows().contains(image)) {
          which.add(next);
          sha1s.add(s.toString());
        }
      }
      var data = new float[which.size() * found.length()];
      for (int i = 0; i < which.size(); i++) {
        found.copy(which.get(i), data, i * found.length());
      }
      return new LinkedHashMap<>(Fields.of("sha1s", Sha1s.bytes(sha1s)).and("data", data).tree());
    }

    @Override
    public boolean isAtEnd() {
      return next >= found.count();
    }
  }
}
