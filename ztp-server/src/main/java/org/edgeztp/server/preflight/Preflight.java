package org.edgeztp.server.preflight;

import static org.edgeztp.server.preflight.Finding.ok;
import static org.edgeztp.server.preflight.Finding.problem;
import static org.edgeztp.server.preflight.Finding.warning;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.watch.AddressSearch;
import org.edgeztp.server.watch.OtherServer;
import org.edgeztp.server.watch.ServerSearch;

/** All checks, at the same time: the slowest listens to the link for a few seconds. */
final class Preflight {
  /** dnsmasq answers after three seconds. */
  private static final Duration LISTENING = Duration.ofSeconds(4);

  private Preflight() {}

  /**
   * Runs the checks that the settings give reason for, and returns in a fixed order.
   *
   * @param links of one server: what is not of a link is looked at once
   */
  static List<Finding> run(List<PreflightSettings> links) throws IOException, InterruptedException {
    List<Callable<List<Finding>>> checks = new ArrayList<>();
    for (PreflightSettings link : links) {
      checks.addAll(ofLink(link));
    }
    List<Inet4Address> ntp =
        links.stream().flatMap(link -> link.ntp().stream()).distinct().toList();
    checks.addAll(ofHost(links.getFirst(), ntp));
    return all(checks);
  }

  private static List<Callable<List<Finding>>> ofLink(PreflightSettings settings)
      throws IOException {
    Optional<Link> link = Link.of(settings.interfaceName());
    List<Callable<List<Finding>>> checks = new ArrayList<>();
    if (link.isPresent()) {
      Link there = link.get();
      Optional<Inet4Address> own =
          settings.address().or(() -> there.addresses().stream().findFirst());
      checks.add(() -> there.findings(settings.address(), settings.prefix()));
      if (there.up() && there.carrier()) {
        checks.add(() -> List.of(servers(settings, own)));
        checks.add(() -> Surroundings6.check(there.name(), settings.ipv6(), LISTENING));
        own.ifPresent(
            address -> checks.add(() -> List.of(duplicate(settings.interfaceName(), address))));
      }
      settings.relays().forEach(relay -> checks.add(() -> List.of(Reach.relay(relay, own))));
    } else {
      checks.add(() -> List.of(Link.missing(settings.interfaceName())));
    }
    return checks;
  }

  private static List<Callable<List<Finding>>> ofHost(
      PreflightSettings settings, List<Inet4Address> ntp) {
    List<Callable<List<Finding>>> checks = new ArrayList<>();
    checks.add(() -> Ports.check(settings.host()));
    checks.add(() -> Clocks.check(ntp, settings.assets()));
    settings.data().ifPresent(folder -> checks.add(() -> List.of(Storage.data(folder))));
    settings.assets().ifPresent(folder -> checks.add(() -> Storage.assets(folder)));
    if (!settings.mirrors().isEmpty()) {
      checks.add(() -> mirrors(settings));
    }
    return checks;
  }

  private static Finding servers(PreflightSettings settings, Optional<Inet4Address> own)
      throws IOException {
    List<OtherServer> others =
        ServerSearch.around(settings.interfaceName(), own, LISTENING, Clock.systemUTC());
    return servers(settings.interfaceName(), settings.proxy(), others);
  }

  /** What other DHCP servers on the link mean. */
  static Finding servers(String link, boolean proxy, List<OtherServer> others) {
    String who = String.join("; ", others.stream().map(OtherServer::sentence).toList());
    boolean gives = others.stream().anyMatch(other -> !other.proxy());
    if (proxy) {
      if (!gives) {
        return problem(
            "DHCP",
            "no server on %s gives addresses, and in proxy mode this one does not: start one, or"
                    .formatted(link)
                + " leave proxy mode");
      }
      return others.stream().anyMatch(OtherServer::proxy)
          ? warning("DHCP", "another ProxyDHCP server is on %s: %s. Stop it".formatted(link, who))
          : ok("DHCP", "the server that proxy mode needs is there: " + who);
    }
    return others.isEmpty()
        ? ok("DHCP", "no other server answers on " + link)
        : problem(
            "DHCP",
            "another server answers on %s: %s. Stop it, or choose proxy mode to work beside it"
                .formatted(link, who));
  }

  private static Finding duplicate(String link, Inet4Address address) throws IOException {
    return duplicate(link, address, AddressSearch.owner(link, address));
  }

  static Finding duplicate(String link, Inet4Address address, Optional<MacAddress> owner) {
    return owner
        .map(mac ->
            problem(
                "address",
                "%s is also used by %s on %s: machines would talk to either. Give one another"
                    .formatted(address.getHostAddress(), mac, link)))
        .orElseGet(() -> ok("address", "nobody else uses " + address.getHostAddress()));
  }

  private static List<Finding> mirrors(PreflightSettings settings) throws InterruptedException {
    try (HttpClient http =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      List<Finding> findings = new ArrayList<>();
      for (Map.Entry<String, URI> mirror : settings.mirrors().entrySet()) {
        findings.add(Reach.mirror(http, mirror.getKey(), mirror.getValue()));
      }
      return findings;
    }
  }

  private static List<Finding> all(List<Callable<List<Finding>>> checks)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Finding> findings = new ArrayList<>();
      for (Future<List<Finding>> check : threads.invokeAll(checks)) {
        findings.addAll(result(check));
      }
      return findings;
    }
  }

  private static List<Finding> result(Future<List<Finding>> check) throws InterruptedException {
    try {
      return check.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return List.of(warning("preflight", "a check could not be made: " + cause.getMessage()));
    }
  }
}
