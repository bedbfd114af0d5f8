package org.edgeztp.server.provision;

import static java.util.stream.Collectors.groupingBy;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.jspecify.annotations.Nullable;

/**
 * What machines ask about the others of their site, as all were at one moment. However many ask, it
 * goes through all machines once; for nobody who asks nothing. For one thread.
 */
final class Peers {
  /** Switches in these are nobody's who would bring them into service. */
  private static final Set<State> STRANGERS = EnumSet.of(State.DISCOVERED, State.RETIRED);

  /** Those of a site that have a role, all of them and those of them that are in service. */
  record Holders(List<Machine> all, List<Machine> serving) {}

  /**
   * A switch that somebody brings into service.
   *
   * @param names by which it may tell of itself, as {@link #plain} gives them
   */
  record Switch(Machine device, Set<String> names) {}

  private record Role(String site, String name) {}

  private final Supplier<List<Machine>> source;
  private final Function<Machine, Optional<Profile>> profiles;
  private final Map<Role, Holders> holders = new HashMap<>();
  private final Map<String, List<Switch>> switches = new HashMap<>();
  private @Nullable Map<String, List<Machine>> bySite;

  Peers(Inventory inventory) {
    source = inventory::all;
    profiles = inventory::profileOf;
  }

  /** Those other than a machine that have a role on its site. */
  Holders holders(Machine machine, String role) {
    Holders found =
        holders.computeIfAbsent(new Role(machine.site(), role), _ -> find(machine.site(), role));
    return has(machine, role)
        ? new Holders(others(machine, found.all()), others(machine, found.serving()))
        : found;
  }

  /** The switches of a machine's site. */
  List<Switch> switches(Machine machine) {
    return switches.computeIfAbsent(
        machine.site(),
        name ->
            site(name).stream()
                .filter(other -> other.kind() == Machine.Kind.SWITCH)
                .filter(other -> !STRANGERS.contains(other.state()))
                .map(other -> new Switch(other, names(other)))
                .toList());
  }

  /** A system tells its name with the domain or without. */
  static String plain(String name) {
    return name.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
  }

  private Holders find(String site, String role) {
    List<Machine> all =
        site(site).stream()
            .filter(machine -> machine.state() != State.RETIRED)
            .filter(machine -> has(machine, role))
            .toList();
    return new Holders(
        all, all.stream().filter(machine -> machine.state() == State.IN_SERVICE).toList());
  }

  private boolean has(Machine machine, String role) {
    return profiles.apply(machine).filter(profile -> profile.roles().contains(role)).isPresent();
  }

  private List<Machine> site(String name) {
    Map<String, List<Machine>> sites = bySite;
    if (sites == null) {
      sites = source.get().stream().collect(groupingBy(Machine::site));
      bySite = sites;
    }
    return sites.getOrDefault(name, List.of());
  }

  private static List<Machine> others(Machine machine, List<Machine> all) {
    return all.stream().filter(other -> !other.id().equals(machine.id())).toList();
  }

  private static Set<String> names(Machine device) {
    return Stream.of(device.hostname(), device.serial(), Optional.of(device.mac().value()))
        .flatMap(Optional::stream)
        .map(Peers::plain)
        .collect(Collectors.toSet());
  }
}
