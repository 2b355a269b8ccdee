package panoptic.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.project.ProjectState;

/// What the search box finds: each piece of a text, folded, in file name, relative path, values of type text and url, or names of tags.
///
/// As everywhere, a tag is found on those that bear one below it.
final class TextBox {
  private TextBox() {}

  /// Returns those of some instances of which all pieces of a text are found, each anywhere.
  static RoaringBitmap matching(StateReader reader, Sieve sieve, String text, RoaringBitmap among) {
    RoaringBitmap left = among;
    for (String wanted : SearchText.pieces(text)) {
      left = containing(reader, sieve, wanted, left);
    }
    return left;
  }

  private static RoaringBitmap containing(StateReader reader, Sieve sieve, String wanted, RoaringBitmap among) {
    RoaringBitmap found = sieve.matching(new Filter.Any(places(reader, wanted)), among);
    RoaringBitmap left = RoaringBitmap.andNot(among, found);
    return RoaringBitmap.or(found, inFolders(reader, sieve, wanted, left));
  }

  private static List<Filter> places(StateReader reader, String wanted) {
    var properties = new ArrayList<>(Computed.ALL);
    properties.addAll(reader.state().properties());
    var places = new ArrayList<Filter>();
    for (Property p : properties) {
      if (p.type() == PropertyType.TEXT || p.type() == PropertyType.URL) {
        places.add(new Filter.Condition(p.id(), Operator.LIKE, new Operand.One(new Value.Text(wanted))));
      } else if (p.type().isTags()) {
        List<Integer> named = reader.tags(p.id()).all().stream().filter(t -> Folding.fold(t.name()).contains(wanted)).map(Tag::id).toList();
        if (!named.isEmpty()) {
          places.add(new Filter.Condition(p.id(), Operator.CONTAINS_ANY, new Operand.One(new Value.Tags(named))));
        }
      }
    }
    return places;
  }

  /// Finds the text in the way from the root to a file, whose name does not have it by itself.
  private static RoaringBitmap inFolders(StateReader reader, Sieve sieve, String wanted, RoaringBitmap among) {
    ProjectState state = reader.state();
    Map<Integer, String> ways = new HashMap<>();
    var named = new BitSet();
    for (Folder f : state.folders()) {
      String way = Folding.fold(state.folderPath(f));
      ways.put(f.id(), way.isEmpty() ? "" : way + "/");
      named.set(f.id(), way.contains(wanted));
    }
    Property folder = reader.property(Computed.FOLDER);
    RoaringBitmap found = sieve.cells(folder, state.cells(folder).orElseThrow(), new CellTest.Other(id -> named.get((int) id)), among);
    if (wanted.indexOf('/') < 0) {
      return found;
    }
    return RoaringBitmap.or(found, Scan.of(RoaringBitmap.andNot(among, found),
        row -> (ways.getOrDefault(state.folderOf(row), "") + Folding.fold(state.fileName(row))).contains(wanted)));
  }
}
