package org.edgeztp.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.Test;

class BootTest {
  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");
  private static final Hardware HARDWARE =
      new Hardware(2, 1L << 30, "bios", "", "", "S1", "", List.of(), List.of());

  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Map.of("edge", Machines.PROFILE),
          Clock.systemUTC(),
          () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));

  @Test
  void takesOnAMachineThatARuleMatches() {
    assertThat(ask(rules("lab"), Firmware.IPXE)).isInstanceOf(BootTarget.Ramdisk.class);
    assertThat(machine().state()).isEqualTo(State.INSPECTING);
  }

  @Test
  void leavesAMachineAloneWithoutARule() {
    assertThat(ask(rules("elsewhere"), Firmware.IPXE))
        .isEqualTo(new BootTarget.LocalDisk("no rule takes this machine on"));
    assertThat(machine().state()).isEqualTo(State.DISCOVERED);
  }

  @Test
  void doesNotTakeADeviceThatOnlyWantsAnAddressForAMachine() {
    ask(rules("lab"), Firmware.NONE);
    assertThat(inventory.all()).isEmpty();
  }

  @Test
  void remembersTheAddressThatAMachineIsGiven() {
    ask(rules("lab"), Firmware.IPXE);
    assertThat(machine().address()).contains(InetAddress.ofLiteral("10.77.0.50"));
  }

  @Test
  void aNetworkBootWhileInstallingGetsANewTokenAndAfterThreeNone() {
    Boot boot = rules("lab");
    ask(boot, Firmware.IPXE);
    String first = install(boot);
    for (int again = 2; again <= 3; again++) {
      BootTarget target = ask(boot, Firmware.IPXE);
      assertThat(target).isInstanceOf(BootTarget.Ramdisk.class);
      assertThat(((BootTarget.Ramdisk) target).token().text()).isNotEqualTo(first);
      assertThat(ask(boot, Firmware.IPXE)).as("asked twice in one boot").isEqualTo(target);
      inventory.apply(machine(), new Event.InstallerStarted());
    }
    assertThat(ask(boot, Firmware.IPXE)).isInstanceOf(BootTarget.LocalDisk.class);
    assertThat(machine().failure().orElseThrow().cause()).contains("boot loop");
  }

  @Test
  void admitsNoMoreThanThereIsRoomFor() {
    var intake = new Intake(inventory, List.of(new Rule("any", "lab", "edge")), 1);
    Machine one = queued(intake, "52:54:00:77:00:01");
    Machine two = queued(intake, "52:54:00:77:00:02");
    intake.admit(one);
    intake.admit(two);
    assertThat(inventory.find(one.id()).orElseThrow().state()).isEqualTo(State.BOOTING);
    assertThat(inventory.find(two.id()).orElseThrow().state()).isEqualTo(State.QUEUED);
  }

  private Machine queued(Intake intake, String mac) {
    Machine machine =
        intake.consider(
            inventory.sight(
                new MacAddress(mac),
                "lab",
                new org.edgeztp.inventory.Sighting(Optional.empty(), Optional.empty())));
    intake.assign(inventory.apply(machine, new Event.HardwareReported(HARDWARE)).after(machine));
    return inventory.find(machine.id()).orElseThrow();
  }

  private String install(Boot boot) {
    inventory.apply(machine(), new Event.HardwareReported(HARDWARE));
    inventory.apply(machine(), new Event.Assigned("edge", "edge-s1", "a test"));
    inventory.apply(machine(), new Event.Admitted());
    String token = ((BootTarget.Ramdisk) ask(boot, Firmware.IPXE)).token().text();
    inventory.apply(machine(), new Event.InstallerStarted());
    return token;
  }

  private Boot rules(String site) {
    var intake = new Intake(inventory, List.of(new Rule("any", site, "edge")), 8);
    return new Boot(inventory, intake, new Tokens(new byte[32]), "lab");
  }

  private static BootTarget ask(Boot boot, Firmware firmware) {
    return boot.target(
        new Client(MAC, Optional.empty(), firmware, Architecture.X86_BIOS),
        Optional.of(InetAddress.ofLiteral("10.77.0.50")));
  }

  private Machine machine() {
    return inventory.find(MAC).orElseThrow();
  }
}
