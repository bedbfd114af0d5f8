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
    check(limit);
    if (after.filter(cursor -> !cursor.order().equals(order)).isPresent()) {
      throw new IllegalArgumentException("the cursor is of another order than sort=" + order);
    }
  }

  /** The same question, of those alone that pass a filter as well. */
  public MachineQuery within(Filter other) {
    return new MachineQuery(filter.and(other), order, after, limit);
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
    var reading = new Reading();
    for (var part : parts) {
      try {
        reading.take(part.getKey(), part.getValue());
      } catch (IllegalArgumentException e) {
        throw new WrongPart(part.getKey().replaceAll("[<>=!].*", ""), e);
      }
    }
    return reading.query();
  }

  /** What was read of a question so far. */
  private static final class Reading {
    private final List<Filter> filters = new ArrayList<>();
    private Order order = Order.OF_DISCOVERY;
    private Optional<Cursor> after = Optional.empty();
    private int limit = USUAL;

    void take(String name, String value) {
      switch (name) {
        case "sort" -> order = Order.parse(value);
        case "after" -> after = Optional.of(Cursor.parse(value));
        case "limit" -> limit = limit(value);
        case "search" -> {
          if (!value.isBlank()) {
            filters.add(Filter.ALL.showing(value));
          }
        }
        default -> filters.add(Filter.parse(List.of(term(name, value))));
      }
    }

    MachineQuery query() {
      return new MachineQuery(
          filters.stream().reduce(Filter.ALL, Filter::and), order, after, limit);
    }
  }

  /**
   * Reads how many are asked for.
   *
   * @throws IllegalArgumentException when it is not a number from 1 to {@value #MOST}
   */
  public static int limit(String text) {
    int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    check(limit);
    return limit;
  }

  private static void check(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit is a number from 1 to " + MOST);
    }
  }

  /**
   * Puts together what an address takes apart at its first equals sign, or does not: {@code a>2}.
   */
  private static String term(String name, String value) {
    boolean whole = value.isEmpty() && name.matches(".*[=<>].+");
    return whole ? name : name + "=" + value;
  }
}
