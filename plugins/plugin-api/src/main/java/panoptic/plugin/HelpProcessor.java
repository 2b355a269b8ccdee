package panoptic.plugin;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/// Keeps the Javadoc of plugins beside their classes, and the names of parameters: javac finds it where `plugin-api` is on the processor path, and
/// the host runs it when it compiles a folder.
///
/// Of each class with actions and each record it writes `META-INF/panoptic/<binary name>.help`, a properties file in UTF-8: `method` is a method's
/// description, `method.parameter` the help of a parameter, `method#1` the name of the first parameter after the context, `.component` the help
/// of a record's component.
public final class HelpProcessor extends AbstractProcessor {
  /// Returns where the help of a class lies.
  static String place(String className) {
    return "META-INF/panoptic/" + className + ".help";
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    round.getRootElements().forEach(this::keep);
    return false;
  }

  private void keep(Element element) {
    if (element instanceof TypeElement type) {
      ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::keep);
      var texts = new TreeMap<String, String>();
      if (type.getKind() == ElementKind.RECORD) {
        doc(type).forEach((name, text) -> texts.put("." + name, text));
      } else {
        ElementFilter.methodsIn(type.getEnclosedElements()).stream().filter(HelpProcessor::isAction).forEach(m -> describe(m, texts));
      }
      texts.remove(".");
      if (!texts.isEmpty()) {
        write(type, texts);
      }
    }
  }

  private static boolean isAction(ExecutableElement method) {
    return !method.getParameters().isEmpty()
        && method.getParameters().getFirst().asType().toString().equals(ActionContext.class.getName());
  }

  private void describe(ExecutableElement method, Map<String, String> texts) {
    String name = method.getSimpleName().toString();
    for (int i = 1; i < method.getParameters().size(); i++) {
      texts.put(name + "#" + i, method.getParameters().get(i).getSimpleName().toString());
    }
    doc(method).forEach((parameter, text) -> texts.put(parameter.isEmpty() ? name : name + "." + parameter, text));
  }

  /// Returns the description (under "") and the text of each `@param`; other tags are passed over.
  private Map<String, String> doc(Element element) {
    var out = new LinkedHashMap<String, String>();
    String comment = processingEnv.getElementUtils().getDocComment(element);
    if (comment == null) {
      return out;
    }
    String[] blocks = comment.strip().split("(?m)^\\s*@", -1);
    out.put("", oneLine(blocks[0]));
    for (int i = 1; i < blocks.length; i++) {
      String[] words = blocks[i].strip().split("\\s+", 3);
      if (words.length == 3 && words[0].equals("param")) {
        out.put(words[1], oneLine(words[2]));
      }
    }
    return out;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private void write(TypeElement type, Map<String, String> texts) {
    String place = place(processingEnv.getElementUtils().getBinaryName(type).toString());
    try (Writer out = processingEnv.getFiler().createResource(StandardLocation.CLASS_OUTPUT, "", place, type).openWriter()) {
      for (var e : texts.entrySet()) {
        out.write(e.getKey().replace("#", "\\#") + "=" + e.getValue().replace("\\", "\\\\") + "\n");
      }
    } catch (IOException e) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.WARNING, "the help of " + type + " cannot be kept: " + e.getMessage());
    }
  }
}
