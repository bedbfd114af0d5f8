package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import org.edgeztp.inventory.lease.ClientKey;
import org.edgeztp.inventory.lease.LeaseOutcome;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;

/** One request through the house: demand, lease, boot target, reply. Knows no socket. */
final class DhcpHandler {
  private final DhcpSettings settings;
  private final Leases leases;
  private final Waist waist;

  DhcpHandler(DhcpSettings settings, Leases leases, Waist waist) {
    this.settings = settings;
    this.leases = leases;
    this.waist = waist;
  }

  /**
   * Blocks while a lease is written to the disk.
   *
   * @throws java.util.concurrent.CompletionException if it could not be written
   */
  Reply answer(DhcpRequest request) {
    Client client = Clients.of(request);
    ClientKey key = ClientKey.of(client.mac());
    return switch (Demand.of(request, settings)) {
      case Demand.Offer(var wish) -> decide(request, client, leases.offer(key, client.mac(), wish));
      case Demand.Grant(var address) ->
          decide(request, client, leases.grant(key, client.mac(), address).join());
      case Demand.Refuse(String why) -> Decision.nak(request, why, settings);
      case Demand.Withdraw(String why) -> {
        leases.withdraw(key);
        yield new Reply.Silent(why);
      }
      case Demand.Release(var address) ->
          ended(leases.release(key, address), "released " + address.getHostAddress());
      case Demand.Decline(var address) ->
          ended(
              leases.decline(key, address),
              "declined " + address.getHostAddress() + ": somebody else uses it");
      case Demand.Inform() -> Decision.inform(request, settings);
      case Demand.Ignore(String why) -> new Reply.Silent(why);
    };
  }

  private Reply decide(DhcpRequest request, Client client, LeaseOutcome outcome) {
    BootTarget target =
        switch (outcome) {
          case LeaseOutcome.Held(var lease) -> target(client, lease.address());
          case LeaseOutcome.Refused(String reason) -> new BootTarget.Nothing(reason);
        };
    return Decision.decide(request, client, outcome, target, settings);
  }

  private BootTarget target(Client client, Inet4Address address) {
    return waist.target(client, address);
  }

  private static Reply ended(boolean done, String why) {
    return new Reply.Silent(done ? why : why + ", which it does not have");
  }
}
