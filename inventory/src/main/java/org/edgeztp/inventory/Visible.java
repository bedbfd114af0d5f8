package org.edgeztp.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.Trait;
import org.edgeztp.inventory.query.Field;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachineQuery;
import org.edgeztp.inventory.query.Part;
import org.edgeztp.inventory.store.MachineStore;

/** What is stored, as far as the running thread may see it: see {@link Sites}. */
record Visible(MachineStore store) {
  private static final Filter COVERED = new Filter(List.of(new Part(Field.SITE, Sites::cover)));

  Optional<Machine> find(MachineId id) {
    return store.find(id).map(Sites::check);
  }

  Optional<Machine> find(MacAddress mac) {
    return store.find(mac).map(Sites::check);
  }

  /** Those of a name: where none of them may be seen, the name is refused. */
  List<Machine> named(List<Machine> named) {
    List<Machine> covered = of(named);
    return covered.isEmpty() ? named.stream().map(Sites::check).toList() : covered;
  }

  List<Machine> all() {
    return of(store.all());
  }

  List<Machine> inState(Collection<State> states) {
    return of(store.inState(states));
  }

  MachinePage page(MachineQuery query) {
    return store.page(Sites.areLimited() ? query.within(COVERED) : query);
  }

  int count(Filter filter) {
    return store.count(covered(filter));
  }

  List<Machine> all(Filter filter) {
    return store.all(covered(filter));
  }

  Map<String, Integer> counts(Filter filter, Trait by) {
    return store.counts(covered(filter), by);
  }

  List<Entry> timeline(MachineId id, long after, int limit) {
    return has(id) ? store.timeline(id, after, limit) : List.of();
  }

  List<Entry> timelineBefore(MachineId id, long before, int limit) {
    return has(id) ? store.timelineBefore(id, before, limit) : List.of();
  }

  boolean has(MachineId id) {
    return !Sites.areLimited() || store.find(id).filter(Sites::cover).isPresent();
  }

  List<Entry> entries(List<Entry> entries) {
    return Sites.areLimited()
        ? entries.stream().filter(entry -> has(entry.machine())).toList()
        : entries;
  }

  private static Filter covered(Filter filter) {
    return Sites.areLimited() ? filter.and(COVERED) : filter;
  }

  private static List<Machine> of(List<Machine> machines) {
    return Sites.areLimited() ? machines.stream().filter(Sites::cover).toList() : machines;
  }
}
