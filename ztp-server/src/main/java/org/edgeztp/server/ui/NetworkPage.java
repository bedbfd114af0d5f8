package org.edgeztp.server.ui;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.machine.Machine;
import tools.jackson.databind.JsonNode;

/**
 * What machines are given on the networks that are served.
 *
 * @param lines the leases, those that end last first
 * @param leases how many there are
 */
record NetworkPage(
    List<Link> links, List<Fill> fills, List<LeaseLine> lines, int leases, Optional<String> text) {
  private static final int LINES = 200;

  /** A network interface; {@code why} says why nothing is answered there. */
  record Link(String name, Optional<String> why, List<Other> others) {}

  /** Another server that answers DHCP. */
  record Other(String address, String sentence, Moment last) {}

  /**
   * How full a subnet is.
   *
   * @param percent of its addresses that nobody can get now
   */
  record Fill(String subnet, long size, long active, long offered, long declined, int percent) {
    /** Whether somebody should make room. */
    public boolean isTight() {
      return percent >= 90;
    }
  }

  record LeaseLine(
      String address,
      String mac,
      String state,
      boolean over,
      Moment ends,
      Optional<String> machine,
      String label) {}

  static NetworkPage of(
      Inventory inventory,
      Addresses addresses,
      JsonNode network,
      Optional<String> text,
      Instant now) {
    List<Lease> all = addresses.leases().all();
    List<LeaseLine> lines =
        all.stream()
            .map(lease -> line(lease, inventory, now))
            .filter(line -> text.isEmpty() || isOf(line, text.get().toLowerCase(Locale.ROOT)))
            .sorted(
                Comparator.comparing(LeaseLine::over)
                    .thenComparing(
                        line -> Ipv4.bits(Ipv4.parse(line.address())), Integer::compareUnsigned))
            .toList();
    return new NetworkPage(
        network.path("items").valueStream().map(link -> link(link, now)).toList(),
        addresses.pools().stream().map(pool -> fill(pool, all, now)).toList(),
        lines.stream().limit(LINES).toList(),
        lines.size(),
        text);
  }

  /** How many leases are not shown. */
  public int hidden() {
    return leases - lines.size();
  }

  private static Fill fill(Pool pool, List<Lease> all, Instant now) {
    Map<LeaseState, Long> counts =
        all.stream()
            .filter(lease -> lease.expires().isAfter(now))
            .filter(lease -> pool.subnet().contains(lease.address()))
            .collect(groupingBy(Lease::state, counting()));
    long active = counts.getOrDefault(LeaseState.ACTIVE, 0L);
    long offered = counts.getOrDefault(LeaseState.OFFERED, 0L);
    long declined = counts.getOrDefault(LeaseState.DECLINED, 0L);
    long size = pool.size();
    long taken = Math.min(size, active + offered + declined);
    int percent = size == 0 ? 0 : Math.toIntExact(100 * taken / size);
    return new Fill(pool.subnet().toString(), size, active, offered, declined, percent);
  }

  private static Link link(JsonNode link, Instant now) {
    return new Link(
        link.path("link").asString(),
        Optional.ofNullable(link.path("why").stringValue(null)),
        link.path("otherServers").valueStream().map(other -> other(other, now)).toList());
  }

  private static Other other(JsonNode other, Instant now) {
    return new Other(
        other.path("address").asString(),
        other.path("sentence").asString(),
        new Moment(Instant.parse(other.path("last").asString()), now));
  }

  private static LeaseLine line(Lease lease, Inventory inventory, Instant now) {
    Optional<Machine> machine = inventory.find(lease.mac());
    boolean over = !lease.expires().isAfter(now) || lease.state() == LeaseState.RELEASED;
    String state = lease.state().name().toLowerCase(Locale.ROOT);
    return new LeaseLine(
        lease.address().getHostAddress(),
        lease.mac().value(),
        over && lease.state() != LeaseState.RELEASED ? "over" : state,
        over,
        new Moment(lease.expires(), now),
        machine.map(found -> found.id().value()),
        machine.map(Machine::label).orElse(""));
  }

  private static boolean isOf(LeaseLine line, String part) {
    return line.address().contains(part)
        || line.mac().contains(part)
        || line.label().toLowerCase(Locale.ROOT).contains(part);
  }
}
