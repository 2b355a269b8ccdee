package panoptic.query;

import java.util.List;
import java.util.Optional;

/// How the pictures of a view divide by one property, were the view to ask nothing of that property itself.
///
/// `rows` are the values asked for, of folders those named alone; `values` is how many different ones there are to ask for. Of numbers and dates there are `bars` instead, where there is a value at all.
/// Counts are of instances, or of images where the view piles up copies.
public record Facet(int propertyId, Count empty, int values, List<Row> rows, Optional<Bars> bars) {

  /// How many pictures match the rest of the view, and how many there are in the whole project.
  public record Count(int here, int all) {
  }

  /// A value as JSON has it; a tag or a folder stands for itself and all below it.
  public record Row(Object value, Count count) {
  }

  /// A stretch of numbers or dates, as JSON has them, `to` included where [Bars] says so.
  public record Bar(Object from, Object to, Count count) {
  }

  /// A histogram over all of the project. Of dates, `vague` are those known less precisely than a bar is wide.
  public record Bars(List<Bar> list, boolean isToIncluded, Count vague) {
    public Bars {
      list = List.copyOf(list);
    }
  }

  /// What is asked of a property: at most so many of its most frequent values, those alone that contain a text (folded), and besides them the `named` ones, as JSON
  /// has them.
  public record Wish(int propertyId, int most, String search, List<Object> named) {
    public Wish {
      named = List.copyOf(named);
    }
  }

  public Facet {
    rows = List.copyOf(rows);
  }
}
