package org.edgeztp.server.dhcp;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.net.Inet4Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Reservation;
import org.edgeztp.inventory.lease.Reservations;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
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

  private static final Inet4Address HOST = Ipv4.parse("10.77.0.99");

  private World() {}

  static Scope scope() {
    return new Scope(
        Mode.AUTHORITATIVE,
        pool(),
        new Told(
            Optional.of(SERVER),
            List.of(SERVER),
            List.of(Ipv4.parse("10.77.0.7"), Ipv4.parse("10.77.0.8")),
            List.of(),
            Optional.empty(),
            Optional.of("edge.test"),
            List.of(),
            List.of(),
            Optional.empty(),
            Map.of()),
        Map.of());
  }

  /** Where everything is told that can be, and a machine has an address and options of its own. */
  private static Scope full() {
    return full(pool());
  }

  /** The same with room for all that ask, where nobody is taken for a flood. */
  static Network roomy() {
    var pool =
        new Pool(
            Subnet.parse("10.77.0.0/16"),
            List.of(Range.parse("10.77.1.0-10.77.250.0")),
            List.of(),
            Reservations.none(),
            Duration.ofHours(1));
    return new Network(
        "eth0", SERVER, Mode.AUTHORITATIVE, ProxyForm.BY_FIRMWARE, List.of(full(pool)));
  }

  private static Scope full(Pool pool) {
    return new Scope(
        Mode.AUTHORITATIVE,
        pool,
        full(Optional.empty(), List.of("rack.edge.test", "edge.test", "test")),
        Map.of(HOST, full(Optional.of("reserved-99"), List.of("reserved.test"))));
  }

  private static Told full(Optional<String> hostname, List<String> search) {
    return new Told(
        Optional.of(SERVER),
        List.of(SERVER, Ipv4.parse("10.77.0.2")),
        List.of(Ipv4.parse("10.77.0.7")),
        List.of(Ipv4.parse("10.77.0.6")),
        hostname,
        Optional.of("edge.test"),
        search,
        List.of(
            Route.parse("10.9.128.0/17", "10.77.0.9"), Route.parse("169.254.169.254", "0.0.0.0")),
        Optional.of(9000),
        new TreeMap<>(
            Map.of(
                43, RawOption.parse("43", "hex " + "01:02:03:04".repeat(70)),
                150, RawOption.parse("150", "ip 10.77.0.3 10.77.0.4"),
                224, RawOption.parse("224", "always text site 7"),
                225, RawOption.parse("225", "text " + "a".repeat(100)),
                226, RawOption.parse("226", "text " + "b".repeat(55)),
                227, RawOption.parse("227", "text " + "c".repeat(110)),
                228, RawOption.parse("228", "text " + "d".repeat(126)))));
  }

  private static Pool pool() {
    return new Pool(
        Subnet.parse("10.77.0.0/24"),
        List.of(Range.parse("10.77.0.50-10.77.0.60")),
        List.of(),
        Reservations.of(
            List.of(
                new Reservation(
                    Optional.of(new MacAddress("52:54:00:77:00:99")),
                    Optional.of(UUID.fromString("4d7a1f4e-5c2b-4f7e-9f10-0123456789ab")),
                    Optional.of("TW0099"),
                    HOST))),
        Duration.ofHours(1));
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

  /**
   * What a packet golden's name says of the place: proxy- and proxy-4011- are of such networks,
   * full- is of one where there is much to tell.
   */
  static Arrival arrival(String name) {
    if (name.startsWith("full-")) {
      return arrival(Mode.AUTHORITATIVE, List.of(full()));
    }
    if (!name.startsWith("proxy-")) {
      return arrival();
    }
    Arrival broadcast = arrival(Mode.PROXY, List.of());
    return name.startsWith("proxy-4011-")
        ? new Arrival(
            broadcast.network(), DhcpSettings.BOOT_SERVER_PORT, Ipv4.parse("10.77.0.150"), 68)
        : broadcast;
  }

  private static Arrival arrival(Mode mode, List<Scope> scopes) {
    var network = new Network("eth0", SERVER, mode, ProxyForm.BY_FIRMWARE, scopes);
    return new Arrival(Optional.of(network), 67, Ipv4.ANY, 68);
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
