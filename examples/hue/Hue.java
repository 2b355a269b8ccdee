import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import panoptic.plugin.APlugin;
import panoptic.plugin.ActionContext;
import panoptic.plugin.ActionResult;
import panoptic.plugin.Group;
import panoptic.plugin.Hook;
import panoptic.plugin.Instance;
import panoptic.plugin.Notif;
import panoptic.plugin.NotifType;
import panoptic.plugin.Param;
import panoptic.plugin.PluginProjectInterface;
import panoptic.plugin.Vector;

/// Puts pictures into a space of one dimension, their main hue, and makes groups of like hue.
public final class Hue extends APlugin {
  public Hue(PluginProjectInterface project, Path pluginPath, String name) {
    super(name, project, pluginPath);
    addActionEasy(this::computeVectors, Hook.VECTOR);
    addActionEasy(this::computeClusters, Hook.GROUP);
  }

  @Override
  public void start() {
    if (vectorTypes.isEmpty()) {
      project.addVectorType(project.createVectorType(Map.of("model", "hue")));
    }
  }

  /// Finds the main hue of each picture.
  ActionResult computeVectors(ActionContext context) throws Exception {
    var unique = new LinkedHashMap<String, Instance>();
    for (Instance i : project.getInstances(context.instanceIds())) {
      unique.put(i.sha1(), i);
    }
    int type = vectorTypes.getFirst().id();
    var vectors = new ArrayList<Vector>();
    int unreadable = 0;
    for (Instance i : unique.values()) {
      BufferedImage picture = project.runAsync(() -> ImageIO.read(new File(i.url())));
      if (picture == null) {
        unreadable++;
      } else {
        vectors.add(new Vector(type, i.sha1(), new float[] {project.runAsync(Hue::mainHue, picture)}));
      }
    }
    project.addVectors(vectors);
    return ActionResult.ofNotifs(new Notif(NotifType.INFO, "Hue",
        "Computed " + vectors.size() + " vectors" + (unreadable == 0 ? "" : "; " + unreadable + " pictures could not be read")));
  }

  /// Returns the hue, 0 to 255, that most pixels have.
  private static float mainHue(BufferedImage picture) {
    var counts = new int[256];
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        var pixel = new Color(picture.getRGB(x, y));
        counts[Math.min(255, (int) (Color.RGBtoHSB(pixel.getRed(), pixel.getGreen(), pixel.getBlue(), null)[0] * 256))]++;
      }
    }
    int best = 0;
    for (int h = 1; h < counts.length; h++) {
      best = counts[h] > counts[best] ? h : best;
    }
    return best;
  }

  /// Sorts pictures by hue and cuts them into groups of one size.
  ///
  /// @param groups How many groups there will be.
  ActionResult computeClusters(ActionContext context, @Param(value = "5", min = 1, max = 100) int groups) {
    var hues = new HashMap<String, Float>();
    for (Vector v : project.getVectors(vectorTypes.getFirst().id())) {
      hues.put(v.sha1(), v.data()[0]);
    }
    List<Instance> sorted = project.getInstances(context.instanceIds()).stream().filter(i -> hues.containsKey(i.sha1()))
        .sorted(Comparator.comparing((Instance i) -> hues.get(i.sha1()))).toList();
    var out = new ArrayList<Group>();
    for (int g = 0; g < groups; g++) {
      List<Instance> some = sorted.subList(sorted.size() * g / groups, sorted.size() * (g + 1) / groups);
      if (!some.isEmpty()) {
        out.add(Group.ofIds(some.stream().map(Instance::id).toList())
            .named("Hue " + Math.round(hues.get(some.getFirst().sha1())) + " to " + Math.round(hues.get(some.getLast().sha1()))));
      }
    }
    return ActionResult.ofGroups(out);
  }
}
