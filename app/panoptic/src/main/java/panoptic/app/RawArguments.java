package panoptic.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import panoptic.ingest.FileNames;

/// The arguments of this process, such that names of files which are not UTF-8 come through.
///
/// Java puts U+FFFD where bytes are no UTF-8. Where that happened and the system tells the bytes (Linux does), such an argument
/// becomes the text that [FileNames] has for them.
final class RawArguments {
  private static final char UNREADABLE = '\uFFFD';

  private RawArguments() {}

  static List<String> of(String[] arguments) {
    if (Arrays.stream(arguments).noneMatch(a -> a.indexOf(UNREADABLE) >= 0)) {
      return List.of(arguments);
    }
    try {
      return restore(arguments, Files.readAllBytes(Path.of("/proc/self/cmdline")));
    } catch (IOException e) {
      return List.of(arguments);
    }
  }

  /// Takes the damaged arguments from a command line of bytes, in which each word ends with a zero.
  static List<String> restore(String[] arguments, byte[] commandLine) {
    var words = new ArrayList<byte[]>();
    int from = 0;
    for (int i = 0; i < commandLine.length; i++) {
      if (commandLine[i] == 0) {
        words.add(Arrays.copyOfRange(commandLine, from, i));
        from = i + 1;
      }
    }
    int before = words.size() - arguments.length;
    var out = new ArrayList<String>();
    for (int i = 0; i < arguments.length; i++) {
      out.add(arguments[i].indexOf(UNREADABLE) < 0 || before < 0 ? arguments[i] : text(words.get(before + i)));
    }
    return out;
  }

  /// Returns the text of a name; of a relative one the whole path, since only such a text leads back to the bytes.
  private static String text(byte[] name) {
    String text = FileNames.text(name);
    return text.startsWith("/") ? text : FileNames.join(FileNames.text(Path.of("")), text);
  }
}
