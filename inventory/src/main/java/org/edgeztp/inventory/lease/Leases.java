package org.edgeztp.inventory.lease;

import static java.util.Comparator.comparing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeztp.inventory.lease.LeaseOutcome.Held;
import org.edgeztp.inventory.lease.LeaseOutcome.Refused;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * Who has which address. Safe for any number of threads: the table sits behind one lock that is
 * never held while the disk works.
 */
public final class Leases implements AutoCloseable {
  /** PXE firmware may take half a minute between the offer and its request. */
  static final Duration OFFER_HOLDS = Duration.ofSeconds(60);

  static final Duration QUARANTINE = Duration.ofMinutes(10);

  private final Object lock = new Object();
  private final Map<Subnet, LeaseIndex> tables = new LinkedHashMap<>();
  private final LeaseWriter writer;
  private final Clock clock;
  private boolean closed;

  /**
   * Reads the leases kept so far; those that belong to no subnet any more are left out.
   *
   * @param pools one for each subnet; no two overlap
   * @throws LeaseStoreException if they cannot be read
   */
  public Leases(List<Pool> pools, LeaseStore store, Clock clock) {
    this.clock = clock;
    pools.forEach(pool -> tables.put(pool.subnet(), new LeaseIndex(pool)));
    store.load().stream()
        .sorted(comparing(Lease::expires))
        .forEach(lease ->
            at(lease.address())
                .filter(table ->
                    table.pool().contains(lease.address())
                        || table.pool().isReserved(lease.address()))
                .ifPresent(table -> table.put(lease)));
    this.writer = new LeaseWriter(store, this::undo);
  }

  /**
   * Picks an address for a client and holds it for a minute. Nothing is written to the store.
   *
   * @param wish what the client would like to have (option 50)
   */
  public LeaseOutcome offer(Subnet subnet, Identity client, Optional<Inet4Address> wish) {
    synchronized (lock) {
      LeaseIndex table = table(subnet);
      Instant now = clock.instant();
      table.forgetOffers(now);
      return switch (Allocator.choose(table, client, wish, now)) {
        case Allocation.Refused(String reason) -> new Refused(reason);
        case Allocation.Found(Inet4Address address) -> {
          Optional<Lease> live =
              table
                  .at(address)
                  .filter(lease -> lease.mac().equals(client.mac()) && lease.isLive(now));
          yield new Held(live.orElseGet(() -> hold(table, address, client, now)));
        }
      };
    }
  }

  /**
   * Leases exactly this address to a client, or says why not. The future completes when the lease
   * is durable, and exceptionally with a {@link LeaseStoreException} when it could not be made so:
   * the client must not be told of it before.
   */
  public CompletableFuture<LeaseOutcome> grant(
      Subnet subnet, Identity client, Inet4Address address) {
    synchronized (lock) {
      LeaseIndex table = table(subnet);
      Instant now = clock.instant();
      return switch (Allocator.claim(table, client, address, now)) {
        case Allocation.Refused(String reason) ->
            CompletableFuture.completedFuture(new Refused(reason));
        case Allocation.Found _ ->
            change(
                    table,
                    lease(
                        address,
                        Allocator.known(table, client),
                        table.pool().leaseTime(),
                        now,
                        LeaseState.ACTIVE))
                .thenApply(Held::new);
      };
    }
  }

  /** Whether the client has or had an address of the subnet, or an offer, or one is reserved. */
  public boolean know(Subnet subnet, Identity client) {
    synchronized (lock) {
      LeaseIndex table = table(subnet);
      table.forgetOffers(clock.instant());
      return table.of(client.mac()).isPresent()
          || table.pool().reservations().of(client).isPresent();
    }
  }

  /** Takes an offer back, as its client went to another server. */
  public void withdraw(Subnet subnet, MacAddress mac) {
    synchronized (lock) {
      LeaseIndex table = table(subnet);
      table
          .of(mac)
          .filter(lease -> lease.state() == LeaseState.OFFERED)
          .ifPresent(lease -> table.remove(lease.address()));
    }
  }

  /**
   * Ends the client's lease; it gets the address again if it returns before somebody else needs it.
   *
   * @return false if the address is not this client's
   */
  public boolean release(Subnet subnet, MacAddress mac, Inet4Address address) {
    return end(subnet, mac, address, Duration.ZERO, LeaseState.RELEASED);
  }

  /**
   * Puts an address out of use for ten minutes, as its client found somebody else using it; for
   * less where more than half of the pool would rest.
   *
   * @return false if the address is not this client's
   */
  public boolean decline(Subnet subnet, MacAddress mac, Inet4Address address) {
    return end(subnet, mac, address, QUARANTINE, LeaseState.DECLINED);
  }

  /** The addresses that new clients get next and that nobody probed lately: a few at a time. */
  public List<Inet4Address> toProbe(Subnet subnet) {
    synchronized (lock) {
      LeaseIndex table = table(subnet);
      Instant now = clock.instant();
      table.forgetOffers(now);
      return table.due(now);
    }
  }

  /**
   * Takes note of a probe. Silent addresses go to new clients before others, for some minutes; one
   * that somebody answered for rests as after a DECLINE, unless it was leased meanwhile.
   *
   * @return whether somebody is there who was not known to be
   */
  public boolean probed(Subnet subnet, Inet4Address address, Optional<MacAddress> user) {
    synchronized (lock) {
      LeaseIndex table = table(subnet);
      Instant now = clock.instant();
      Optional<Lease> before = table.at(address);
      if (user.isEmpty()) {
        table.silent(address, now);
        return false;
      }
      Optional<Lease> rest =
          ProbedAddresses.used(address, before, user.get(), now, end(now, QUARANTINE));
      rest.ifPresent(lease -> {
        var _ = change(table, lease);
      });
      return rest.isPresent() && before.map(Lease::mac).filter(user.get()::equals).isEmpty();
    }
  }

  /** The lease that the holder of this address has at this moment. */
  public Optional<Lease> byAddress(Inet4Address address) {
    synchronized (lock) {
      return at(address)
          .flatMap(table -> table.at(address))
          .filter(lease -> lease.isLive(clock.instant()));
    }
  }

  /** Whether the address belongs to a subnet that is leased from here. */
  public boolean cover(InetAddress address) {
    return address instanceof Inet4Address ipv4
        && at(ipv4).filter(table -> table.pool().gives()).isPresent();
  }

  /** The lease that this network card has at this moment; the last to end where it has several. */
  public Optional<Lease> byMac(MacAddress mac) {
    synchronized (lock) {
      return tables.values().stream()
          .flatMap(table -> table.of(mac).stream())
          .filter(lease -> lease.isLive(clock.instant()))
          .max(comparing(Lease::expires));
    }
  }

  /** Everything on record, the first to end first: offers, leases and what became of them. */
  public List<Lease> all() {
    List<Lease> all;
    synchronized (lock) {
      all = tables.values().stream().flatMap(table -> table.all().stream()).toList();
    }
    return all.stream().sorted(comparing(Lease::expires)).toList();
  }

  /** How much of each pool is taken, in the order in which they were given. */
  public List<PoolUse> uses() {
    synchronized (lock) {
      Instant now = clock.instant();
      return tables.values().stream().map(table -> table.use(now)).toList();
    }
  }

  /** Keeps what is still on its way to the store; grants after this fail. */
  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
    }
    writer.close();
  }

  private boolean end(
      Subnet subnet, MacAddress mac, Inet4Address address, Duration rest, LeaseState state) {
    synchronized (lock) {
      LeaseIndex table = table(subnet);
      Optional<Lease> own = table.of(mac).filter(lease -> lease.address().equals(address));
      own.ifPresent(lease -> {
        // Nobody waits for this one: losing it means no more than a lease that ends later.
        var _ = change(table, lease(address, lease.holder(), rest, clock.instant(), state));
      });
      return own.isPresent();
    }
  }

  private Lease hold(LeaseIndex table, Inet4Address address, Identity client, Instant now) {
    Lease offered =
        lease(address, Allocator.known(table, client), OFFER_HOLDS, now, LeaseState.OFFERED);
    table.offer(offered);
    return offered;
  }

  /** Within the lock, so that the queue has the changes in the order of the table. */
  private CompletableFuture<Lease> change(LeaseIndex table, Lease lease) {
    if (closed) {
      return CompletableFuture.failedFuture(new LeaseStoreException("the leases are closed"));
    }
    var change = new LeaseWriter.Change(lease, table.put(lease), new CompletableFuture<>());
    writer.write(change);
    return change.kept();
  }

  /**
   * Newest first, and only where no later change has come over it: an equal one may, when a client
   * repeats itself within a second.
   */
  @SuppressWarnings("ReferenceEquality")
  private void undo(List<LeaseWriter.Change> lost) {
    synchronized (lock) {
      for (LeaseWriter.Change change : lost.reversed()) {
        Lease lease = change.lease();
        LeaseIndex table = at(lease.address()).orElseThrow();
        if (table.at(lease.address()).filter(now -> now == lease).isPresent()) {
          table.remove(lease.address());
          if (change.before() != null) {
            table.put(change.before());
          }
        }
      }
    }
  }

  private LeaseIndex table(Subnet subnet) {
    LeaseIndex table = tables.get(subnet);
    if (table == null) {
      throw new IllegalArgumentException("no addresses of " + subnet + " are leased here");
    }
    return table;
  }

  private Optional<LeaseIndex> at(Inet4Address address) {
    return tables.values().stream()
        .filter(table -> table.pool().subnet().contains(address))
        .findFirst();
  }

  private static Lease lease(
      Inet4Address address, Identity holder, Duration time, Instant now, LeaseState state) {
    return new Lease(address, holder, end(now, time), state);
  }

  /** Ends are whole seconds, as in DHCP: every database gives back what it was given. */
  private static Instant end(Instant now, Duration time) {
    return now.plus(time).truncatedTo(ChronoUnit.SECONDS);
  }
}
