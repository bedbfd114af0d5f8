package org.edgeztp.inventory.web;

import static java.util.Comparator.comparing;

import java.net.Inet4Address;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.query.MachineQuery;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/leases}: who has which address, in the order of the addresses, by page.
 * Filters are {@code machine}, {@code mac}, {@code address}, {@code subnet}, {@code state} and
 * {@code search}, a part of an address, a MAC or the machine's name. Who may see some sites alone
 * is told of no lease whose machine is not known.
 */
public record LeasesResource(Leases leases, Inventory inventory, Clock clock) implements Resource {
  private static final Set<String> KNOWN =
      Set.of("machine", "mac", "address", "subnet", "state", "search", "limit", "after", "count");

  private static final List<String> STATES =
      List.of("offered", "active", "released", "declined", "over");

  /**
   * A lease.
   *
   * @param state offered, active, released, declined, or over
   * @param machine id of the one whose network card it is, once that was seen
   * @param label what people call the machine
   */
  record View(
      String address,
      String mac,
      String state,
      Instant ends,
      @Nullable String machine,
      @Nullable String label,
      @Nullable String site) {
    static View of(Lease lease, Optional<Machine> machine, Instant now) {
      return new View(
          lease.address().getHostAddress(),
          lease.mac().value(),
          state(lease, now),
          lease.expires(),
          machine.map(Machine::id).map(MachineId::value).orElse(null),
          machine.map(Machine::label).orElse(null),
          machine.map(Machine::site).orElse(null));
    }

    private static String state(Lease lease, Instant now) {
      boolean over = lease.isFree(now) && lease.state() != LeaseState.RELEASED;
      return over ? "over" : lease.state().name().toLowerCase(Locale.ROOT);
    }

    boolean shows(String text) {
      return Stream.of(address, mac, label == null ? "" : label)
          .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(text));
    }
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return answer(method, Map.of(), body);
  }

  @Override
  public Object answer(String method, Map<String, String> query, JsonNode body) {
    Asked asked = Asked.of(query);
    Optional<List<Machine>> called = asked.machine().map(ref -> Called.of(ref, inventory));
    if (called.filter(found -> found.size() != 1).isPresent()) {
      return Called.notOne(asked.machine().orElseThrow(), called.get());
    }
    Optional<String> id = called.map(found -> found.getFirst().id().value());
    Instant now = clock.instant();
    List<View> all =
        leases.all().stream()
            .filter(asked::fits)
            .sorted(comparing(lease -> Ipv4.bits(lease.address()), Integer::compareUnsigned))
            .map(lease -> View.of(lease, inventory.visible(lease.mac()), now))
            .filter(lease -> lease.machine() != null || !Sites.areLimited())
            .filter(lease -> id.isEmpty() || id.get().equals(lease.machine()))
            .filter(asked::fits)
            .toList();
    return asked.page(all);
  }

  /** What is asked for. */
  private record Asked(
      Optional<String> machine,
      Optional<MacAddress> mac,
      Optional<Inet4Address> address,
      Optional<Subnet> subnet,
      Optional<String> state,
      String search,
      int limit,
      Optional<Inet4Address> after,
      boolean count) {
    static Asked of(Map<String, String> query) {
      for (String name : query.keySet()) {
        if (!KNOWN.contains(name)) {
          throw new WrongField(
              name, "leases have no '%s'; there are %s".formatted(name, new TreeSet<>(KNOWN)));
        }
      }
      return new Asked(
          Optional.ofNullable(query.get("machine")),
          WrongField.part(query, "mac", MacAddress::parse),
          WrongField.part(query, "address", Ipv4::parse),
          WrongField.part(query, "subnet", Subnet::parse),
          WrongField.part(query, "state", Asked::state),
          query.getOrDefault("search", "").strip().toLowerCase(Locale.ROOT),
          WrongField.part(query, "limit", MachineQuery::limit).orElse(MachineQuery.USUAL),
          WrongField.part(query, "after", Ipv4::parse),
          "true".equals(query.get("count")));
    }

    private static String state(String text) {
      if (!STATES.contains(text)) {
        throw new IllegalArgumentException("a lease is one of " + STATES);
      }
      return text;
    }

    boolean fits(Lease lease) {
      return mac.map(lease.mac()::equals).orElse(true)
          && address.map(lease.address()::equals).orElse(true)
          && subnet.map(wanted -> wanted.contains(lease.address())).orElse(true);
    }

    boolean fits(View lease) {
      return state.map(lease.state()::equals).orElse(true) && lease.shows(search);
    }

    /**
     * The page of them.
     *
     * @param all in the order of their addresses
     */
    Paged page(List<View> all) {
      List<View> rest = all.stream().filter(this::isBehind).limit(limit + 1L).toList();
      List<View> page = rest.stream().limit(limit).toList();
      return new Paged(
          page,
          rest.size() > limit ? Optional.of(page.getLast().address()) : Optional.empty(),
          count ? Optional.of(all.size()) : Optional.empty());
    }

    private boolean isBehind(View lease) {
      int bits = Ipv4.bits(Ipv4.parse(lease.address()));
      return after.map(last -> Integer.compareUnsigned(bits, Ipv4.bits(last)) > 0).orElse(true);
    }
  }
}
