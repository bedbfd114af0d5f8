package org.edgeztp.server.dhcp;

import java.util.Optional;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.LeaseOutcome;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;

/** One request through the house: demand, lease, boot target, reply. Knows no socket. */
final class DhcpHandler {
  private final DhcpSettings settings;
  private final Leases leases;
  private final Waist waist;
  private final Restraint restraint;

  DhcpHandler(DhcpSettings settings, Leases leases, Waist waist, Restraint restraint) {
    this.settings = settings;
    this.leases = leases;
    this.waist = waist;
    this.restraint = restraint;
  }

  /**
   * Blocks while a lease is written to the disk.
   *
   * @throws java.util.concurrent.CompletionException if it could not be written
   */
  Reply answer(DhcpRequest request, Arrival arrival) {
    return switch (Place.of(request, arrival, settings.networks())) {
      case Place.Leased place -> answer(request, place);
      case Place.Proxied(var network) -> proxy(request, arrival, network);
      case Place.Observed(var network) ->
          new Reply.Observed("heard on " + network.networkInterface() + ": " + request.told());
      case Place.Unserved(String why) -> new Reply.Silent(why);
    };
  }

  private Reply answer(DhcpRequest request, Place.Leased place) {
    Client client = Clients.of(request);
    Identity who = new Identity(client.mac(), client.uuid(), Optional.empty());
    Subnet subnet = place.subnet();
    Demand demand = Demand.of(request, place);
    Optional<String> held = held(request, place, demand);
    if (held.isPresent()) {
      return new Reply.Silent(held.get());
    }
    return switch (demand) {
      case Demand.Offer(var wish) ->
          decide(request, client, leases.offer(subnet, who, wish), place);
      case Demand.Grant(var address) ->
          decide(request, client, leases.grant(subnet, who, address).join(), place);
      case Demand.Refuse(String why) -> Decision.nak(request, why, place);
      case Demand.Withdraw(String why) -> {
        leases.withdraw(subnet, client.mac());
        yield new Reply.Elsewhere(request.serverId().orElseThrow(), why);
      }
      case Demand.Release(var address) ->
          ended(
              leases.release(subnet, client.mac(), address),
              "released " + address.getHostAddress());
      case Demand.Decline(var address) ->
          ended(
              leases.decline(subnet, client.mac(), address),
              "declined " + address.getHostAddress() + ": somebody else uses it");
      case Demand.Inform() -> Decision.inform(request, place);
      case Demand.Ignore(String why) -> new Reply.Silent(why);
    };
  }

  private Reply proxy(DhcpRequest request, Arrival arrival, Network network) {
    Client client = Clients.of(request);
    return switch (ProxyDemand.of(request, client, arrival)) {
      case ProxyDemand.Offer() ->
          ProxyDecision.offer(request, client, waist.target(client, Optional.empty()), network);
      case ProxyDemand.Boot(var address) ->
          ProxyDecision.boot(
              request, client, waist.target(client, Optional.of(address)), arrival, network);
      case ProxyDemand.Takes(var address) -> {
        // Its files and scripts are given to this address alone.
        BootTarget target = waist.target(client, Optional.of(address));
        yield new Reply.Silent(
            "it takes %s from another server; %s"
                .formatted(address.getHostAddress(), target.why()));
      }
      case ProxyDemand.Ignore(String why) -> new Reply.Silent(why);
    };
  }

  private Reply decide(
      DhcpRequest request, Client client, LeaseOutcome outcome, Place.Leased place) {
    BootTarget target =
        switch (outcome) {
          case LeaseOutcome.Held(var lease) -> waist.target(client, Optional.of(lease.address()));
          case LeaseOutcome.Refused(String reason) -> new BootTarget.Nothing(reason);
        };
    return Decision.decide(request, client, outcome, target, place);
  }

  /** What is relayed comes from another link, where nobody was heard. */
  private Optional<String> held(DhcpRequest request, Place.Leased place, Demand demand) {
    return request.isRelayed() || demand instanceof Demand.Withdraw
        ? Optional.empty()
        : restraint.reason(place.network().networkInterface());
  }

  private static Reply ended(boolean done, String why) {
    return new Reply.Silent(done ? why : why + ", which it does not have");
  }
}
