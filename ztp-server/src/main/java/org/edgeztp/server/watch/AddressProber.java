package org.edgeztp.server.watch;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.MacAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a few addresses ready that nobody on the link answers for, and finds those that somebody
 * uses who was not given them. One thread, beside DHCP: no client waits for a probe.
 */
public final class AddressProber implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AddressProber.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A host may have so many addresses that it took by itself. */
  private static final int OF_ONE_CARD = 4;

  private final String link;
  private final Subnet subnet;
  private final Leases leases;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private final Set<MacAddress> told = new HashSet<>();
  private boolean failing;

  private AddressProber(String link, Subnet subnet, Leases leases) {
    this.link = link;
    this.subnet = subnet;
    this.leases = leases;
    this.thread = Thread.ofPlatform().name("probe-" + link).unstarted(this::run);
  }

  /**
   * Starts to probe. The leases stay the caller's: close them after this.
   *
   * @param subnet the one of the link itself
   */
  public static AddressProber start(String interfaceName, Subnet subnet, Leases leases) {
    var prober = new AddressProber(interfaceName, subnet, leases);
    prober.thread.start();
    return prober;
  }

  private void run() {
    try {
      do {
        List<Inet4Address> addresses = leases.toProbe(subnet);
        if (!addresses.isEmpty()) {
          probe(addresses);
        }
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void probe(List<Inet4Address> addresses) {
    Map<Inet4Address, MacAddress> users;
    try {
      users = AddressSearch.owners(link, addresses);
    } catch (IOException e) {
      report(e);
      return;
    }
    failing = false;
    Set<MacAddress> proxies = proxies(users.values());
    tell(proxies);
    for (Inet4Address address : addresses) {
      Optional<MacAddress> user =
          Optional.ofNullable(users.get(address)).filter(not(proxies::contains));
      if (leases.probed(subnet, address, user)) {
        LOG.warn(
            "{}: {} is used by {}, which did not get it here; it is not offered while that lasts",
            link,
            address.getHostAddress(),
            user.orElseThrow());
      }
    }
  }

  /** Routers with proxy ARP answer for addresses that are not there. */
  static Set<MacAddress> proxies(Collection<MacAddress> users) {
    return users.stream()
        .filter(user -> Collections.frequency(users, user) > OF_ONE_CARD)
        .collect(toSet());
  }

  private void tell(Set<MacAddress> proxies) {
    for (MacAddress router : proxies) {
      if (told.add(router)) {
        LOG.warn(
            "{}: {} answers for many addresses at once, as a router with proxy ARP does: that it"
                + " does so is not taken for use",
            link,
            router);
      }
    }
  }

  /** Once for each time that it begins: the interface may be down for hours. */
  private void report(IOException e) {
    if (!failing) {
      failing = true;
      LOG.warn("{}: addresses are offered without a probe: {}", link, e.getMessage());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
