package panoptic.query;

import java.util.Arrays;
import java.util.Comparator;
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

/// Where the texts of one project's properties stand in their natural order, by code: found once, then kept while texts are added. Any thread may use it.
///
/// Texts are never removed from a dictionary and keep their codes, so the ranks of a larger one order the codes of a smaller one too.
final class TextRanks {
  /// Where more than a share of the texts are new, all are sorted anew.
  private static final int MANY = 8;

  private final Map<Integer, Kept> kept = new HashMap<>();

  private static final class Kept {
    private volatile int @Nullable [] ranks;
  }

  /// Returns the ranks by code of at least all texts of a property of type text, url, path or image link, from 0; of the extension by the code of the file
  /// name, -1 where it has none. Do not change them.
  int[] of(ProjectState state, Property p) {
    Dictionary texts = texts(state, p);
    Kept of;
    synchronized (kept) {
      of = kept.computeIfAbsent(p.id(), _ -> new Kept());
    }
    synchronized (of) {
      int[] known = of.ranks;
      if (known == null || known.length < texts.size()) {
        known = p.id() == Computed.EXTENSION ? extensions(state, texts) : grown(known == null ? new int[0] : known, texts);
        of.ranks = known;
      }
      return known;
    }
  }

  /// Returns what [#of] does where it is known by now.
  Optional<int[]> known(ProjectState state, Property p) {
    Kept of;
    synchronized (kept) {
      of = kept.get(p.id());
    }
    int[] known = of == null ? null : of.ranks;
    return known == null || known.length < texts(state, p).size() ? Optional.empty() : Optional.of(known);
  }

  private static Dictionary texts(ProjectState state, Property p) {
    return CellSource.texts(state, p);
  }

  private static int[] extensions(ProjectState state, Dictionary names) {
    var places = new TreeMap<NaturalText, Integer>();
    var placeOf = new HashMap<String, NaturalText>();
    NaturalText[] ofCode = new NaturalText[names.size()];
    for (int code = 0; code < ofCode.length; code++) {
      if (state.extension(code) instanceof Value.Text extension) {
        ofCode[code] = placeOf.computeIfAbsent(extension.text(), NaturalText::of);
        places.put(ofCode[code], 0);
      }
    }
    int rank = 0;
    for (var place : places.entrySet()) {
      place.setValue(rank++);
    }
    return Arrays.stream(ofCode).mapToInt(place -> place == null ? -1 : Objects.requireNonNull(places.get(place))).toArray();
  }

  private static int[] grown(int[] ranks, Dictionary texts) {
    boolean isNew = texts.size() - ranks.length > ranks.length / MANY;
    int from = isNew ? 0 : ranks.length;
    int[] fresh = sorted(texts, from);
    int[] order = isNew ? fresh : merged(ordered(ranks), fresh, texts);
    int[] out = new int[order.length];
    for (int rank = 0; rank < order.length; rank++) {
      out[order[rank]] = rank;
    }
    return out;
  }

  /// Returns the codes from one on in the order of their texts.
  private static int[] sorted(Dictionary texts, int from) {
    NaturalText[] places = new NaturalText[texts.size() - from];
    Arrays.parallelSetAll(places, i -> NaturalText.of(texts.get(from + i)));
    Integer[] codes = IntStream.range(from, texts.size()).boxed().toArray(Integer[]::new);
    Arrays.parallelSort(codes, Comparator.comparing(code -> places[code - from]));
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

  private static int[] merged(int[] known, int[] fresh, Dictionary texts) {
    int[] out = new int[known.length + fresh.length];
    int from = 0;
    for (int i = 0; i < fresh.length; i++) {
      NaturalText text = NaturalText.of(texts.get(fresh[i]));
      int low = from;
      int high = known.length;
      while (low < high) {
        int middle = low + high >>> 1;
        if (NaturalText.of(texts.get(known[middle])).compareTo(text) < 0) {
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
