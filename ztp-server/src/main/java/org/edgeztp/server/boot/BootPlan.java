package org.edgeztp.server.boot;

import org.edgeztp.inventory.machine.Machine;

/** What a machine boots: one pure decision for DHCP, TFTP and HTTP. */
public final class BootPlan {
  private BootPlan() {}

  /**
   * Decides for one client of the machine.
   *
   * @param token the token of the machine's present run and boot
   */
  public static BootTarget decide(Machine machine, Client client, BootToken token) {
    return switch (client.firmware()) {
      case ONIE -> SwitchPlan.onie(machine, token);
      case SONIC, SWITCH_SYSTEM -> SwitchPlan.system(machine, token);
      case BIOS, UEFI, UEFI_HTTP, IPXE, NONE ->
          machine.kind() == Machine.Kind.SWITCH
              ? localDisk(client, "it is a switch, which only ONIE installs")
              : server(machine, client, token);
    };
  }

  private static BootTarget server(Machine machine, Client client, BootToken token) {
    return switch (machine.state()) {
      case INSPECTING -> ramdisk(client, token, "it is asked for its hardware");
      case QUEUED -> ramdisk(client, token, "it waits for its turn to be installed");
      case BOOTING, INSTALLING -> ramdisk(client, token, "it is to be installed");
      case DISCOVERED -> localDisk(client, "no rule takes this machine on");
      case READY -> localDisk(client, "it has no profile yet");
      case INSTALLED, CONVERGING, VERIFYING, HANDING_OFF, IN_SERVICE ->
          localDisk(client, "it is installed");
      case FAILED -> localDisk(client, "it failed and waits for a person");
      case RETIRED -> localDisk(client, "it is retired");
    };
  }

  private static BootTarget ramdisk(Client client, BootToken token, String why) {
    return switch (client.firmware()) {
      case IPXE -> new BootTarget.Ramdisk(token, why);
      case BIOS -> new BootTarget.Chainload(BootFile.UNDIONLY, why);
      case UEFI ->
          isX64(client) ? new BootTarget.Chainload(BootFile.IPXE_EFI, why) : noProgramFor(client);
      case UEFI_HTTP ->
          isX64(client) ? new BootTarget.HttpBoot(BootFile.IPXE_EFI, why) : noProgramFor(client);
      case NONE, ONIE, SONIC, SWITCH_SYSTEM -> notABootClient();
    };
  }

  /**
   * BIOS ROMs go on to the next boot device when no file is named. UEFI firmware without a file was
   * seen to try PXE over IPv6 next and not the disk, so it is given a GRUB that starts the disk.
   */
  private static BootTarget localDisk(Client client, String why) {
    return switch (client.firmware()) {
      case IPXE -> new BootTarget.LocalDisk(why);
      case BIOS -> new BootTarget.Nothing(why + ": it goes on to its own disk");
      case UEFI ->
          isX64(client)
              ? new BootTarget.Chainload(BootFile.LOCALDISK_EFI, why)
              : noProgramFor(client);
      case UEFI_HTTP ->
          isX64(client)
              ? new BootTarget.HttpBoot(BootFile.LOCALDISK_EFI, why)
              : noProgramFor(client);
      case NONE, ONIE, SONIC, SWITCH_SYSTEM -> notABootClient();
    };
  }

  private static boolean isX64(Client client) {
    return client.architecture() == Architecture.X86_64_UEFI;
  }

  private static BootTarget noProgramFor(Client client) {
    return new BootTarget.Nothing("no boot program for architecture " + client.architecture());
  }

  private static BootTarget notABootClient() {
    return new BootTarget.Nothing("it asks for an address only");
  }
}
