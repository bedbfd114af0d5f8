package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.time.Duration;
import java.util.List;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.BootToken;
import org.edgeztp.server.boot.Client;

/** A server on fd77::/64 that wants to install every machine it meets. */
final class World6 {
  static final BootToken TOKEN = new BootToken(new MachineId("m-0123456789"), 1, 1, "token");

  private World6() {}

  static Dhcp6Settings network(String networkInterface) {
    return network(networkInterface, false);
  }

  static Dhcp6Settings network(String networkInterface, boolean rapidCommit) {
    return new Dhcp6Settings(
        networkInterface,
        Ipv6.parse("fd77::1"),
        Ipv6.parse("fd77::"),
        List.of(Ipv6.parse("fd77::1")),
        Duration.ofHours(1),
        rapidCommit);
  }

  static BootTarget install(Client client, Inet6Address address) {
    String why = "install on " + Ipv6.text(address);
    return switch (client.firmware()) {
      case BIOS -> new BootTarget.Chainload(BootFile.UNDIONLY, why);
      case UEFI -> new BootTarget.Chainload(BootFile.IPXE_EFI, why);
      case UEFI_HTTP -> new BootTarget.HttpBoot(BootFile.IPXE_EFI, why);
      case IPXE -> new BootTarget.Ramdisk(TOKEN, why);
      case GRUB, RASPBERRY_PI, ONIE, SONIC, SWITCH_SYSTEM, NONE ->
          new BootTarget.Nothing("not a boot client");
    };
  }
}
