package org.edgeztp.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Fault;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.Test;

class BootTest {
  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");
  private static final Hardware HARDWARE =
      new Hardware(
          2,
          1L << 30,
          "bios",
          "",
          "",
          "S1",
          "",
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty());

  private static final Stock STOCK =
      new Stock(EnumSet.allOf(BootFile.class), EnumSet.allOf(Ramdisk.class));

  private final TestClock clock = new TestClock();
  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE),
          clock,
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
    assertThat(machine().failure().orElseThrow().cause())
        .isEqualTo("BOOT_LOOP: booted 4 times without finishing its installation");
    assertThat(machine().fault().orElseThrow().name()).isEqualTo(Fault.Name.BOOT_LOOP);
  }

  @Test
  void aRamdiskThatIsFetchedAgainAndAgainAndReportsNothingIsAFault() {
    Boot boot = rules("lab");
    ask(boot, Firmware.IPXE);
    for (int i = 1; i <= 3; i++) {
      assertThat(boot.script(machine(), Firmware.IPXE)).isInstanceOf(BootTarget.Ramdisk.class);
      assertThat(boot.script(machine(), Firmware.IPXE)).as("asked twice in one boot").isNotNull();
      clock.advance(Duration.ofMinutes(2));
    }
    assertThat(boot.script(machine(), Firmware.IPXE))
        .isEqualTo(new BootTarget.LocalDisk("it failed and waits for a person"));
    assertThat(machine().failure().orElseThrow().cause())
        .startsWith("BOOT_LOOP: asked for its ramdisk 4 times and reported nothing");
  }

  @Test
  void aMachineInMaintenanceIsTakenOnByNoRuleAndBootsAsOftenAsPeopleRestartIt() {
    ask(rules("elsewhere"), Firmware.IPXE);
    inventory.apply(machine(), new Upkeep.MaintenanceOn("new memory", "a test"));
    Boot boot = rules("lab");
    ask(boot, Firmware.IPXE);
    assertThat(machine().state()).isEqualTo(State.DISCOVERED);
    inventory.apply(machine(), new Event.Inspect("a test"));
    for (int i = 1; i <= 5; i++) {
      assertThat(boot.script(machine(), Firmware.IPXE)).isInstanceOf(BootTarget.Ramdisk.class);
      clock.advance(Duration.ofMinutes(2));
    }
    assertThat(machine().state()).isEqualTo(State.INSPECTING);
  }

  @Test
  void aReportEndsTheCount() {
    Boot boot = rules("lab");
    ask(boot, Firmware.IPXE);
    boot.script(machine(), Firmware.IPXE);
    assertThat(machine().trail().boots()).isEqualTo(1);
    inventory.apply(machine(), new Event.HardwareReported(HARDWARE));
    assertThat(machine().trail().boots()).isZero();
  }

  @Test
  void aMachineInServiceThatLoopsKeepsItsStateAndShowsTheFaultUntilItsSystemRuns() {
    Boot boot = rules("lab");
    ask(boot, Firmware.BIOS);
    inService(boot);
    for (int i = 1; i <= 8; i++) {
      assertThat(machine().fault().isPresent()).as("boot %d", i).isEqualTo(i > 6);
      assertThat(ask(boot, Firmware.BIOS)).isInstanceOf(BootTarget.Nothing.class);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(machine().state()).isEqualTo(State.IN_SERVICE);
    assertThat(inventory.explain(machine()).sentence())
        .startsWith("BOOT_LOOP: booted from the network 6 times");
    ask(boot, Firmware.NONE);
    assertThat(machine().fault()).isEmpty();
    assertThat(machine().trail().boots()).isZero();
  }

  @Test
  void bootsFarApartAreNoLoop() {
    Boot boot = rules("lab");
    ask(boot, Firmware.BIOS);
    inService(boot);
    for (int i = 0; i < 20; i++) {
      ask(boot, Firmware.BIOS);
      clock.advance(Duration.ofHours(1));
    }
    assertThat(machine().fault()).isEmpty();
  }

  @Test
  void anInstalledMachineWhoseDiskDoesNotBootFailsByName() {
    Boot boot = rules("lab");
    ask(boot, Firmware.UEFI);
    install(boot);
    inventory.apply(machine(), new Event.Installed("ssh-ed25519 A", "/dev/vda", 3));
    for (int i = 0; i < 6; i++) {
      boot.fetched(machine(), BootFile.LOCALDISK_EFI);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(machine().failure().orElseThrow().phase()).isEqualTo(State.INSTALLED);
    assertThat(machine().failure().orElseThrow().cause()).contains("its disk may not boot");
  }

  @Test
  void theSignedProgramsComeFirstAndIpxeOnceItWasSeenToRun() {
    Boot boot = rules("lab");
    assertThat(uefi(boot)).isEqualTo(BootFile.SHIM);
    boot.fetched(machine(), BootFile.SHIM);
    boot.script(machine(), Firmware.GRUB);
    assertThat(uefi(boot)).as("GRUB ran, and that is all that is known").isEqualTo(BootFile.SHIM);
    ask(boot, Firmware.IPXE, Architecture.X86_64_UEFI);
    assertThat(uefi(boot)).isEqualTo(BootFile.IPXE_EFI);
  }

  @Test
  void aMachineThatDoesNotRunWhatItFetchedIsSentTheOtherProgramsAndSaysSo() {
    Boot boot = rules("lab");
    ask(boot, Firmware.IPXE, Architecture.X86_64_UEFI);
    boot.fetched(machine(), BootFile.IPXE_EFI);
    assertThat(uefi(boot)).as("Secure Boot was switched on").isEqualTo(BootFile.SHIM);
    assertThat(uefi(boot)).as("DISCOVER and REQUEST agree").isEqualTo(BootFile.SHIM);
    assertThat(texts()).anyMatch(text -> text.contains("Secure Boot may be on now"));
    boot.fetched(machine(), BootFile.SHIM);
    assertThat(uefi(boot)).as("shim did not run either").isEqualTo(BootFile.IPXE_EFI);
  }

  @Test
  void httpBootBeginsWithIpxeAndGoesOnToShimWhenThatDoesNotRun() {
    Boot boot = rules("lab");
    assertThat(ask(boot, Firmware.UEFI_HTTP, Architecture.X86_64_UEFI))
        .isEqualTo(new BootTarget.HttpBoot(BootFile.IPXE_EFI, "it is asked for its hardware"));
    boot.fetched(machine(), BootFile.IPXE_EFI);
    assertThat(ask(boot, Firmware.UEFI_HTTP, Architecture.X86_64_UEFI))
        .isEqualTo(new BootTarget.HttpBoot(BootFile.SHIM, "it is asked for its hardware"));
  }

  @Test
  void aMachineThatNothingHereRunsOnIsNotTakenOn() {
    assertThat(ask(rules("lab"), Firmware.RASPBERRY_PI, Architecture.RASPBERRY_PI).why())
        .contains("Raspberry Pi");
    assertThat(machine().state()).isEqualTo(State.DISCOVERED);
    assertThat(machine().architecture()).isEqualTo(Architecture.RASPBERRY_PI);
  }

  @Test
  void admitsNoMoreThanThereIsRoomFor() {
    var named = Optional.of("edge-{mac}");
    inventory.follow(
        inventory
            .policy()
            .with(new Rule("any", "lab", "edge", Machine.Kind.SERVER, List.of(), named)));
    var intake = new Intake(inventory, Admission.ofSite(1));
    Machine one = queued(intake, "52:54:00:77:00:01");
    Machine two = queued(intake, "52:54:00:77:00:02");
    intake.admit(one);
    intake.admit(two);
    assertThat(inventory.find(one.id()).orElseThrow().state()).isEqualTo(State.BOOTING);
    Machine waits = inventory.find(two.id()).orElseThrow();
    assertThat(waits.state()).isEqualTo(State.QUEUED);
    assertThat(inventory.explain(waits).sentence())
        .startsWith("waits for room to install it, as number 1 of 1;")
        .endsWith(": 1 of 1 machines are being installed at this site");
  }

  private static BootFile uefi(Boot boot) {
    return ((BootTarget.Chainload) ask(boot, Firmware.UEFI, Architecture.X86_64_UEFI)).file();
  }

  private List<String> texts() {
    return inventory.timeline(machine().id(), 0, 100).stream().map(Entry::text).toList();
  }

  private void inService(Boot boot) {
    install(boot);
    for (Event event :
        List.of(
            new Event.Installed("ssh-ed25519 A", "/dev/vda", 3),
            new Event.Reachable("10.77.0.50"),
            new Event.Converged(1, 1, 1, "runner"),
            new Event.Accepted(1),
            new Event.Joined("lab", "ref"))) {
      assertThat(inventory.apply(machine(), event).applied()).isTrue();
    }
    clock.advance(Duration.ofHours(1));
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
    inventory.follow(inventory.policy().with(new Rule("any", site, "edge")));
    return new Boot(
        inventory,
        new Intake(inventory, Admission.ofSite(8)),
        new Tokens(new byte[32]),
        STOCK,
        "lab");
  }

  private static BootTarget ask(Boot boot, Firmware firmware) {
    return ask(boot, firmware, Architecture.X86_BIOS);
  }

  private static BootTarget ask(Boot boot, Firmware firmware, Architecture architecture) {
    return boot.target(
        new Client(MAC, Optional.empty(), firmware, architecture),
        Optional.of(InetAddress.ofLiteral("10.77.0.50")));
  }

  private Machine machine() {
    return inventory.find(MAC).orElseThrow();
  }
}
