package panoptic.pluginrunner;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import panoptic.plugin.APlugin;
import panoptic.plugin.PluginProjectInterface;
import panoptic.pluginprotocol.Tree;

/// Finds a plugin's class and makes its one object. The plugin sees the JDK, the plugin API and its own classes, and nothing else.
final class PluginLoader {
  private static final String NAMED = "META-INF/services/" + APlugin.class.getName();

  private PluginLoader() {
  }

  /// Loads from `classes` (a folder or jars). Throws what the plugin's constructor throws.
  static APlugin load(Tree params, PluginProjectInterface project) throws Exception {
    List<Path> places = params.get("classes").list().stream().map(p -> Path.of(p.text())).toList();
    var urls = new ArrayList<URL>();
    for (Path p : places) {
      urls.add(url(p));
    }
    // Not closed: the plugin lives as long as the process.
    @SuppressWarnings("resource")
    var loader = new URLClassLoader(urls.toArray(URL[]::new), new ApiOnly());
    Constructor<? extends APlugin> constructor = find(loader, places).getConstructor(PluginProjectInterface.class, Path.class,
        String.class);
    Thread.currentThread().setContextClassLoader(loader);
    try {
      return constructor.newInstance(project, Path.of(params.get("path").text()), params.get("name").text());
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  private static URL url(Path place) throws MalformedURLException {
    return place.toUri().toURL();
  }

  private static Class<? extends APlugin> find(ClassLoader loader, List<Path> places) throws Exception {
    try (InputStream named = loader.getResourceAsStream(NAMED)) {
      if (named != null) {
        String name = new String(named.readAllBytes(), StandardCharsets.UTF_8).lines().map(l -> l.replaceFirst("#.*", "").strip())
            .filter(l -> !l.isEmpty()).findFirst().orElseThrow(() -> new IllegalArgumentException(NAMED + " names no class"));
        return loader.loadClass(name).asSubclass(APlugin.class);
      }
    }
    var found = new ArrayList<Class<? extends APlugin>>();
    for (String name : classNames(places)) {
      Class<?> c = loader.loadClass(name);
      if (APlugin.class.isAssignableFrom(c) && Modifier.isPublic(c.getModifiers()) && !Modifier.isAbstract(c.getModifiers())) {
        found.add(c.asSubclass(APlugin.class));
      }
    }
    if (found.size() != 1) {
      throw new IllegalArgumentException("a plugin has one public class that extends APlugin; here "
          + (found.isEmpty() ? "there is none" : "there are " + found.stream().map(Class::getName).sorted().toList())
          + " (" + NAMED + " may name the one)");
    }
    return found.getFirst();
  }

  private static List<String> classNames(List<Path> places) throws IOException {
    var out = new ArrayList<String>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        addNames(place, out);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          addNames(jar.getPath("/"), out);
        }
      }
    }
    return out;
  }

  private static void addNames(Path root, List<String> out) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files.map(f -> root.relativize(f).toString()).filter(n -> n.endsWith(".class") && !n.contains("$") && !n.endsWith("-info.class"))
          .map(n -> n.substring(0, n.length() - ".class".length()).replace(File.separatorChar, '.').replace('/', '.')).forEach(out::add);
    }
  }

  /// Shows of what Panoptic consists the plugin API alone.
  private static final class ApiOnly extends ClassLoader {
    private static final String API = APlugin.class.getPackageName() + ".";

    ApiOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(API)) {
        return APlugin.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
