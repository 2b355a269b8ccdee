package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import panoptic.model.Json;

final class NoticeTest {
  private static final Path ROOT = Path.of(System.getProperty("panoptic.root", "../.."));

  private static Map<String, Notice> notices() {
    var out = new HashMap<String, Notice>();
    Notice.all().forEach(n -> out.put(n.name() + " " + n.version(), n));
    return out;
  }

  @Test
  void namesEachLibraryOfTheProgramInItsVersion() throws IOException {
    String listed = Files.readString(ROOT.resolve("docs/dependencies.md"));
    String ofProgram = listed.substring(0, listed.indexOf("## In tests"));
    var missing = new ArrayList<String>();
    var found = Pattern.compile("\\| `(?:[^`:]+:)?([^`]+)` \\| ([\\w.]+) \\|").matcher(ofProgram);
    int count = 0;
    for (; found.find(); count++) {
      String name = found.group(1) + " " + found.group(2);
      if (!notices().containsKey(name)) {
        missing.add(name);
      }
    }
    assertTrue(count > 10);
    assertEquals(List.of(), missing, "quality/notices.py makes the file anew");
  }

  @Test
  void namesEachPackageOfThePageInItsVersion() throws IOException {
    Json lock = Json.of(JsonText.read(Files.readAllBytes(ROOT.resolve("web/package-lock.json")), "the lock file"));
    var missing = new ArrayList<String>();
    Map<String, Notice> known = notices();
    Objects.requireNonNull((Map<?, ?>) lock.get("packages").value()).forEach((path, what) -> {
      var about = new Json(String.valueOf(path), what);
      String name = String.valueOf(path).replaceFirst("^node_modules/", "");
      boolean isShipped = !name.isEmpty() && !about.has("dev") && !about.has("optional") && !about.has("devOptional") && !about.has("peer");
      if (isShipped && !known.containsKey(name + " " + about.get("version").string())) {
        missing.add(name + " " + about.get("version").string());
      }
    });
    assertEquals(List.of(), missing, "quality/notices.py makes the file anew");
  }

  @Test
  void saysUnderWhichLicenceEachStands() {
    assertTrue(Notice.all().size() > 100);
    Notice.all().forEach(n -> assertFalse(n.licence().isBlank(), n.name()));
    assertTrue(Notice.all().stream().anyMatch(n -> n.name().equals("vue")));
    assertTrue(Notice.all().stream().anyMatch(n -> n.text().contains("Permission is hereby granted")));
  }

  @Test
  void readsWhatAFileSays() {
    assertEquals(List.of(new Notice("a-b", "1.0", "MIT", "Some\n\ntext"), new Notice("c", "2", "ISC OR MIT", "")),
        Notice.parse("What …\n\n== a-b 1.0 · MIT\nSome\n\ntext\n\n== c 2 · ISC OR MIT\n\n"));
  }
}
