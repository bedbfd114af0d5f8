package org.edgeztp.server.boot;

import static org.edgeztp.inventory.machine.State.INSTALLING;

import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;

/**
 * What the protocol rooms ask: who is this client, and what shall it boot? Taking note of the
 * client may move its machine (a rule takes it on; an installation was cut short; it boots in
 * circles); deciding never does.
 */
public final class Boot {
  private static final int BOOTS_PER_RUN = 3;

  private final Inventory inventory;
  private final Intake intake;
  private final Tokens tokens;
  private final Stock stock;
  private final String site;
  private final BootWatch watch;

  /**
   * Decides for the machines of one site.
   *
   * @param stock what there is to be booted
   */
  public Boot(Inventory inventory, Intake intake, Tokens tokens, Stock stock, String site) {
    this.inventory = inventory;
    this.intake = intake;
    this.tokens = tokens;
    this.stock = stock;
    this.site = site;
    this.watch = new BootWatch(inventory);
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
    return switch (client.firmware()) {
      case NONE -> {
        known.ifPresent(_ -> watch.settle(sight(client, address)));
        yield new BootTarget.Nothing("it asks for an address only");
      }
      case SONIC, SWITCH_SYSTEM ->
          known
              .map(_ -> plan(sight(anonymous(client), address), client))
              .orElseGet(() -> new BootTarget.Nothing("nobody installed this switch from here"));
      case BIOS, UEFI, UEFI_HTTP, IPXE, GRUB, RASPBERRY_PI, ONIE ->
          boots(watch.asked(sight(client, address), client), client);
    };
  }

  /** Whether it is nobody: it boots nothing from here, and nothing is noted of it. */
  public boolean isStranger(Client client) {
    return client.firmware() == Firmware.NONE
        && client.facts().isEmpty()
        && inventory.find(client.mac()).isEmpty();
  }

  /** Whether it is a machine already. */
  public boolean knows(Client client) {
    return inventory.find(client.mac()).isPresent();
  }

  /** The decision alone, for a machine that is known. */
  public BootTarget plan(Machine machine, Client client) {
    return BootPlan.decide(machine, client, tokens.of(machine), stock);
  }

  /**
   * What a machine's script tells it, when it comes for the script: this is what counts as a boot.
   *
   * @param reader IPXE or GRUB
   */
  public BootTarget script(Machine machine, Firmware reader) {
    Machine present = watch.reads(machine, reader);
    return plan(
        present, new Client(present.mac(), Optional.empty(), reader, present.architecture()));
  }

  /** The machine came for a boot program by its name. */
  public void fetched(Machine machine, BootFile program) {
    watch.fetched(machine, program);
  }

  /** The kernel and ramdisk that the machine runs. */
  public Ramdisk ramdisk(Machine machine) {
    return Ramdisk.of(machine.architecture()).orElse(Ramdisk.AMD64);
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

  /** Tells the machine's timeline what was not given; once for the many names that ONIE tries. */
  public void declined(Machine machine, String why) {
    inventory.noteOnce(machine, Observation.of(Observation.Kind.REFUSED, why));
  }

  public Optional<Machine> machine(MachineId id) {
    return inventory.find(id);
  }

  private BootTarget boots(Machine seen, Client client) {
    Machine machine = BootPlan.obstacle(client, stock).isEmpty() ? intake.consider(seen) : seen;
    Machine present = machine.state() == INSTALLING ? restarted(machine) : machine;
    BootTarget target = plan(present, client);
    // A ROM that is left to its disk comes for nothing more: its packet is all there is to count.
    boolean last = client.firmware() == Firmware.BIOS && target instanceof BootTarget.Nothing;
    return last ? plan(watch.counted(present), client) : target;
  }

  private Machine sight(Client client, Optional<InetAddress> address) {
    return inventory.sight(
        client.mac(),
        site,
        new Sighting(
            client.uuid().map(UUID::toString), address, client.architecture(), client.facts()));
  }

  private static Client anonymous(Client client) {
    return new Client(client.mac(), client.uuid(), client.firmware(), client.architecture());
  }

  /** A network boot while the installer should run: power was cut, or a person pressed reset. */
  private Machine restarted(Machine machine) {
    int boots = machine.boot() + 1;
    Event event =
        boots > BOOTS_PER_RUN
            ? new Event.BootLooped("booted " + boots + " times without finishing its installation")
            : new Event.InstallerRestarted(boots);
    return inventory.apply(machine, event).after(machine);
  }
}
