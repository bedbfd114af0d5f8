package org.edgeztp.server.ui;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;

/** A machine that needs a person. */
record Need(Kind kind, Machine machine) {
  /** How many of those on their way are looked into: so many are hardly there at one time. */
  private static final int LOOKED_INTO = 64;

  /** What for, the most urgent first. */
  enum Kind {
    FAILED,
    /** Waits for what, as it looks, will not come by itself. */
    STUCK,
    /** Something is wrong with it beside its state. */
    FAULTY,
    /** Nobody has said what shall become of it. */
    UNDECIDED
  }

  /** All of them, the most urgent and newest first. What people work on already is none. */
  static List<Need> all(Inventory inventory) {
    Stream<Need> plain =
        inventory.all().stream()
            .flatMap(machine -> plainly(machine).map(kind -> new Need(kind, machine)).stream());
    Stream<Need> stuck =
        inventory.inState(Tone.MOVING.states()).stream()
            .limit(LOOKED_INTO)
            .filter(machine -> plainly(machine).isEmpty())
            .filter(machine -> inventory.explain(machine).cause().isPresent())
            .map(machine -> new Need(Kind.STUCK, machine));
    return Stream.concat(plain, stuck)
        .filter(need -> need.machine().maintenance().isEmpty())
        .sorted(
            Comparator.comparing(Need::kind)
                .thenComparing(need -> need.machine().since(), Comparator.reverseOrder()))
        .toList();
  }

  private static Optional<Kind> plainly(Machine machine) {
    return org.edgeztp.inventory.query.Need.of(machine)
        .map(need ->
            switch (need) {
              case FAILED -> Kind.FAILED;
              case FAULTY -> Kind.FAULTY;
              case UNDECIDED -> Kind.UNDECIDED;
            });
  }
}
