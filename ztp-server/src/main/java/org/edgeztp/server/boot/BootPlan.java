package org.edgeztp.server.boot;

import java.util.Optional;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Machine;

/** What a machine boots: one pure decision for DHCP, TFTP and HTTP. */
public final class BootPlan {
  private BootPlan() {}

  /**
   * Decides for one client of the machine.
   *
   * @param token the token of the machine's present run and boot
   */
  public static BootTarget decide(Machine machine, Client client, BootToken token, Stock stock) {
    return switch (client.firmware()) {
      case ONIE -> SwitchPlan.onie(machine, token);
      case SONIC, SWITCH_SYSTEM -> SwitchPlan.system(machine, token);
      case BIOS, UEFI, UEFI_HTTP, IPXE, GRUB, RASPBERRY_PI, NONE ->
          machine.kind() == Machine.Kind.SWITCH
              ? localDisk(machine, client, stock, "it is a switch, which only ONIE installs")
              : server(machine, client, token, stock);
    };
  }

  private static BootTarget server(Machine machine, Client client, BootToken token, Stock stock) {
    return switch (machine.state()) {
      case INSPECTING -> ramdisk(machine, client, token, stock, "it is asked for its hardware");
      case QUEUED ->
          ramdisk(machine, client, token, stock, "it waits for its turn to be installed");
      case TESTING -> ramdisk(machine, client, token, stock, "its hardware is to be tested");
      case BOOTING, INSTALLING -> ramdisk(machine, client, token, stock, "it is to be installed");
      case WIPING -> ramdisk(machine, client, token, stock, "its disks are to be wiped");
      case RESCUING, RESCUE ->
          ramdisk(machine, client, token, stock, "somebody wants to log in to it");
      case DISCOVERED ->
          localDisk(
              machine,
              client,
              stock,
              obstacle(client, stock).orElse("no rule takes this machine on"));
      case READY -> localDisk(machine, client, stock, "it has no profile yet");
      case ADOPTING -> localDisk(machine, client, stock, "it runs a system of its own");
      case INSTALLED, WAITING, CONVERGING, VERIFYING, HANDING_OFF, IN_SERVICE, DRAINING, DRAINED ->
          localDisk(machine, client, stock, "it is installed");
      case FAILED -> localDisk(machine, client, stock, "it failed and waits for a person");
      case RETIRED -> localDisk(machine, client, stock, "it is retired");
    };
  }

  /** Why a machine that boots by this client cannot be installed; empty when it can. */
  static Optional<String> obstacle(Client client, Stock stock) {
    return switch (client.firmware()) {
      case NONE -> Optional.of("it asks for an address only");
      case RASPBERRY_PI ->
          Optional.of(
              "the ROM of a Raspberry Pi: with UEFI firmware on its SD card it comes back as an"
                  + " ARM64 machine");
      case ONIE, SONIC, SWITCH_SYSTEM -> Optional.empty();
      case BIOS, UEFI, UEFI_HTTP, IPXE, GRUB -> {
        Architecture architecture = client.architecture();
        yield switch (architecture) {
          case X86_UEFI ->
              Optional.of("32-bit UEFI, which nothing here runs on: set it to BIOS (CSM) boot");
          case X86_BIOS, X86_64_UEFI, ARM64_UEFI ->
              stock.hasRamdiskFor(architecture)
                  ? Optional.empty()
                  : Optional.of("the boot assets have no ramdisk for " + architecture);
          case RASPBERRY_PI, UNKNOWN -> Optional.of("of an architecture that is not known here");
        };
      }
    };
  }

  private static BootTarget ramdisk(
      Machine machine, Client client, BootToken token, Stock stock, String why) {
    Optional<String> obstacle = obstacle(client, stock);
    if (obstacle.isPresent()) {
      return localDisk(machine, client, stock, obstacle.get());
    }
    return switch (client.firmware()) {
      case IPXE, GRUB -> new BootTarget.Ramdisk(token, why);
      case BIOS -> new BootTarget.Chainload(BootFile.UNDIONLY, why);
      case UEFI -> chainload(first(machine, client, stock, BootFile.IPXE_EFI), why);
      case UEFI_HTTP -> httpBoot(first(machine, client, stock, BootFile.IPXE_EFI), why);
      case RASPBERRY_PI, NONE, ONIE, SONIC, SWITCH_SYSTEM -> new BootTarget.Nothing(why);
    };
  }

  /**
   * BIOS ROMs go on to the next boot device when no file is named. UEFI firmware without a file was
   * seen to try PXE over IPv6 next and not the disk, so it is given a GRUB that starts the disk.
   */
  private static BootTarget localDisk(Machine machine, Client client, Stock stock, String why) {
    return switch (client.firmware()) {
      case IPXE, GRUB -> new BootTarget.LocalDisk(why);
      case BIOS -> new BootTarget.Nothing(why + ": it goes on to its own disk");
      case UEFI -> chainload(first(machine, client, stock, BootFile.LOCALDISK_EFI), why);
      case UEFI_HTTP -> httpBoot(first(machine, client, stock, BootFile.LOCALDISK_EFI), why);
      case RASPBERRY_PI, NONE, ONIE, SONIC, SWITCH_SYSTEM -> new BootTarget.Nothing(why);
    };
  }

  /**
   * The first program for UEFI firmware. Whether Secure Boot is on is told by nothing in its
   * packets: until a program that nobody signed was seen to run, the signed ones are sent, which
   * run either way.
   *
   * @param unsigned what x86-64 firmware is sent when it may be unsigned
   */
  private static Optional<BootFile> first(
      Machine machine, Client client, Stock stock, BootFile unsigned) {
    Optional<BootFile> program =
        switch (client.architecture()) {
          case X86_64_UEFI ->
              Optional.of(
                  signed(machine, client) && stock.has(BootFile.SHIM) ? BootFile.SHIM : unsigned);
          case ARM64_UEFI -> Optional.of(BootFile.IPXE_ARM64);
          case X86_BIOS, X86_UEFI, RASPBERRY_PI, UNKNOWN -> Optional.empty();
        };
    return program.filter(stock::has);
  }

  /** GRUB that came by HTTP was seen not to get to iPXE, so HTTP boot begins with iPXE. */
  private static boolean signed(Machine machine, Client client) {
    return switch (machine.trail().loader()) {
      case UNKNOWN -> client.firmware() == Firmware.UEFI;
      case IPXE -> false;
      case SIGNED -> true;
    };
  }

  private static BootTarget chainload(Optional<BootFile> program, String why) {
    return program
        .<BootTarget>map(file -> new BootTarget.Chainload(file, why))
        .orElseGet(() -> new BootTarget.Nothing(why + ": there is no boot program for it"));
  }

  private static BootTarget httpBoot(Optional<BootFile> program, String why) {
    return program
        .<BootTarget>map(file -> new BootTarget.HttpBoot(file, why))
        .orElseGet(() -> new BootTarget.Nothing(why + ": there is no boot program for it"));
  }
}
