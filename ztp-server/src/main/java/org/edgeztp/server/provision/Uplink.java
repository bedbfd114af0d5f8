package org.edgeztp.server.provision;

import java.util.List;
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
  Uplink {
    ports = List.copyOf(ports);
  }

  /** The switches around a machine; those that nobody brings into service are left out. */
  static List<Uplink> of(Machine machine, Peers peers) {
    List<Nic.Neighbour> heard =
        machine.hardware().map(Hardware::nics).stream()
            .flatMap(List::stream)
            .flatMap(nic -> nic.neighbour().stream())
            .toList();
    if (heard.isEmpty()) {
      return List.of();
    }
    return peers.switches(machine).stream()
        .map(near -> new Uplink(near.device(), ports(near, heard)))
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

  private static List<String> ports(Peers.Switch near, List<Nic.Neighbour> heard) {
    return heard.stream()
        .filter(neighbour -> near.names().contains(Peers.plain(neighbour.system())))
        .map(Nic.Neighbour::port)
        .toList();
  }
}
