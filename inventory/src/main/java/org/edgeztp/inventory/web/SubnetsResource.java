package org.edgeztp.inventory.web;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.PoolUse;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Subnet;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/subnets} and {@code GET /api/v1/subnets/10.77.0.0/24}: what there is to give
 * out, and how much of it is taken.
 *
 * @param links how each subnet is served
 */
public record SubnetsResource(Leases leases, Function<Subnet, Link> links) implements Resource {
  /**
   * How a subnet is served.
   *
   * @param name of the server's interface
   * @param dhcp what is done about DHCP there, as the configuration writes it
   */
  public record Link(String name, String dhcp) {}

  /**
   * A subnet.
   *
   * @param excluded what of the ranges is not given out, the subnet's own and broadcast address
   *     among it
   * @param reserved how many addresses are one machine's alone; they are not of the size
   */
  record View(
      String subnet,
      String link,
      String dhcp,
      List<String> ranges,
      List<String> excluded,
      int reserved,
      long leaseSeconds,
      int size,
      int active,
      int offered,
      int declined,
      int free) {}

  @Override
  public List<String> itemMethods() {
    return List.of("GET");
  }

  @Override
  public List<String> itemParts() {
    return List.of("network", "prefix");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return Map.of("items", leases.uses().stream().map(this::view).toList());
  }

  @Override
  public Object item(String method, String item) {
    return leases.uses().stream()
        .filter(use -> use.pool().subnet().toString().equals(item))
        .<Object>map(this::view)
        .findAny()
        .orElseGet(() -> Problem.notFound("no addresses of '" + item + "' are leased here"));
  }

  private View view(PoolUse use) {
    Pool pool = use.pool();
    Link link = links.apply(pool.subnet());
    return new View(
        pool.subnet().toString(),
        link.name(),
        link.dhcp(),
        pool.ranges().stream().map(Range::toString).toList(),
        pool.excluded().stream().map(Range::toString).toList(),
        pool.reservations().size(),
        pool.leaseTime().toSeconds(),
        use.size(),
        use.active(),
        use.offered(),
        use.declined(),
        use.free());
  }
}
