package org.edgeztp.server.boot;

import static org.edgeztp.inventory.machine.State.INSTALLING;

import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;

/**
 * What the protocol rooms ask: who is this client, and what shall it boot? Taking note of the
 * client may move its machine (a rule takes it on; an installation was cut short); deciding never
 * does.
 */
public final class Boot {
  private static final int BOOTS_PER_RUN = 3;

  private final Inventory inventory;
  private final Intake intake;
  private final Tokens tokens;
  private final String site;

  public Boot(Inventory inventory, Intake intake, Tokens tokens, String site) {
    this.inventory = inventory;
    this.intake = intake;
    this.tokens = tokens;
    this.site = site;
  }

  /**
   * What the client shall boot. A boot client nobody knows becomes a machine by this; an operating
   * system that only wants an address does not.
   */
  public BootTarget target(Client client, Optional<InetAddress> address) {
    Optional<Machine> known = inventory.find(client.mac());
    Optional<String> conflict = conflict(client, known);
    if (conflict.isPresent()) {
      sight(anonymous(client), address);
      return new BootTarget.Nothing(conflict.get());
    }
    switch (client.firmware()) {
      case NONE -> {
        known.ifPresent(machine -> sight(client, address));
        return new BootTarget.Nothing("it asks for an address only");
      }
      case SONIC, SWITCH_SYSTEM -> {
        return known
            .map(_ -> plan(sight(anonymous(client), address), client))
            .orElseGet(() -> new BootTarget.Nothing("nobody installed this switch from here"));
      }
      case BIOS, UEFI, UEFI_HTTP, IPXE, ONIE -> {}
    }
    Machine machine = intake.consider(sight(client, address));
    return plan(machine.state() == INSTALLING ? restarted(machine) : machine, client);
  }

  /** The decision alone, for a machine that is known. */
  public BootTarget plan(Machine machine, Client client) {
    return BootPlan.decide(machine, client, tokens.of(machine));
  }

  /** Why what a switch tells of itself does not go with what is known; empty when it does. */
  public Optional<String> conflict(Client client, Optional<Machine> known) {
    return client
        .facts()
        .filter(facts -> !facts.serial().isEmpty())
        .flatMap(facts ->
            Identity.conflict(
                client.mac(), facts.serial(), known, inventory.withSerial(facts.serial())));
  }

  public Optional<Machine> machine(MacAddress mac) {
    return inventory.find(mac);
  }

  private Machine sight(Client client, Optional<InetAddress> address) {
    return inventory.sight(
        client.mac(),
        site,
        new Sighting(client.uuid().map(UUID::toString), address, client.facts()));
  }

  private static Client anonymous(Client client) {
    return new Client(client.mac(), client.uuid(), client.firmware(), client.architecture());
  }

  /** A network boot while the installer should run: power was cut, or a person pressed reset. */
  private Machine restarted(Machine machine) {
    int boots = machine.boot() + 1;
    Event event =
        boots > BOOTS_PER_RUN
            ? new Event.InstallFailed(
                "boot", "boot loop: booted " + boots + " times without finishing", "")
            : new Event.InstallerRestarted(boots);
    return inventory.apply(machine, event).after(machine);
  }
}
