package org.edgeztp.server.dhcp;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.net.Inet4Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.BootToken;
import org.edgeztp.server.boot.Client;

/** A server on 10.77.0.0/24 that wants to install every machine it meets. */
final class World {
  static final Inet4Address SERVER = Ipv4.parse("10.77.0.1");
  static final BootToken TOKEN = new BootToken(new MachineId("m-0123456789"), 1, 1, "token");

  private World() {}

  static Scope scope() {
    return new Scope(
        Mode.AUTHORITATIVE,
        new Pool(
            Subnet.parse("10.77.0.0/24"),
            List.of(Range.parse("10.77.0.50-10.77.0.60")),
            List.of(),
            Duration.ofHours(1)),
        new Told(
            Optional.of(SERVER),
            List.of(SERVER),
            List.of(Ipv4.parse("10.77.0.7"), Ipv4.parse("10.77.0.8")),
            Optional.of("edge.test")));
  }

  static Network network(String networkInterface) {
    return new Network(
        networkInterface, SERVER, Mode.AUTHORITATIVE, ProxyForm.BY_FIRMWARE, List.of(scope()));
  }

  static DhcpSettings settings() {
    return DhcpSettings.of(List.of(network("eth0")));
  }

  static Place.Leased place() {
    return new Place.Leased(network("eth0"), scope());
  }

  static Arrival arrival() {
    return new Arrival(Optional.of(network("eth0")), 67, Ipv4.ANY, 68);
  }

  /** What a packet golden's name says of the place: proxy- and proxy-4011- are of such networks. */
  static Arrival arrival(String name) {
    if (!name.startsWith("proxy-")) {
      return arrival();
    }
    var network = new Network("eth0", SERVER, Mode.PROXY, ProxyForm.BY_FIRMWARE, List.of());
    return name.startsWith("proxy-4011-")
        ? new Arrival(
            Optional.of(network), DhcpSettings.BOOT_SERVER_PORT, Ipv4.parse("10.77.0.150"), 68)
        : new Arrival(Optional.of(network), 67, Ipv4.ANY, 68);
  }

  static Leases leases() {
    Clock noon = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    return new Leases(List.of(scope().pool()), new MemoryLeaseStore(), noon);
  }

  static CompletableFuture<BootTarget> install(Client client, Optional<Inet4Address> address) {
    String why =
        "install on "
            + address.map(Inet4Address::getHostAddress).orElse("another server's address");
    return completedFuture(
        switch (client.firmware()) {
          case BIOS -> new BootTarget.Chainload(BootFile.UNDIONLY, why);
          case UEFI -> new BootTarget.Chainload(ipxe(client), why);
          case UEFI_HTTP -> new BootTarget.HttpBoot(ipxe(client), why);
          case IPXE -> new BootTarget.Ramdisk(TOKEN, why);
          case ONIE -> new BootTarget.OnieInstaller(TOKEN, why);
          case SONIC, SWITCH_SYSTEM -> new BootTarget.Provisioning(TOKEN, why);
          case GRUB, RASPBERRY_PI, NONE -> new BootTarget.Nothing("not a boot client");
        });
  }

  private static BootFile ipxe(Client client) {
    return client.architecture() == Architecture.ARM64_UEFI
        ? BootFile.IPXE_ARM64
        : BootFile.IPXE_EFI;
  }
}
