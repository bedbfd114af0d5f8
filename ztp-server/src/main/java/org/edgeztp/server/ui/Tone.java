package org.edgeztp.server.ui;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.query.Field;
import org.edgeztp.inventory.query.Filter;

/** What a state means to who looks after machines: decides its colour, its shape and its place. */
enum Tone {
  SERVING("In service"),
  MOVING("On the way"),
  WAITING("Waiting for a decision"),
  CARE("Being cared for"),
  FAILED("Failed"),
  GONE("Retired");

  private final String label;

  Tone(String label) {
    this.label = label;
  }

  static Tone of(State state) {
    return switch (state) {
      case IN_SERVICE -> SERVING;
      case INSPECTING,
          TESTING,
          ADOPTING,
          QUEUED,
          BOOTING,
          INSTALLING,
          INSTALLED,
          WAITING,
          CONVERGING,
          VERIFYING,
          HANDING_OFF ->
          MOVING;
      case DISCOVERED, READY -> WAITING;
      case DRAINING, DRAINED, WIPING, RESCUING, RESCUE -> CARE;
      case FAILED -> FAILED;
      case RETIRED -> GONE;
    };
  }

  /** How many machines that pass a filter are in states of each. */
  static Map<Tone, Long> counts(Inventory inventory, Filter filter) {
    return inventory.counts(filter, Field.STATE).entrySet().stream()
        .collect(
            groupingBy(
                state -> of(State.valueOf(state.getKey())), summingLong(Map.Entry::getValue)));
  }

  static Optional<Tone> named(String name) {
    return Arrays.stream(values()).filter(tone -> tone.key().equals(name)).findFirst();
  }

  /** The states that mean it, in the order of the lifecycle. */
  List<State> states() {
    return Arrays.stream(State.values()).filter(state -> of(state) == this).toList();
  }

  /** The name in addresses, style sheets and pictures. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String label() {
    return label;
  }
}
