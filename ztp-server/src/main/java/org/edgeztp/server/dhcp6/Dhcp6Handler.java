package org.edgeztp.server.dhcp6;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/** One request through the house: network, client, boot target, reply. Knows no socket. */
final class Dhcp6Handler {
  private final List<Dhcp6Settings> networks;
  private final Dhcp6Waist waist;

  Dhcp6Handler(List<Dhcp6Settings> networks, Dhcp6Waist waist) {
    this.networks = List.copyOf(networks);
    this.waist = waist;
  }

  /**
   * @param arrived the interface that a packet from a link-local address came on
   */
  Reply answer(Request request, Optional<String> arrived) {
    Optional<Dhcp6Settings> network =
        networks.stream()
            .filter(known ->
                request
                    .link()
                    .map(known::contains)
                    .orElseGet(() ->
                        arrived
                            .map(known.networkInterface()::equals)
                            .orElseGet(() -> known.contains(request.source()))))
            .findFirst();
    return network
        .map(known -> Decision.decide(request, boot(request, known), known))
        .orElseGet(() ->
            new Reply.Silent(
                request
                    .link()
                    .map(link -> "relayed from a link of " + Ipv6.text(link) + ", not served here")
                    .orElse("from an interface that is not served")));
  }

  private Optional<Decision.Boot> boot(Request request, Dhcp6Settings network) {
    boolean may =
        switch (request.type()) {
          case SOLICIT, REQUEST, INFORMATION_REQUEST -> true;
          case ADVERTISE, CONFIRM, RENEW, REBIND, REPLY, RELEASE, DECLINE, RECONFIGURE -> false;
        };
    return request
        .card()
        .filter(_ -> may && Decision.isForUs(request, network))
        .map(card -> {
          Client client = Clients.of(request, card);
          var target = waist.target(client, Ipv6.of(network.prefix(), card));
          Optional<String> url =
              client.firmware() == Firmware.NONE
                  ? Optional.empty()
                  : BootUrl.of(client, target, network);
          return new Decision.Boot(client, target, url);
        });
  }
}
