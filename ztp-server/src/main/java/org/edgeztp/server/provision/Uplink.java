package org.edgeztp.server.provision;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.State;

/**
 * A switch of ours that a machine is plugged into, as the machine heard it by LLDP. Pure.
 *
 * @param ports the switch's, in the order of the machine's cards
 */
record Uplink(Machine device, List<String> ports) {
  /** Switches in these are nobody's who would bring them into service. */
  private static final Set<State> STRANGERS = EnumSet.of(State.DISCOVERED, State.RETIRED);

  Uplink {
    ports = List.copyOf(ports);
  }

  /**
   * The switches around a machine; those that nobody brings into service are left out.
   *
   * @param all machines, of any site
   */
  static List<Uplink> of(Machine machine, Collection<Machine> all) {
    List<Nic.Neighbour> heard =
        machine.hardware().map(Hardware::nics).stream()
            .flatMap(List::stream)
            .flatMap(nic -> nic.neighbour().stream())
            .toList();
    if (heard.isEmpty()) {
      return List.of();
    }
    return all.stream()
        .filter(other -> other.kind() == Machine.Kind.SWITCH)
        .filter(other -> other.site().equals(machine.site()))
        .filter(other -> !STRANGERS.contains(other.state()))
        .map(other -> new Uplink(other, ports(other, heard)))
        .filter(uplink -> !uplink.ports().isEmpty())
        .toList();
  }

  boolean met() {
    return device.state() == State.IN_SERVICE;
  }

  /** {@code it is plugged into switch leaf-1 (CONVERGING)}. */
  String text() {
    return "it is plugged into switch %s (%s)".formatted(device.label(), device.state());
  }

  private static List<String> ports(Machine device, List<Nic.Neighbour> heard) {
    Set<String> names =
        Stream.of(device.hostname(), device.serial(), Optional.of(device.mac().value()))
            .flatMap(Optional::stream)
            .map(Uplink::plain)
            .collect(Collectors.toSet());
    return heard.stream()
        .filter(neighbour -> names.contains(plain(neighbour.system())))
        .map(Nic.Neighbour::port)
        .toList();
  }

  /** A system tells its name with the domain or without. */
  private static String plain(String name) {
    return name.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
  }
}
