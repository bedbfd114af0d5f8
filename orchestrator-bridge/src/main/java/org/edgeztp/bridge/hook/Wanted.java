package org.edgeztp.bridge.hook;

import java.util.Set;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/**
 * Which entries of the timeline a webhook is sent: those that pass each of the three; an empty one
 * lets all pass.
 *
 * @param kinds of entries, as {@link Entry#kinds} has them
 * @param states that the entry led the machine to
 * @param sites that the machine is of
 */
public record Wanted(Set<String> kinds, Set<State> states, Set<String> sites) {
  public Wanted {
    kinds = Set.copyOf(kinds);
    states = Set.copyOf(states);
    sites = Set.copyOf(sites);
  }

  boolean covers(Entry entry, Machine machine) {
    return (kinds.isEmpty() || kinds.contains(entry.kind()))
        && (states.isEmpty() || (isMove(entry) && entry.to().filter(states::contains).isPresent()))
        && (sites.isEmpty() || sites.contains(machine.site()));
  }

  /** Maintenance, for one, leaves a machine where it is. */
  private static boolean isMove(Entry entry) {
    return !entry.from().equals(entry.to());
  }

  /** Whether all that it lets pass may be seen by who asks. */
  boolean isVisible() {
    return !Sites.areLimited() || (!sites.isEmpty() && sites.stream().allMatch(Sites::cover));
  }
}
