package org.edgeztp.inventory.query;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;

/**
 * The machines that were asked for.
 *
 * @param next where the next page goes on; empty on the last one
 */
public record MachinePage(List<Machine> machines, Optional<Cursor> next) {
  /** A machine and its place in the order that was asked for. */
  public record Ranked(Rank rank, Machine machine) {}

  /**
   * Cuts a page off.
   *
   * @param found those of the page and, when there are more, at least one of them
   */
  public static MachinePage of(MachineQuery query, List<Ranked> found) {
    List<Ranked> page = found.stream().limit(query.limit()).toList();
    return new MachinePage(
        page.stream().map(Ranked::machine).toList(),
        found.size() > page.size()
            ? Optional.of(Cursor.at(query.order(), page.getLast().machine(), page.getLast().rank()))
            : Optional.empty());
  }
}
