package org.edgeztp.inventory.lease;

import static java.util.Comparator.comparing;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.MacAddress;
import org.jspecify.annotations.Nullable;

/** The leases in memory, findable by everything anybody asks for. Not safe for threads. */
final class LeaseIndex implements LeaseTable {
  private static final Comparator<Lease> BY_END =
      comparing(Lease::expires).thenComparingInt(lease -> Ipv4.bits(lease.address()));

  private final Pool pool;
  private final Map<Inet4Address, Lease> byAddress = new HashMap<>();
  private final Map<MacAddress, Lease> byMac = new HashMap<>();
  private final Map<Object, Set<Lease>> byMachine = new HashMap<>();

  /** Without those of reserved addresses, which nobody else can get. */
  private final TreeSet<Lease> byEnd = new TreeSet<>(BY_END);

  /** Found in use by others, in the order in which that was told. */
  private final SequencedMap<Inet4Address, Lease> resting = new LinkedHashMap<>();

  /** In the order of their ends. */
  private final Map<Inet4Address, Offer> offers = new LinkedHashMap<>();

  /** The addresses of the pool that nothing is recorded for, counted from its first. */
  private final BitSet unused = new BitSet();

  private final ProbedAddresses probed = new ProbedAddresses();
  private final int first;
  private final int size;

  private record Offer(Lease lease, @Nullable Lease before) {}

  LeaseIndex(Pool pool) {
    this.pool = pool;
    this.first = Ipv4.bits(pool.first());
    for (int offset = 0; offset <= offset(pool.last()); offset++) {
      unused.set(offset, pool.contains(at(offset)));
    }
    this.size = unused.cardinality();
  }

  /** Records a lease in place of what was known of its address, and returns that. */
  @Nullable Lease put(Lease lease) {
    Lease before = remove(lease.address());
    byAddress.put(lease.address(), lease);
    if (pool.contains(lease.address())) {
      byEnd.add(lease);
    }
    use(lease.address(), true);
    probed.remove(lease.address());
    if (lease.state() == LeaseState.DECLINED) {
      rest(lease);
    } else {
      byMac.put(lease.mac(), lease);
      lease
          .holder()
          .names()
          .forEach(name -> byMachine.computeIfAbsent(name, _ -> new HashSet<>()).add(lease));
    }
    return before;
  }

  /** Records an offer; all of them hold for the same time. */
  @SuppressWarnings("ReferenceEquality")
  void offer(Lease lease) {
    Offer earlier = offers.remove(lease.address());
    Lease before = put(lease);
    offers.put(
        lease.address(),
        earlier != null && earlier.lease() == before
            ? new Offer(lease, earlier.before())
            : new Offer(lease, before));
  }

  /**
   * Forgets the offers that nobody took, and remembers what was before them: a flood of clients
   * that are never heard again drives out no machine that was switched off for a while.
   */
  @SuppressWarnings("ReferenceEquality")
  void forgetOffers(Instant now) {
    Iterator<Offer> oldest = offers.values().iterator();
    while (oldest.hasNext()) {
      Offer offer = oldest.next();
      if (!offer.lease().isFree(now)) {
        return;
      }
      oldest.remove();
      if (byAddress.get(offer.lease().address()) == offer.lease()) {
        remove(offer.lease().address());
        restore(offer.before());
      }
    }
  }

  private void restore(@Nullable Lease before) {
    if (before != null && !byMac.containsKey(before.mac())) {
      put(before);
    }
  }

  /** Forgets what is recorded for an address, and returns it. */
  @Nullable Lease remove(Inet4Address address) {
    Lease before = byAddress.remove(address);
    resting.remove(address);
    if (before != null) {
      byEnd.remove(before);
      byMac.remove(before.mac(), before);
      before
          .holder()
          .names()
          .forEach(name ->
              byMachine.computeIfPresent(
                  name, (_, leases) -> leases.remove(before) && leases.isEmpty() ? null : leases));
      use(address, false);
    }
    return before;
  }

  /** No more than half of the pool, and one: nobody can talk all of it out of use. */
  private void rest(Lease lease) {
    resting.put(lease.address(), lease);
    if (resting.size() > Math.max(1, pool.size() / 2)) {
      remove(resting.firstEntry().getKey());
    }
  }

  /** Nobody answered for the address. */
  void silent(Inet4Address address, Instant now) {
    if (pool.contains(address) && at(address).map(lease -> lease.isFree(now)).orElse(true)) {
      probed.add(address, now);
    }
  }

  /** Which of the addresses that new clients get next are to be probed. */
  List<Inet4Address> due(Instant now) {
    return Stream.concat(
            unused.stream().mapToObj(this::at),
            byEnd.stream().takeWhile(lease -> lease.isFree(now)).map(Lease::address))
        .limit(ProbedAddresses.STOCK)
        .filter(address -> probed.isDue(address, now))
        .toList();
  }

  PoolUse use(Instant now) {
    Map<LeaseState, Integer> counts = new EnumMap<>(LeaseState.class);
    for (Lease lease : byEnd.descendingSet()) {
      if (lease.isFree(now)) {
        break;
      }
      counts.merge(lease.state(), 1, Integer::sum);
    }
    return new PoolUse(
        pool,
        size,
        counts.getOrDefault(LeaseState.ACTIVE, 0),
        counts.getOrDefault(LeaseState.OFFERED, 0),
        counts.getOrDefault(LeaseState.DECLINED, 0));
  }

  Collection<Lease> all() {
    return Collections.unmodifiableCollection(byAddress.values());
  }

  @Override
  public Pool pool() {
    return pool;
  }

  @Override
  public Optional<Lease> of(MacAddress mac) {
    return Optional.ofNullable(byMac.get(mac));
  }

  @Override
  public List<Lease> ofMachine(Identity client) {
    return client
        .names()
        .flatMap(name -> byMachine.getOrDefault(name, Set.of()).stream())
        .distinct()
        .toList();
  }

  @Override
  public Optional<Lease> at(Inet4Address address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  @Override
  public Optional<Inet4Address> probed(Instant now) {
    return probed.first(now);
  }

  @Override
  public Optional<Inet4Address> unused() {
    int offset = unused.nextSetBit(0);
    return offset < 0 ? Optional.empty() : Optional.of(at(offset));
  }

  @Override
  public Optional<Lease> oldest() {
    return byEnd.isEmpty() ? Optional.empty() : Optional.of(byEnd.first());
  }

  private void use(Inet4Address address, boolean used) {
    if (pool.contains(address)) {
      unused.set(offset(address), !used);
    }
  }

  private Inet4Address at(int offset) {
    return Ipv4.of(first + offset);
  }

  private int offset(Inet4Address address) {
    return Ipv4.bits(address) - first;
  }
}
