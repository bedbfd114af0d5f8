package org.edgeztp.server.arrival;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.MachineId;

/**
 * Where machines stand, as lists of them told it: sorted once for each list, as racks are looked at
 * again and again.
 *
 * @param byName what stands in each rack, from the bottom up, that at no told height last
 */
record Racks(Map<String, List<Expected>> byName) {
  static Racks of(List<Expected> told) {
    return new Racks(
        told.stream()
            .filter(one -> one.told().rack().isPresent())
            .collect(
                groupingBy(
                    one -> one.told().rack().orElseThrow(),
                    collectingAndThen(toList(), Racks::fromBottom))));
  }

  Set<String> names() {
    return byName.keySet();
  }

  /** What stands in a rack: nothing where none is called so. */
  List<Expected> in(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** The machines that have come. */
  Stream<MachineId> come() {
    return byName.values().stream().flatMap(List::stream).flatMap(one -> one.machine().stream());
  }

  private static List<Expected> fromBottom(List<Expected> rack) {
    return rack.stream()
        .sorted(comparing(one -> one.told().unit().orElse(null), nullsLast(naturalOrder())))
        .toList();
  }
}
