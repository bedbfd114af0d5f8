package org.edgeztp.server;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.server.dhcp.RawOption;
import org.edgeztp.server.dhcp.Route;
import org.edgeztp.server.dhcp.Told;

/** What machines are told of their network, read and checked. */
final class ToldPlan {
  private ToldPlan() {}

  /**
   * What all machines of a subnet are told.
   *
   * @throws IllegalArgumentException when a text is not what it has to be, or a router is elsewhere
   */
  static Told of(ToldEntry entry, Subnet subnet) {
    Optional<Inet4Address> gateway = entry.gateway().map(Inet4Address::ofLiteral);
    gateway.ifPresent(router -> reachable("gateway", router, subnet));
    return new Told(
        gateway,
        addresses(entry.dns()),
        addresses(entry.ntp()),
        addresses(entry.log()),
        Optional.empty(),
        entry.domain(),
        entry.search(),
        routes(entry.routes(), subnet),
        entry.mtu(),
        options(entry.options()));
  }

  /** What one host is told: what is said of it, and else what is said of its subnet. */
  static Told of(HostEntry entry, Subnet subnet, Told all) {
    try {
      Told own = of(entry.told(), subnet);
      Map<Integer, RawOption> more = new TreeMap<>(all.more());
      more.putAll(own.more());
      return new Told(
          own.gateway().or(all::gateway),
          either(own.dns(), all.dns()),
          either(own.ntp(), all.ntp()),
          either(own.log(), all.log()),
          entry.hostname(),
          own.domain().or(all::domain),
          either(own.search(), all.search()),
          own.routes().isEmpty() ? all.routes() : own.routes(),
          own.mtu().or(all::mtu),
          more);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the host at " + entry.address() + ": " + e.getMessage(), e);
    }
  }

  private static <T> List<T> either(List<T> own, List<T> all) {
    return own.isEmpty() ? all : own;
  }

  /** In the order of the networks' text, so that every packet is the same. */
  private static List<Route> routes(Map<String, String> texts, Subnet subnet) {
    List<Route> routes = new ArrayList<>();
    new TreeMap<>(texts)
        .forEach((network, router) -> {
          Route route = Route.parse(network, router);
          if (!route.isOnLink()) {
            reachable("router to " + network, route.router(), subnet);
          }
          routes.add(route);
        });
    return routes;
  }

  private static void reachable(String what, Inet4Address router, Subnet subnet) {
    if (!subnet.contains(router)) {
      throw new IllegalArgumentException(
          "the %s, %s, is outside %s".formatted(what, router.getHostAddress(), subnet));
    }
  }

  private static Map<Integer, RawOption> options(Map<String, String> texts) {
    Map<Integer, RawOption> options = new TreeMap<>();
    texts.forEach((code, text) -> options.put(RawOption.number(code), RawOption.parse(code, text)));
    return options;
  }

  private static List<Inet4Address> addresses(List<String> texts) {
    return texts.stream().map(Inet4Address::ofLiteral).toList();
  }
}
