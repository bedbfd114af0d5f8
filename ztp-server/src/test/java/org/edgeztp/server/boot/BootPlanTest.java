package org.edgeztp.server.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.machine.Architecture.ARM64_UEFI;
import static org.edgeztp.inventory.machine.Architecture.X86_64_UEFI;
import static org.edgeztp.inventory.machine.Architecture.X86_BIOS;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.BootTrail;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Loader;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BootPlanTest {
  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");
  private static final BootToken TOKEN = new BootToken(new MachineId("m-0000000001"), 1, 1, "t");

  private static final Stock ALL =
      new Stock(EnumSet.allOf(BootFile.class), EnumSet.allOf(Ramdisk.class));

  @ParameterizedTest
  @CsvSource({
    "DISCOVERED, LocalDisk",
    "INSPECTING, Ramdisk",
    "READY, LocalDisk",
    "QUEUED, Ramdisk",
    "BOOTING, Ramdisk",
    "INSTALLING, Ramdisk",
    "INSTALLED, LocalDisk",
    "CONVERGING, LocalDisk",
    "VERIFYING, LocalDisk",
    "HANDING_OFF, LocalDisk",
    "IN_SERVICE, LocalDisk",
    "FAILED, LocalDisk",
    "RETIRED, LocalDisk"
  })
  void anInstalledMachineBootsItsOwnDiskAndOneInTheMakingTheRamdisk(State state, String target) {
    assertThat(decide(state, Firmware.IPXE, X86_BIOS).getClass().getSimpleName()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "BOOTING, BIOS, X86_BIOS, UNKNOWN, Chainload, UNDIONLY",
    "BOOTING, UEFI, X86_64_UEFI, UNKNOWN, Chainload, SHIM",
    "BOOTING, UEFI, X86_64_UEFI, SIGNED, Chainload, SHIM",
    "BOOTING, UEFI, X86_64_UEFI, IPXE, Chainload, IPXE_EFI",
    "BOOTING, UEFI_HTTP, X86_64_UEFI, UNKNOWN, HttpBoot, IPXE_EFI",
    "BOOTING, UEFI_HTTP, X86_64_UEFI, SIGNED, HttpBoot, SHIM",
    "BOOTING, UEFI_HTTP, X86_64_UEFI, IPXE, HttpBoot, IPXE_EFI",
    "BOOTING, UEFI, ARM64_UEFI, UNKNOWN, Chainload, IPXE_ARM64",
    "BOOTING, UEFI_HTTP, ARM64_UEFI, UNKNOWN, HttpBoot, IPXE_ARM64",
    "IN_SERVICE, UEFI, X86_64_UEFI, UNKNOWN, Chainload, SHIM",
    "IN_SERVICE, UEFI, X86_64_UEFI, SIGNED, Chainload, SHIM",
    "IN_SERVICE, UEFI, X86_64_UEFI, IPXE, Chainload, LOCALDISK_EFI",
    "IN_SERVICE, UEFI_HTTP, X86_64_UEFI, IPXE, HttpBoot, LOCALDISK_EFI",
    "IN_SERVICE, UEFI, ARM64_UEFI, UNKNOWN, Chainload, IPXE_ARM64"
  })
  void firmwareGetsTheProgramItCanRun(
      State state,
      Firmware firmware,
      Architecture architecture,
      Loader loader,
      String kind,
      BootFile file) {
    BootTarget target = decide(state, firmware, architecture, loader, ALL);
    assertThat(target.getClass().getSimpleName()).isEqualTo(kind);
    switch (target) {
      case BootTarget.Chainload(var planned, _) -> assertThat(planned).isEqualTo(file);
      case BootTarget.HttpBoot(var planned, _) -> assertThat(planned).isEqualTo(file);
      default -> throw new AssertionError(target);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UEFI         | X86_UEFI     | 32-bit UEFI, which nothing here runs on",
        "UEFI_HTTP    | X86_UEFI     | 32-bit UEFI, which nothing here runs on",
        "RASPBERRY_PI | RASPBERRY_PI | with UEFI firmware on its SD card",
        "UEFI         | UNKNOWN      | of an architecture that is not known here",
        "NONE         | UNKNOWN      | it asks for an address only"
      })
  void whatCannotBeBootedIsToldWhyWhateverTheState(
      Firmware firmware, Architecture architecture, String why) {
    for (State state : new State[] {State.DISCOVERED, State.BOOTING}) {
      BootTarget target = decide(state, firmware, architecture, Loader.UNKNOWN, ALL);
      assertThat(target).isInstanceOf(BootTarget.Nothing.class);
      assertThat(target.why()).contains(why);
    }
  }

  @Test
  void withoutItsRamdiskAMachineShowsTheReasonAndGoesOnToItsDisk() {
    Stock x86 = new Stock(EnumSet.allOf(BootFile.class), Set.of(Ramdisk.AMD64));
    assertThat(decide(State.DISCOVERED, Firmware.IPXE, ARM64_UEFI, Loader.UNKNOWN, x86))
        .isEqualTo(new BootTarget.LocalDisk("the boot assets have no ramdisk for ARM64_UEFI"));
  }

  @Test
  void withoutShimUefiGetsIpxe() {
    Stock old = new Stock(Set.of(BootFile.IPXE_EFI), Set.of(Ramdisk.AMD64));
    assertThat(decide(State.BOOTING, Firmware.UEFI, X86_64_UEFI, Loader.UNKNOWN, old))
        .isEqualTo(new BootTarget.Chainload(BootFile.IPXE_EFI, "it is to be installed"));
  }

  @Test
  void shimLeadsToGrubAndGrubToIpxeAndNothingLeadsBack() {
    assertThat(BootFile.SHIM.leadsTo(BootFile.GRUB_EFI)).isTrue();
    assertThat(BootFile.SHIM.leadsTo(BootFile.IPXE_EFI)).isTrue();
    assertThat(BootFile.IPXE_EFI.leadsTo(BootFile.SHIM)).isFalse();
    assertThat(BootFile.SHIM.leadsTo(BootFile.LOCALDISK_EFI)).isFalse();
  }

  @Test
  void aBiosRomIsLeftToGoOnToItsDisk() {
    assertThat(decide(State.IN_SERVICE, Firmware.BIOS, X86_BIOS))
        .isEqualTo(new BootTarget.Nothing("it is installed: it goes on to its own disk"));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void anOperatingSystemGetsAnAddressOnly(State state) {
    assertThat(decide(state, Firmware.NONE, Architecture.UNKNOWN))
        .isInstanceOf(BootTarget.Nothing.class);
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void everyAnswerSaysWhy(State state) {
    for (Firmware firmware : Firmware.values()) {
      assertThat(decide(state, firmware, X86_64_UEFI).why()).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DISCOVERED, Nothing, Nothing",
    "INSPECTING, OnieInstaller, Nothing",
    "READY, Nothing, Nothing",
    "QUEUED, OnieInstaller, Nothing",
    "BOOTING, OnieInstaller, Nothing",
    "INSTALLING, OnieInstaller, Nothing",
    "INSTALLED, Nothing, Provisioning",
    "CONVERGING, Nothing, Provisioning",
    "VERIFYING, Nothing, Provisioning",
    "HANDING_OFF, Nothing, Nothing",
    "IN_SERVICE, Nothing, Nothing",
    "FAILED, Nothing, Nothing",
    "RETIRED, Nothing, Nothing"
  })
  void aSwitchInstallsOnlyInARunAndIsSetUpOnlyAfterIt(State state, String onie, String system) {
    assertThat(onSwitch(state, Firmware.ONIE).getClass().getSimpleName()).isEqualTo(onie);
    assertThat(onSwitch(state, Firmware.SONIC).getClass().getSimpleName()).isEqualTo(system);
    assertThat(onSwitch(state, Firmware.SWITCH_SYSTEM)).isEqualTo(onSwitch(state, Firmware.SONIC));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void aSwitchIsNeverInstalledAsAServerNorAServerAsASwitch(State state) {
    assertThat(onSwitch(state, Firmware.IPXE)).isInstanceOf(BootTarget.LocalDisk.class);
    assertThat(decide(state, Firmware.ONIE, Architecture.UNKNOWN))
        .isInstanceOf(BootTarget.Nothing.class);
    assertThat(decide(state, Firmware.SONIC, Architecture.UNKNOWN))
        .isInstanceOf(BootTarget.Nothing.class);
  }

  private static BootTarget onSwitch(State state, Firmware firmware) {
    var facts = new SwitchFacts("accton", "accton_as7712_32x", "0", "x86_64", "TW1", "", "");
    Draft draft =
        Machine.discovered(new MachineId("m-0000000001"), "lab", MAC, Instant.EPOCH).draft();
    draft.state = state;
    draft.hardware = Optional.of(Hardware.ofSwitch(facts, MAC));
    return BootPlan.decide(draft.toMachine(), Client.onSwitch(MAC, firmware), TOKEN, ALL);
  }

  private static BootTarget decide(State state, Firmware firmware, Architecture architecture) {
    return decide(state, firmware, architecture, Loader.UNKNOWN, ALL);
  }

  private static BootTarget decide(
      State state, Firmware firmware, Architecture architecture, Loader loader, Stock stock) {
    Draft draft =
        Machine.discovered(new MachineId("m-0000000001"), "lab", MAC, Instant.EPOCH).draft();
    draft.state = state;
    draft.trail = BootTrail.NONE.runs(loader);
    return BootPlan.decide(
        draft.toMachine(), new Client(MAC, Optional.empty(), firmware, architecture), TOKEN, stock);
  }
}
