package panoptic.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.model.Value;

/// What the search box finds: a text, folded, in file name, relative path, values of type text and url, and names of tags.
///
/// As everywhere, a tag is found on those that bear one below it.
final class TextBox {
  private TextBox() {}

  static IntPredicate of(StateReader reader, String text) {
    String wanted = Folding.fold(text.strip());
    if (wanted.isEmpty()) {
      return _ -> true;
    }
    var properties = new ArrayList<>(reader.state().properties());
    properties.addAll(Computed.ALL);
    var places = new ArrayList<IntPredicate>(List.of(row -> Folding.fold(reader.relativePath(row)).contains(wanted)));
    for (Property p : properties) {
      if (p.type() == PropertyType.TEXT || p.type() == PropertyType.URL) {
        places.add(row -> reader.value(p, row) instanceof Value.Text t && Folding.fold(t.text()).contains(wanted));
      } else if (p.type().isTags()) {
        Set<Integer> named = named(reader.tags(p.id()), wanted);
        if (!named.isEmpty()) {
          places.add(row -> reader.value(p, row) instanceof Value.Tags t && t.ids().stream().anyMatch(named::contains));
        }
      }
    }
    return row -> places.stream().anyMatch(p -> p.test(row));
  }

  private static Set<Integer> named(TagTree tree, String wanted) {
    var out = new HashSet<Integer>();
    for (Tag t : tree.all()) {
      if (Folding.fold(t.name()).contains(wanted)) {
        out.addAll(tree.withDescendants(t.id()));
      }
    }
    return out;
  }
}
