package panoptic.transfer;

import java.io.IOException;
import java.util.List;

/// How a format of text writes what is neither number nor truth.
interface CellForm {
  byte[] text(String text);

  /// Returns what writes the tags of a cell, of a property with these names of tags; `several` where a cell may have more than one.
  TagForm tags(List<String> names, boolean several);

  /// Writes the tags of one cell: names by their places, at least one.
  interface TagForm {
    void write(TagLists lists, int from, int to, ByteSink out) throws IOException;
  }
}
