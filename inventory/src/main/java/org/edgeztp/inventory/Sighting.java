package org.edgeztp.inventory;

import static org.edgeztp.inventory.machine.State.DISCOVERED;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.SwitchFacts;

/**
 * What a packet told of its sender beside the hardware address. A machine with addresses of both
 * families is known by its IPv4 address: the IPv6 one follows from its card.
 *
 * @param architecture UNKNOWN when it told none
 * @param onie what a switch told; it counts until somebody takes the switch on, and from then on
 *     what it is stays as it is
 */
public record Sighting(
    Optional<String> uuid,
    Optional<InetAddress> address,
    Architecture architecture,
    Optional<SwitchFacts> onie) {

  /** A sighting of what is no boot client, or does not say so. */
  public Sighting(Optional<String> uuid, Optional<InetAddress> address) {
    this(uuid, address, Architecture.UNKNOWN, Optional.empty());
  }

  boolean addsTo(Machine machine) {
    return !addTo(machine).equals(machine.draft().toMachine());
  }

  Machine addTo(Machine machine) {
    Draft next = machine.draft();
    next.uuid = uuid.or(machine::uuid);
    next.address = known(machine).or(machine::address);
    next.architecture =
        architecture == Architecture.UNKNOWN ? machine.architecture() : architecture;
    news(machine)
        .ifPresent(hardware -> {
          next.hardware = Optional.of(hardware);
          next.serial = Optional.of(hardware.serial()).filter(text -> !text.isEmpty());
        });
    return next.toMachine();
  }

  private Optional<InetAddress> known(Machine machine) {
    boolean hasIpv4 = machine.address().filter(Inet4Address.class::isInstance).isPresent();
    return address.filter(seen -> seen instanceof Inet4Address || !hasIpv4);
  }

  private Optional<Hardware> news(Machine machine) {
    return onie.filter(_ -> machine.state() == DISCOVERED)
        .map(facts -> Hardware.ofSwitch(facts, machine.mac()));
  }
}
