package panoptic.query;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.Value;
import panoptic.project.Dictionary;
import panoptic.project.ProjectState;

/// Where the texts of one project's properties stand in the order of a language, by code: found when somebody of that language asks, then kept while texts are added. Any
/// thread may use it.
///
/// Texts are never removed from a dictionary and keep their codes, so the ranks of a larger one order the codes of a smaller one too.
final class TextRanks {
  /// Where more than a share of the texts are new, all are sorted anew.
  private static final int MANY = 8;

  private final Map<Of, Kept> kept = new HashMap<>();

  private record Of(int propertyId, TextOrder order) {
  }

  private static final class Kept {
    private volatile int @Nullable [] ranks;
  }

  /// Returns the ranks by code of at least all texts of a property of type text, url, path or image link, from 0; of the extension by the code of the file
  /// name, -1 where it has none. Do not change them.
  int[] of(ProjectState state, Property p, TextOrder order) {
    Dictionary texts = texts(state, p);
    Kept of;
    synchronized (kept) {
      of = kept.computeIfAbsent(new Of(p.id(), order), _ -> new Kept());
    }
    synchronized (of) {
      int[] known = of.ranks;
      if (known == null || known.length < texts.size()) {
        int[] found = p.id() == Computed.EXTENSION
            ? extensions(state, texts, order)
            : grown(known == null ? new int[0] : known, texts, order);
        known = same(p, found);
        of.ranks = known;
      }
      return known;
    }
  }

  /// Returns what [#of] does where it is known by now.
  Optional<int[]> known(ProjectState state, Property p, TextOrder order) {
    Kept of;
    synchronized (kept) {
      of = kept.get(new Of(p.id(), order));
    }
    int[] known = of == null ? null : of.ranks;
    return known == null || known.length < texts(state, p).size() ? Optional.empty() : Optional.of(known);
  }

  /// Returns ranks that another language has too where there are such: most texts stand in one order in most languages.
  private int[] same(Property p, int[] found) {
    synchronized (kept) {
      return kept.entrySet().stream().filter(e -> e.getKey().propertyId == p.id()).map(e -> e.getValue().ranks)
          .filter(other -> other != null && Arrays.equals(other, found)).findFirst().orElse(found);
    }
  }

  private static Dictionary texts(ProjectState state, Property p) {
    return CellSource.texts(state, p);
  }

  private static int[] extensions(ProjectState state, Dictionary names, TextOrder order) {
    var places = new TreeMap<NaturalText, Integer>();
    var placeOf = new HashMap<String, NaturalText>();
    NaturalText[] ofCode = new NaturalText[names.size()];
    for (int code = 0; code < ofCode.length; code++) {
      if (state.extension(code) instanceof Value.Text extension) {
        ofCode[code] = placeOf.computeIfAbsent(extension.text(), order::place);
        places.put(ofCode[code], 0);
      }
    }
    int rank = 0;
    for (var place : places.entrySet()) {
      place.setValue(rank++);
    }
    return Arrays.stream(ofCode).mapToInt(place -> place == null ? -1 : Objects.requireNonNull(places.get(place))).toArray();
  }

  private static int[] grown(int[] ranks, Dictionary texts, TextOrder order) {
    boolean isNew = texts.size() - ranks.length > ranks.length / MANY;
    int from = isNew ? 0 : ranks.length;
    int[] fresh = sorted(texts, from, order);
    int[] codes = isNew ? fresh : merged(ordered(ranks), fresh, texts, order);
    int[] out = new int[codes.length];
    for (int rank = 0; rank < codes.length; rank++) {
      out[codes[rank]] = rank;
    }
    return out;
  }

  /// Returns the codes from one on in the order of their texts.
  private static int[] sorted(Dictionary texts, int from, TextOrder order) {
    var keys = new TextKeys(texts, from, order);
    Integer[] codes = IntStream.range(from, texts.size()).boxed().toArray(Integer[]::new);
    Arrays.parallelSort(codes, keys::compare);
    return Arrays.stream(codes).mapToInt(code -> code).toArray();
  }

  /// Returns the codes by rank.
  private static int[] ordered(int[] ranks) {
    int[] codes = new int[ranks.length];
    for (int code = 0; code < ranks.length; code++) {
      codes[ranks[code]] = code;
    }
    return codes;
  }

  private static int[] merged(int[] known, int[] fresh, Dictionary texts, TextOrder order) {
    int[] out = new int[known.length + fresh.length];
    int from = 0;
    for (int i = 0; i < fresh.length; i++) {
      NaturalText text = order.place(texts.get(fresh[i]));
      int low = from;
      int high = known.length;
      while (low < high) {
        int middle = low + high >>> 1;
        if (order.place(texts.get(known[middle])).compareTo(text) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      System.arraycopy(known, from, out, from + i, low - from);
      out[low + i] = fresh[i];
      from = low;
    }
    System.arraycopy(known, from, out, from + fresh.length, known.length - from);
    return out;
  }
}
