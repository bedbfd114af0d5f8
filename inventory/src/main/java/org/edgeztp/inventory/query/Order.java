package org.edgeztp.inventory.query;

import java.util.Comparator;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;

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

  /** The machine's place in it. */
  public Rank rank(Machine machine, int discovered) {
    return new Rank(keyOf(machine), discovered);
  }

  Key keyOf(Machine machine) {
    return by.flatMap(field -> field.of(machine)).orElse(Key.NONE);
  }

  /** Which of two comes first. */
  public Comparator<Rank> comparator() {
    Comparator<Rank> ascending = Comparator.comparing(Rank::key).thenComparingInt(Rank::discovered);
    return descending
        ? Comparator.comparing((Rank rank) -> rank.key().equals(Key.NONE))
            .thenComparing(ascending.reversed())
        : ascending;
  }
}
