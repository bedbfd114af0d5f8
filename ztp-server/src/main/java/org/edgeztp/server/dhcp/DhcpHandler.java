package org.edgeztp.server.dhcp;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.LeaseOutcome;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.flood.Strangers;

/** One request through the house: demand, lease, boot target, reply. Knows no socket. */
final class DhcpHandler {
  private static final Duration PROXY_KEEPS = Duration.ofHours(1);

  private final DhcpSettings settings;
  private final Leases leases;
  private final Waist waist;
  private final Restraint restraint;

  private final Map<Subnet, Strangers> strangers;

  /** By interface, where another server leases the addresses. */
  private final Map<String, Strangers> proxied;

  DhcpHandler(DhcpSettings settings, Leases leases, Waist waist, Restraint restraint, Clock clock) {
    this.settings = settings;
    this.leases = leases;
    this.waist = waist;
    this.restraint = restraint;
    this.strangers =
        settings.networks().stream()
            .flatMap(network -> network.scopes().stream())
            .collect(toUnmodifiableMap(Scope::subnet, scope -> strangers(scope, clock)));
    this.proxied =
        settings.networks().stream()
            .collect(
                toUnmodifiableMap(
                    Network::networkInterface,
                    _ -> new Strangers(Strangers.UNCOUNTED, PROXY_KEEPS, clock)));
  }

  /**
   * Completes when the answer may go out: for an ACK, on the thread that made its lease durable.
   * Fails with a {@link org.edgeztp.inventory.lease.LeaseStoreException} where that could not be
   * done.
   */
  CompletableFuture<Reply> answer(DhcpRequest request, Arrival arrival) {
    return switch (Place.of(request, arrival, settings.networks())) {
      case Place.Leased place -> answer(request, place);
      case Place.Proxied(var network) -> proxy(request, arrival, network);
      case Place.Observed(var network) ->
          completedFuture(
              new Reply.Observed("heard on " + network.networkInterface() + ": " + request.told()));
      case Place.Unserved(String why) -> silent(why);
      case Place.Missing(Refusal refusal) -> refused(request, refusal);
    };
  }

  private CompletableFuture<Reply> answer(DhcpRequest request, Place.Leased place) {
    Client client = Clients.of(request);
    Identity who = new Identity(client.mac(), client.uuid(), serial(client));
    Subnet subnet = place.subnet();
    Demand demand = Demand.of(request, place);
    Optional<String> held = held(request, place, demand);
    if (held.isPresent()) {
      return refused(
          request,
          new Refusal(Refusal.Kind.NOT_SERVED, place.network().networkInterface(), held.get()));
    }
    return switch (demand) {
      case Demand.Offer(var wish) ->
          flood(request, who, place)
              .map(DhcpHandler::silent)
              .orElseGet(() -> decide(request, client, leases.offer(subnet, who, wish), place));
      case Demand.Grant(var address) ->
          flood(request, who, place)
              .map(DhcpHandler::silent)
              .orElseGet(() ->
                  leases
                      .grant(subnet, who, address)
                      .thenCompose(outcome -> decide(request, client, outcome, place)));
      case Demand.Refuse(String why) -> completedFuture(Decision.nak(request, why, place));
      case Demand.Withdraw(String why) -> {
        leases.withdraw(subnet, client.mac());
        strangers(subnet).left(client.mac());
        yield completedFuture(new Reply.Elsewhere(request.serverId().orElseThrow(), why));
      }
      case Demand.Release(var address) ->
          ended(
              leases.release(subnet, client.mac(), address),
              "released " + address.getHostAddress());
      case Demand.Decline(var address) ->
          ended(
              leases.decline(subnet, client.mac(), address),
              "declined " + address.getHostAddress() + ": somebody else uses it");
      case Demand.Inform() -> completedFuture(Decision.inform(request, who, place));
      case Demand.Ignore(String why) -> silent(why);
    };
  }

  /** Who gives its address back, or has one from elsewhere, waits for nothing. */
  private static CompletableFuture<Reply> refused(DhcpRequest request, Refusal refusal) {
    return switch (request.type()) {
      case DISCOVER, REQUEST -> completedFuture(new Reply.Refused(refusal));
      default -> silent(refusal.why());
    };
  }

  private CompletableFuture<Reply> proxy(DhcpRequest request, Arrival arrival, Network network) {
    Client client = Clients.of(request);
    ProxyDemand demand = ProxyDemand.of(request, client, arrival);
    Optional<String> flood = flood(request, client, demand, network);
    if (flood.isPresent()) {
      return silent(flood.get());
    }
    return switch (demand) {
      case ProxyDemand.Offer() ->
          waist
              .target(client, Optional.empty())
              .thenApply(target -> ProxyDecision.offer(request, client, target, network));
      case ProxyDemand.Boot(var address) ->
          waist
              .target(client, Optional.of(address))
              .thenApply(target -> ProxyDecision.boot(request, client, target, arrival, network));
      case ProxyDemand.Takes(var address) ->
          // Its files and scripts are given to this address alone.
          waist
              .target(client, Optional.of(address))
              .thenApply(target ->
                  new Reply.Silent(
                      "it takes %s from another server; %s"
                          .formatted(address.getHostAddress(), target.why())));
      case ProxyDemand.Ignore(String why) -> silent(why);
    };
  }

  private CompletableFuture<Reply> decide(
      DhcpRequest request, Client client, LeaseOutcome outcome, Place.Leased place) {
    CompletableFuture<BootTarget> target =
        switch (outcome) {
          case LeaseOutcome.Held(var lease) -> {
            if (lease.state() == LeaseState.ACTIVE) {
              strangers(place.subnet()).took(client.mac());
            }
            yield waist.target(client, Optional.of(lease.address()));
          }
          case LeaseOutcome.Refused(String reason) ->
              completedFuture(new BootTarget.Nothing(reason));
        };
    return target.thenApply(boots -> Decision.decide(request, client, outcome, boots, place));
  }

  /** What is relayed comes from another link, where nobody was heard. */
  private Optional<String> held(DhcpRequest request, Place.Leased place, Demand demand) {
    return request.isRelayed() || demand instanceof Demand.Withdraw
        ? Optional.empty()
        : restraint.reason(place.network().networkInterface());
  }

  private Optional<String> flood(DhcpRequest request, Identity who, Place.Leased place) {
    return leases.know(place.subnet(), who)
        ? Optional.empty()
        : strangers(place.subnet()).refuse(request.chaddr(), side(request, place.network()));
  }

  /** Boot clients only: nobody else is taken note of, or answered. */
  private Optional<String> flood(
      DhcpRequest request, Client client, ProxyDemand demand, Network network) {
    Strangers here = requireNonNull(proxied.get(network.networkInterface()), "no proxy there");
    return switch (demand) {
      case ProxyDemand.Ignore _ -> Optional.empty();
      case ProxyDemand.Takes _, ProxyDemand.Boot _, ProxyDemand.Offer _ -> {
        Optional<String> why =
            !ProxyDemand.boots(client) || waist.knows(client)
                ? Optional.empty()
                : here.refuse(client.mac(), side(request, network));
        if (why.isEmpty() && !(demand instanceof ProxyDemand.Offer)) {
          here.took(client.mac());
        }
        yield why;
      }
    };
  }

  private static Strangers.Side side(DhcpRequest request, Network network) {
    return new Strangers.Side(
        request.isRelayed()
            ? "relay " + request.giaddr().getHostAddress()
            : network.networkInterface(),
        request.relay().map(RelayInfo::port).filter(port -> port.length() > 1));
  }

  private static Strangers strangers(Scope scope, Clock clock) {
    return new Strangers(scope.pool().size(), scope.pool().leaseTime(), clock);
  }

  private Strangers strangers(Subnet subnet) {
    return requireNonNull(strangers.get(subnet), "no such subnet");
  }

  /** Switches tell theirs; a server tells its UUID. */
  private static Optional<String> serial(Client client) {
    return client.facts().map(SwitchFacts::serial).filter(serial -> !serial.isEmpty());
  }

  private static CompletableFuture<Reply> ended(boolean done, String why) {
    return silent(done ? why : why + ", which it does not have");
  }

  private static CompletableFuture<Reply> silent(String why) {
    return completedFuture(new Reply.Silent(why));
  }
}
