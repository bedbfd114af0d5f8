package org.edgeztp.server.http;

import static org.edgeztp.inventory.machine.State.INSPECTING;
import static org.edgeztp.inventory.machine.State.QUEUED;
import static org.edgeztp.inventory.machine.State.READY;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.edgeztp.assets.Manifest;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.boot.Tokens;

/** What a ramdisk is given to do, and the files it is made of. */
final class Tasks {
  private static final Duration TURN_WAIT = Duration.ofSeconds(20);
  private static final Duration TURN_POLL = Duration.ofMillis(200);
  private static final Set<State> WAITING = EnumSet.of(READY, QUEUED);

  private final Inventory inventory;
  private final Tokens tokens;
  private final Templates templates;
  private final Manifest assets;
  private final Site site;

  /**
   * What every task of this server tells a machine.
   *
   * @param base URL of the device plane, without a trailing slash
   * @param pushKey public SSH key that the push engine comes with
   */
  record Site(String base, String pushKey) {}

  Tasks(Inventory inventory, Tokens tokens, Templates templates, Manifest assets, Site site) {
    this.inventory = inventory;
    this.tokens = tokens;
    this.templates = templates;
    this.assets = assets;
    this.site = site;
  }

  String kernel() {
    return Manifest.KERNEL;
  }

  String ramdisk() {
    return assets.ramdisk();
  }

  String image(Machine machine) {
    return assets.image(profile(machine).image()).file();
  }

  /** Waits until the machine has a task or the wait has lasted long enough for one request. */
  Machine awaitTurn(Machine machine) throws InterruptedException {
    Machine present = machine;
    long end = System.nanoTime() + TURN_WAIT.toNanos();
    while (WAITING.contains(present.state()) && System.nanoTime() < end) {
      Thread.sleep(TURN_POLL);
      present = inventory.find(machine.id()).orElseThrow();
    }
    return present;
  }

  /** The task of a machine that is INSPECTING or BOOTING. */
  String script(Machine machine) {
    String run = site.base() + "/run/" + tokens.of(machine).text();
    return machine.state() == INSPECTING
        ? templates.inspect(new Templates.Inspect(run))
        : templates.installImage(install(machine, run));
  }

  private Templates.InstallImage install(Machine machine, String run) {
    Profile profile = profile(machine);
    Manifest.Image image = assets.image(profile.image());
    return new Templates.InstallImage(
        run,
        image,
        machine.label(),
        List.of(site.pushKey()),
        site.base() + "/mirror",
        profile.kernelOptions());
  }

  private Profile profile(Machine machine) {
    return inventory
        .profileOf(machine)
        .orElseThrow(() -> new IllegalStateException(machine.label() + " has no known profile"));
  }
}
