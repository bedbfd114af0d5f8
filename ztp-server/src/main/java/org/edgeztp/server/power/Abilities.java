package org.edgeztp.server.power;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a controller can do, as it said when it was asked.
 *
 * @param told what it told of itself beside that, in its language's own words
 */
record Abilities(Set<PowerAction> actions, Map<String, Object> told) {
  private static final String CAN = "can";

  Abilities {
    actions = Set.copyOf(actions);
    told = Map.copyOf(told);
  }

  /** The names of the actions, in the order of the enum. */
  List<String> labels() {
    return actions.stream().sorted().map(PowerAction::label).toList();
  }

  /** As they stand in the timeline. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new HashMap<>(told);
    facts.put(CAN, labels());
    return facts;
  }

  /** As they were kept; empty where the facts are of something else. */
  static Optional<Abilities> of(Map<String, Object> facts) {
    if (!(facts.get(CAN) instanceof List<?> labels)) {
      return Optional.empty();
    }
    Set<PowerAction> actions = EnumSet.noneOf(PowerAction.class);
    labels.forEach(label -> PowerAction.named(String.valueOf(label)).ifPresent(actions::add));
    Map<String, Object> told = new HashMap<>(facts);
    told.remove(CAN);
    return Optional.of(new Abilities(actions, told));
  }

  /** The ways to have a machine boot what this server serves, in the order they are tried. */
  List<PowerAction> ways() {
    return Stream.of(PowerAction.NETBOOT, PowerAction.NETBOOT_OTHERWISE, PowerAction.BOOT_MEDIA)
        .filter(actions::contains)
        .toList();
  }
}
