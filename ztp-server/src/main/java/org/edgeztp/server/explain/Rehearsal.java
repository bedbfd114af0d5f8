package org.edgeztp.server.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Intake;
import org.edgeztp.server.dhcp.DryRun;
import org.edgeztp.server.dhcp.Network;
import org.edgeztp.server.dhcp6.DryRun6;
import org.edgeztp.server.http.DryHttp;
import org.edgeztp.server.tftp.DryRead;

/**
 * A server without sockets. All its parts are those that serve; what they change is a copy.
 *
 * @param inventory a copy
 * @param intake with the copy
 * @param time that all parts go by
 * @param dhcp with a copy of the leases
 * @param tftp as it serves on the network
 * @param http as it serves on the network
 * @param network on which everything is heard
 * @param ipv6 the same over IPv6, where that network has it
 * @param closing what else ends with this
 */
public record Rehearsal(
    Inventory inventory,
    Intake intake,
    RehearsalTime time,
    DryRun dhcp,
    DryRead tftp,
    DryHttp http,
    Network network,
    Optional<Ipv6Side> ipv6,
    AutoCloseable closing)
    implements AutoCloseable {

  /** What is asked over IPv6, with answers for there. */
  public record Ipv6Side(DryRun6 dhcp, DryRead tftp, DryHttp http) {}

  public Rehearsal {
    // What the server's jobs do a moment later.
    inventory.listen(
        entry -> inventory.find(entry.machine()).ifPresent(machine -> turn(machine, intake)));
  }

  DryRun.Outcome dhcp(byte[] packet, Optional<Inet4Address> relay) {
    Inet4Address source = relay.orElse(Ipv4.ANY);
    return dhcp.answer(packet, network, 67, source, relay.isPresent() ? 67 : 68);
  }

  /** What a client with an address is answered by the boot server of a proxy. */
  DryRun.Outcome bootServer(byte[] packet, Inet4Address client) {
    return dhcp.answer(packet, network, 4011, client, 68);
  }

  /** Another address beside this server's, or beside the relay. */
  Inet4Address neighbour(int last, Optional<Inet4Address> relay) {
    byte[] address = relay.orElseGet(network::server).getAddress();
    address[3] = (byte) (address[3] == (byte) last ? last + 1 : last);
    return Ipv4.of(address);
  }

  DryRead.Outcome tftp(String path, InetAddress client) {
    try {
      return tftp(client).orElseThrow().read(path, client);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path + " for TFTP", e);
    }
  }

  DryHttp.Outcome get(String path, InetAddress client, Map<String, String> headers) {
    return http(client).orElseThrow().ask("GET", path, client, headers);
  }

  DryHttp.Outcome head(String path, InetAddress client) {
    return http(client).orElseThrow().ask("HEAD", path, client, Map.of());
  }

  /** Gives a machine that waits a profile or its turn, as the server's jobs do. */
  void turn(MacAddress mac) {
    inventory.find(mac).ifPresent(machine -> turn(machine, intake));
  }

  private static void turn(Machine machine, Intake intake) {
    switch (machine.state()) {
      case READY -> intake.assign(machine);
      case QUEUED -> intake.admit(machine);
      case DISCOVERED,
          INSPECTING,
          TESTING,
          BOOTING,
          INSTALLING,
          INSTALLED,
          WAITING,
          CONVERGING,
          VERIFYING,
          HANDING_OFF,
          IN_SERVICE,
          ADOPTING,
          DRAINING,
          DRAINED,
          WIPING,
          RESCUING,
          RESCUE,
          FAILED,
          RETIRED -> {}
    }
  }

  /** The number of the last entry of all timelines. */
  long now() {
    List<Entry> entries = inventory.entries(0, Integer.MAX_VALUE);
    return entries.isEmpty() ? 0 : entries.getLast().seq();
  }

  /** What timelines say since then. */
  List<String> since(long then) {
    return inventory.entries(then, Integer.MAX_VALUE).stream()
        .map(entry ->
            "timeline: " + entry.to().map(state -> "=> " + state + " ").orElse("") + entry.text())
        .toList();
  }

  /** Where the machine stands and what each rule says to it. */
  Step rules(MacAddress mac) {
    Optional<Machine> machine = inventory.find(mac);
    List<String> lines =
        machine
            .map(known ->
                Stream.concat(
                        Stream.of(
                            "state: " + known.state(),
                            "profile: " + known.profile().orElse("none yet")),
                        intake.opinions(known).stream())
                    .toList())
            .orElseGet(() -> List.of("nothing that boots has asked with this address"));
    return new Step("rules for " + mac, lines);
  }

  /** What reads of this address are asked; empty where nobody listens. */
  Optional<DryRead> tftp(InetAddress client) {
    return client instanceof Inet6Address ? ipv6.map(Ipv6Side::tftp) : Optional.of(tftp);
  }

  /** What requests of this address are asked; empty where nobody listens. */
  Optional<DryHttp> http(InetAddress client) {
    return client instanceof Inet6Address ? ipv6.map(Ipv6Side::http) : Optional.of(http);
  }

  @Override
  public void close() {
    http.close();
    ipv6.ifPresent(side -> side.http().close());
    try {
      closing.close();
    } catch (Exception e) {
      throw new IllegalStateException("ending a rehearsal", e);
    }
  }
}
