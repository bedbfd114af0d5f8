package org.edgeztp.server.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.MachineQuery;
import org.edgeztp.inventory.query.Need;
import org.edgeztp.inventory.query.Order;

/**
 * The machines that need a person; what people work on already is none.
 *
 * @param first those that failed, that are stuck, that have a fault, and that nobody decided about:
 *     of each the newest first
 * @param all how many there are
 */
record Needs(List<Machine> first, int all) {
  /** How many of those on their way are looked into: so many are hardly there at one time. */
  private static final int LOOKED_INTO = 64;

  /**
   * Asks an inventory.
   *
   * @param most how many of the first
   */
  static Needs of(Inventory inventory, int most) {
    List<Machine> stuck = stuck(inventory);
    List<Machine> first = new ArrayList<>(newest(inventory, Need.FAILED, most));
    first.addAll(stuck);
    Stream.of(Need.FAULTY, Need.UNDECIDED)
        .forEach(need -> first.addAll(newest(inventory, need, most)));
    int plain = inventory.count(Filter.parse(List.of("need!=")));
    return new Needs(first.stream().limit(most).toList(), plain + stuck.size());
  }

  private static List<Machine> newest(Inventory inventory, Need need, int most) {
    Filter filter = Filter.parse(List.of("need=" + need.name()));
    return inventory
        .page(new MachineQuery(filter, Order.parse("-since"), Optional.empty(), most))
        .machines();
  }

  /** Those that wait for what, as it looks, will not come by itself. */
  private static List<Machine> stuck(Inventory inventory) {
    return inventory.inState(Tone.MOVING.states()).stream()
        .limit(LOOKED_INTO)
        .filter(machine -> machine.maintenance().isEmpty() && Need.of(machine).isEmpty())
        .filter(machine -> inventory.explain(machine).cause().isPresent())
        .toList()
        .reversed();
  }
}
