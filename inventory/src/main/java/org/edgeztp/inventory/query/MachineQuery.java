package org.edgeztp.inventory.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of machines that somebody asks for.
 *
 * @param after where the page before ended; from the first one where empty
 * @param limit how many at most, 1 to {@value #MOST}
 */
public record MachineQuery(Filter filter, Order order, Optional<Cursor> after, int limit) {
  /** How many are on a page unless the question says otherwise. */
  public static final int USUAL = 100;

  public static final int MOST = 1000;

  public MachineQuery {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit is a number from 1 to " + MOST);
    }
    if (after.filter(cursor -> !cursor.order().equals(order)).isPresent()) {
      throw new IllegalArgumentException("the cursor is of another order than sort=" + order);
    }
  }

  /**
   * Reads a question as addresses carry it behind the question mark: {@code sort}, {@code limit},
   * {@code after} and {@code search}, and every other part is a term of the filter, as {@code
   * state=FAILED} or {@code fact.cpus>=32}.
   *
   * @param parts decoded names and values; a part without an equals sign has an empty value
   * @throws IllegalArgumentException with a sentence for whoever asks, when it cannot be
   */
  public static MachineQuery parse(List<Map.Entry<String, String>> parts) {
    List<String> terms = new ArrayList<>();
    Order order = Order.OF_DISCOVERY;
    Optional<Cursor> after = Optional.empty();
    int limit = USUAL;
    Optional<String> text = Optional.empty();
    for (var part : parts) {
      switch (part.getKey()) {
        case "sort" -> order = Order.parse(part.getValue());
        case "after" -> after = Optional.of(Cursor.parse(part.getValue()));
        case "limit" -> limit = limit(part.getValue());
        case "search" -> text = Optional.of(part.getValue()).filter(said -> !said.isBlank());
        default -> terms.add(term(part.getKey(), part.getValue()));
      }
    }
    Filter filter = Filter.parse(terms);
    return new MachineQuery(text.map(filter::showing).orElse(filter), order, after, limit);
  }

  private static int limit(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }

  /**
   * Puts together what an address takes apart at its first equals sign, or does not: {@code a>2}.
   */
  private static String term(String name, String value) {
    boolean whole = value.isEmpty() && name.matches(".*[=<>].+");
    return whole ? name : name + "=" + value;
  }
}
