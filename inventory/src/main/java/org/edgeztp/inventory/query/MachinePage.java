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
  /**
   * Cuts a page off.
   *
   * @param found those of the page and, when there are more, at least one of them
   */
  public static MachinePage of(MachineQuery query, List<Machine> found) {
    List<Machine> page = found.stream().limit(query.limit()).toList();
    return new MachinePage(
        page,
        found.size() > page.size()
            ? Optional.of(Cursor.at(query.order(), page.getLast()))
            : Optional.empty());
  }
}
