package org.edgeztp.inventory.store;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachinePage.Ranked;
import org.edgeztp.inventory.query.MachineQuery;
import org.edgeztp.inventory.query.Rank;

/**
 * Cuts a page out of many machines: in the order of discovery it reads no further than the page
 * goes, in any other it keeps the page's worth of those it reads.
 */
final class Pages {
  private Pages() {}

  /**
   * The page.
   *
   * @param slots among which the machines are, in the order of discovery that the question wants
   * @param last how many were discovered before the last machine of the page before
   */
  static MachinePage of(MachineQuery query, Stream<Slot> slots, OptionalInt last) {
    Comparator<Rank> order = query.order().comparator();
    Comparator<Ranked> first = comparing(Ranked::rank, order);
    Optional<Rank> after =
        query.after().map(cursor -> new Rank(cursor.key(), last.orElse(cursor.discovered())));
    Predicate<Machine> passes = query.filter().test();
    Stream<Ranked> wanted =
        slots
            .<Ranked>mapMulti((slot, found) -> {
              Machine machine = slot.machine;
              if (passes.test(machine)) {
                found.accept(new Ranked(query.order().rank(machine, slot.discovered), machine));
              }
            })
            .filter(ranked -> after.isEmpty() || order.compare(after.get(), ranked.rank()) < 0);
    List<Ranked> found =
        query.order().by().isEmpty()
            ? wanted.limit(query.limit() + 1L).toList()
            : first(query.limit() + 1, wanted, first);
    return MachinePage.of(query, found);
  }

  private static List<Ranked> first(int count, Stream<Ranked> all, Comparator<Ranked> first) {
    var kept = new PriorityQueue<Ranked>(count + 1, first.reversed());
    all.forEach(ranked -> {
      if (kept.size() < count || first.compare(ranked, kept.element()) < 0) {
        kept.add(ranked);
      }
      if (kept.size() > count) {
        kept.remove();
      }
    });
    List<Ranked> sorted = new ArrayList<>(kept);
    sorted.sort(first);
    return sorted;
  }
}
