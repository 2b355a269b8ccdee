package panoptic.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// What the Javadoc of a class says of its methods, their parameters and its components, as [HelpProcessor] kept it beside the class.
final class Help {
  private final Properties texts = new Properties();

  private Help() {
  }

  static Help of(Class<?> type) {
    var help = new Help();
    try (InputStream in = type.getResourceAsStream("/" + HelpProcessor.place(type.getName()))) {
      if (in != null) {
        help.texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return help;
  }

  @Nullable String method(String name) {
    return texts.getProperty(name);
  }

  /// Returns the name of a method's parameter by its place, the context being 0.
  @Nullable String parameter(String method, int index) {
    return texts.getProperty(method + "#" + index);
  }

  @Nullable String parameterHelp(String method, String parameter) {
    return texts.getProperty(method + "." + parameter);
  }

  @Nullable String component(String name) {
    return texts.getProperty("." + name);
  }
}
