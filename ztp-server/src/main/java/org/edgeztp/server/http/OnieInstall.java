package org.edgeztp.server.http;

import static org.edgeztp.inventory.machine.State.BOOTING;
import static org.edgeztp.inventory.machine.State.INSPECTING;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.boot.Refusal;

/**
 * ONIE asks for an installer, by the exact URL or by one of its names: the same answer to both. Its
 * headers are the switch's hardware report, so no ramdisk is needed for that.
 */
final class OnieInstall {
  /** ONIE's wget gives up after three seconds without a byte. */
  private static final Duration TURN_WAIT = Duration.ofSeconds(2);

  /** What becomes of the request. */
  sealed interface Answer {
    record Script(String text) implements Answer {}

    record Not(Refusal refusal) implements Answer {}
  }

  private final Boot boot;
  private final Inventory inventory;
  private final Tasks tasks;
  private final SwitchScripts scripts;

  OnieInstall(Boot boot, Inventory inventory, Tasks tasks, SwitchScripts scripts) {
    this.boot = boot;
    this.inventory = inventory;
    this.tasks = tasks;
    this.scripts = scripts;
  }

  Answer answer(Machine machine, Request http) throws InterruptedException {
    Optional<OnieRequest> request = OnieRequest.of(http.getHeaders());
    if (request.isEmpty()) {
      return not(Refusal.notFound("an installer is given to ONIE, which names its machine"));
    }
    Optional<Refusal> refusal = refusal(machine, request.get());
    if (refusal.isPresent()) {
      return not(refusal.get());
    }
    Machine ready = tasks.awaitTurn(inspected(machine, request.get()), TURN_WAIT);
    if (ready.state() != BOOTING) {
      return not(Refusal.notFound(plan(ready).why()));
    }
    inventory.note(ready, Observation.of(Observation.Kind.HTTP, "ONIE fetched its installer"));
    return new Answer.Script(scripts.installer(ready, DeviceResponses.base(http)));
  }

  private Optional<Refusal> refusal(Machine machine, OnieRequest request) {
    if (!request.installs()) {
      return Optional.of(
          Refusal.notFound(
              "ONIE asks for '%s': only systems are installed from here"
                  .formatted(Sentence.of(request.operation()))));
    }
    Optional<String> conflict =
        boot.conflict(request.client(machine.mac()), Optional.of(machine))
            .or(() -> addressConflict(machine, request));
    if (conflict.isPresent()) {
      return conflict.map(Refusal::forbidden);
    }
    BootTarget target = plan(machine);
    return target instanceof BootTarget.OnieInstaller
        ? Optional.empty()
        : Optional.of(Refusal.notFound(target.why()));
  }

  /** ONIE may ask through another port than the one it names, but not through another switch's. */
  private Optional<String> addressConflict(Machine machine, OnieRequest request) {
    return request
        .management()
        .flatMap(inventory::find)
        .filter(named -> !named.id().equals(machine.id()))
        .map(named ->
            "ONIE at the address of %s says that it is %s".formatted(machine.mac(), named.mac()));
  }

  private Machine inspected(Machine machine, OnieRequest request) {
    if (machine.state() != INSPECTING) {
      return machine;
    }
    var hardware = Hardware.ofSwitch(request.facts(), request.management().orElse(machine.mac()));
    return inventory.apply(machine, new Event.HardwareReported(hardware)).after(machine);
  }

  private BootTarget plan(Machine machine) {
    return boot.plan(machine, Client.onSwitch(machine.mac(), Firmware.ONIE));
  }

  private static Answer not(Refusal refusal) {
    return new Answer.Not(refusal);
  }
}
