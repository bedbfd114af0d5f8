package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;

/** Free addresses that nobody answered for a short time ago. Not safe for threads. */
final class ProbedAddresses {
  /** How many are kept ready. */
  static final int STOCK = 16;

  /** How long silence says anything. */
  static final Duration GOOD = Duration.ofMinutes(5);

  /** It is asked again before, or the stock would be empty meanwhile. */
  private static final Duration DUE = Duration.ofMinutes(4);

  /** When each was probed, the first in front. */
  private final Map<Inet4Address, Instant> silent = new LinkedHashMap<>();

  void add(Inet4Address address, Instant now) {
    silent.remove(address);
    silent.put(address, now);
  }

  void remove(Inet4Address address) {
    silent.remove(address);
  }

  Optional<Inet4Address> first(Instant now) {
    Iterator<Map.Entry<Inet4Address, Instant>> probed = silent.entrySet().iterator();
    while (probed.hasNext()) {
      Map.Entry<Inet4Address, Instant> next = probed.next();
      if (next.getValue().plus(GOOD).isAfter(now)) {
        return Optional.of(next.getKey());
      }
      probed.remove();
    }
    return Optional.empty();
  }

  boolean isDue(Inet4Address address, Instant now) {
    Instant probed = silent.get(address);
    return probed == null || !probed.plus(DUE).isAfter(now);
  }

  /**
   * What is recorded of an address that somebody answered for: nothing when it is leased. Who goes
   * on using what it had itself, as its lease is over, does not lose it by that.
   */
  static Optional<Lease> used(
      Inet4Address address, Optional<Lease> before, MacAddress user, Instant now, Instant until) {
    if (before.filter(lease -> lease.isLive(now)).isPresent()) {
      return Optional.empty();
    }
    Optional<Lease> own =
        before.filter(lease -> lease.mac().equals(user) && lease.state() != LeaseState.DECLINED);
    return Optional.of(
        own.map(lease -> new Lease(address, lease.holder(), until, LeaseState.RELEASED))
            .orElseGet(() -> new Lease(address, Identity.of(user), until, LeaseState.DECLINED)));
  }
}
