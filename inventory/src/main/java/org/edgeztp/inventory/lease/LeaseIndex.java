package org.edgeztp.inventory.lease;

import static java.util.Comparator.comparing;

import java.net.Inet4Address;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.edgeztp.inventory.machine.MacAddress;
import org.jspecify.annotations.Nullable;

/** The leases in memory, findable by everything anybody asks for. Not safe for threads. */
final class LeaseIndex implements LeaseTable {
  private static final Comparator<Lease> BY_END =
      comparing(Lease::expires).thenComparingInt(lease -> Ipv4.bits(lease.address()));

  private final Pool pool;
  private final Map<Inet4Address, Lease> byAddress = new HashMap<>();
  private final Map<ClientKey, Lease> byKey = new HashMap<>();
  private final Map<MacAddress, Lease> byMac = new HashMap<>();
  private final TreeSet<Lease> byEnd = new TreeSet<>(BY_END);
  private final BitSet taken = new BitSet();

  LeaseIndex(Pool pool) {
    this.pool = pool;
    for (int offset = 0; offset < pool.size(); offset++) {
      taken.set(offset, !pool.contains(pool.at(offset)));
    }
  }

  /** Records a lease in place of what was known of its address, and returns that. */
  @Nullable Lease put(Lease lease) {
    Lease before = remove(lease.address());
    byAddress.put(lease.address(), lease);
    byEnd.add(lease);
    taken.set(pool.offset(lease.address()));
    if (lease.state() != LeaseState.DECLINED) {
      byKey.put(lease.key(), lease);
      byMac.put(lease.mac(), lease);
    }
    return before;
  }

  /** Forgets what is recorded for an address, and returns it. */
  @Nullable Lease remove(Inet4Address address) {
    Lease before = byAddress.remove(address);
    if (before != null) {
      byEnd.remove(before);
      byKey.remove(before.key(), before);
      byMac.remove(before.mac(), before);
      taken.clear(pool.offset(address));
    }
    return before;
  }

  Optional<Lease> of(MacAddress mac) {
    return Optional.ofNullable(byMac.get(mac));
  }

  Collection<Lease> all() {
    return Collections.unmodifiableCollection(byEnd);
  }

  @Override
  public Pool pool() {
    return pool;
  }

  @Override
  public Optional<Lease> of(ClientKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  @Override
  public Optional<Lease> at(Inet4Address address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  @Override
  public Optional<Inet4Address> unused() {
    int offset = taken.nextClearBit(0);
    return offset < pool.size() ? Optional.of(pool.at(offset)) : Optional.empty();
  }

  @Override
  public Optional<Lease> oldest() {
    return byEnd.isEmpty() ? Optional.empty() : Optional.of(byEnd.first());
  }
}
