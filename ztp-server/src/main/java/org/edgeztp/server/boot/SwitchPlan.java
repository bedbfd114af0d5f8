package org.edgeztp.server.boot;

import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Machine;

/**
 * The part of the boot plan that is about switches. ONIE asks again every 20 seconds for as long as
 * it finds nothing, and installs whatever it finds: it is given an installer in a run that wants
 * one, and never because it asks.
 */
final class SwitchPlan {
  private SwitchPlan() {}

  static BootTarget onie(Machine machine, BootToken token) {
    if (machine.kind() != Machine.Kind.SWITCH) {
      return new BootTarget.Nothing("ONIE asks on a machine that is known as a server");
    }
    return switch (machine.state()) {
      case INSPECTING -> new BootTarget.OnieInstaller(token, "it is asked for its hardware");
      case QUEUED -> new BootTarget.OnieInstaller(token, "it waits for its turn to be installed");
      case BOOTING, INSTALLING -> new BootTarget.OnieInstaller(token, "it is to be installed");
      case DISCOVERED -> new BootTarget.Nothing("no rule takes this switch on");
      case READY, TESTING, ADOPTING, WIPING, RESCUING, RESCUE ->
          new BootTarget.Nothing("it has no profile yet");
      case INSTALLED, WAITING, CONVERGING, VERIFYING, HANDING_OFF, IN_SERVICE, DRAINING, DRAINED ->
          new BootTarget.Nothing(
              "it is installed, and ONIE asks to install it again: that takes a redeploy");
      case FAILED ->
          new BootTarget.Nothing(
              "it failed and waits for a person"
                  + machine.failure().map(Failure::cause).map(cause -> ": " + cause).orElse(""));
      case RETIRED -> new BootTarget.Nothing("it is retired");
    };
  }

  static BootTarget system(Machine machine, BootToken token) {
    if (machine.kind() != Machine.Kind.SWITCH) {
      return new BootTarget.Nothing("it is known as a server, which sets nothing up by itself");
    }
    return switch (machine.state()) {
      case INSTALLED -> new BootTarget.Provisioning(token, "it is installed and to be set up");
      case WAITING, CONVERGING, VERIFYING ->
          new BootTarget.Provisioning(token, "it is being set up");
      case DISCOVERED,
          INSPECTING,
          READY,
          QUEUED,
          ADOPTING,
          TESTING,
          BOOTING,
          INSTALLING,
          WIPING,
          RESCUING,
          RESCUE ->
          new BootTarget.Nothing(
              "it runs a system that was not installed from here; ONIE installs another");
      case HANDING_OFF, IN_SERVICE, DRAINING, DRAINED -> new BootTarget.Nothing("it is set up");
      case FAILED -> new BootTarget.Nothing("it failed and waits for a person");
      case RETIRED -> new BootTarget.Nothing("it is retired");
    };
  }
}
