package org.edgeztp.server.explain;

import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.edgeztp.server.dhcp.ClientKind;
import org.edgeztp.server.dhcp.ClientKind.Sender;
import org.edgeztp.server.dhcp6.DryRun6;
import org.edgeztp.server.dhcp6.Program6;

/** How the programs of a walk ask by DHCPv6. */
final class Walk6 {
  private static final int TRANSACTION = 1;

  private final Rehearsal server;
  private final DryRun6 dhcp;
  private final Sender sender;

  private Walk6(Rehearsal server, DryRun6 dhcp, Sender sender) {
    this.server = server;
    this.dhcp = dhcp;
    this.sender = sender;
  }

  /**
   * What a program has when it goes on.
   *
   * @param boot the URL that it was told
   */
  record Taken(Inet6Address address, String boot) {}

  /**
   * @throws IllegalArgumentException when that kind, or that network, has no IPv6
   */
  static Walk6 of(Rehearsal server, ClientKind first, Sender sender) {
    if (!first.bootsOverIpv6()) {
      throw new IllegalArgumentException(
          first + " does not boot over IPv6: ask for uefi-x64, uefi-http, arm64 or an ipxe");
    }
    if (sender.relay().isPresent()) {
      throw new IllegalArgumentException(
          "over IPv6 a machine asks from its own link: leave the relay out");
    }
    return server
        .ipv6()
        .map(side -> new Walk6(server, side.dhcp(), sender))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the network on %s has no IPv6: give it 'ipv6' in the configuration"
                    .formatted(server.network().networkInterface())));
  }

  /** Asks for an address and takes it; empty when it is given none. */
  Optional<Taken> ask(String who, ClientKind kind, List<Step> steps) {
    UUID client = UUID.nameUUIDFromBytes(sender.mac().bytes());
    var program = new Program6(client, kind.vendorClass(), kind.architecture(), kind.userClass());
    DryRun6.Outcome offer = answer(who + ": DHCPv6 SOLICIT", program.solicit(TRANSACTION), steps);
    if (offer.address().isEmpty() || offer.server().isEmpty()) {
      return Optional.empty();
    }
    byte[] request = program.request(TRANSACTION, offer.server().get(), offer.address().get());
    DryRun6.Outcome reply = answer(who + ": DHCPv6 REQUEST", request, steps);
    return reply.address().map(address -> new Taken(address, reply.boot()));
  }

  private DryRun6.Outcome answer(String title, byte[] packet, List<Step> steps) {
    long before = server.now();
    DryRun6.Outcome outcome = dhcp.answer(packet, Program6.source(sender.mac()));
    steps.add(new Step(title, outcome.lines()).with(server.since(before)));
    return outcome;
  }
}
