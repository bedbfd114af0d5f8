package org.edgeztp.inventory.query;

import java.util.Comparator;
import java.util.Optional;

/**
 * In which order: that of discovery, which never changes, where no field is named. Machines alike
 * in the field are in that order, and those without one come last.
 */
public record Order(Optional<Field> by, boolean descending) {
  public static final Order OF_DISCOVERY = new Order(Optional.empty(), false);

  private static final String DISCOVERY = "discovered";

  /**
   * Reads an order.
   *
   * @param text a field's name or {@code discovered}; behind a minus sign the other way round
   * @throws IllegalArgumentException when there is no such field
   */
  public static Order parse(String text) {
    boolean descending = text.startsWith("-");
    String name = text.substring(descending ? 1 : 0);
    Optional<Field> by = name.equals(DISCOVERY) ? Optional.empty() : Optional.of(Field.parse(name));
    return new Order(by, descending);
  }

  /** As it is read. */
  @Override
  public String toString() {
    return (descending ? "-" : "") + by.map(Field::key).orElse(DISCOVERY);
  }

  /** Which of two comes first. By hand, as a page of many machines compares them all. */
  public Comparator<Rank> comparator() {
    return descending ? Order::descending : Order::ascending;
  }

  private static int ascending(Rank one, Rank other) {
    int keys = one.key().compareTo(other.key());
    return keys != 0 ? keys : Integer.compare(one.discovered(), other.discovered());
  }

  private static int descending(Rank left, Rank right) {
    int absent = Boolean.compare(left.key().equals(Key.NONE), right.key().equals(Key.NONE));
    return absent != 0 ? absent : ascending(right, left);
  }
}
