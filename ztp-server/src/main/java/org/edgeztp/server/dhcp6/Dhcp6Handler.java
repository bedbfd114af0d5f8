package org.edgeztp.server.dhcp6;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.net.Inet6Address;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.flood.Strangers;

/** One request through the house: network, client, boot target, reply. Knows no socket. */
final class Dhcp6Handler {
  private final List<Dhcp6Settings> networks;
  private final Dhcp6Waist waist;
  private final Function<String, Optional<String>> restraint;

  /** Boot clients alone: of nobody else anything is kept, not even the address. */
  private final Map<Dhcp6Settings, Strangers> strangers;

  /**
   * @param restraint why nothing may be answered on an interface at this moment
   */
  Dhcp6Handler(
      List<Dhcp6Settings> networks,
      Dhcp6Waist waist,
      Function<String, Optional<String>> restraint,
      Clock clock) {
    this.networks = List.copyOf(networks);
    this.waist = waist;
    this.restraint = restraint;
    this.strangers =
        this.networks.stream()
            .collect(
                toUnmodifiableMap(
                    Function.identity(),
                    network -> new Strangers(Strangers.UNCOUNTED, network.lifetime(), clock)));
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
        .map(known -> answer(request, known))
        .or(() -> request.link().map(Dhcp6Handler::missing))
        .orElseGet(() -> new Reply.Silent("from an interface that is not served"));
  }

  private static Reply missing(Inet6Address link) {
    String place = Ipv6.text(link);
    return new Reply.Refused(
        "link " + place, "relayed from a link of " + place + ", which is on no subnet");
  }

  private Reply answer(Request request, Dhcp6Settings network) {
    Optional<String> held = held(request, network);
    if (held.isPresent()) {
      return boots(request)
          ? new Reply.Refused("link " + network.networkInterface(), held.get())
          : new Reply.Silent(held.get());
    }
    Optional<Client> client = client(request, network);
    return client
        .filter(known -> known.firmware() != Firmware.NONE)
        .flatMap(known -> flood(request, known, network))
        .<Reply>map(Reply.Silent::new)
        .orElseGet(
            () -> Decision.decide(request, client.map(known -> boot(known, network)), network));
  }

  /**
   * What is relayed comes from another link, where nobody was heard; and who has an address of ours
   * may give it back.
   */
  private Optional<String> held(Request request, Dhcp6Settings network) {
    boolean asks =
        switch (request.type()) {
          case SOLICIT, REQUEST, CONFIRM, RENEW, REBIND, INFORMATION_REQUEST -> true;
          case ADVERTISE, REPLY, RELEASE, DECLINE, RECONFIGURE -> false;
        };
    return asks && request.relays().isEmpty() && Decision.isForUs(request, network)
        ? restraint.apply(network.networkInterface())
        : Optional.empty();
  }

  /** Systems ask by DHCPv6 as well, whatever they booted by. */
  private static boolean boots(Request request) {
    return (request.type() == MessageType.SOLICIT || request.type() == MessageType.REQUEST)
        && Clients.firmware(request) != Firmware.NONE;
  }

  private Optional<String> flood(Request request, Client client, Dhcp6Settings network) {
    Strangers here = requireNonNull(strangers.get(network), "no such network");
    Optional<Relay> relay = request.relays().stream().findFirst();
    String side =
        relay
            .map(_ -> "relay " + Ipv6.text(request.firstRelay()))
            .orElseGet(network::networkInterface);
    Optional<String> why =
        waist.knows(client)
            ? Optional.empty()
            : here.refuse(
                client.mac(), new Strangers.Side(side, relay.flatMap(Relay::interfaceId)));
    if (why.isEmpty() && request.type() == MessageType.REQUEST) {
      here.took(client.mac());
    }
    return why;
  }

  /** Who sends it, where that is to be told what to boot. */
  private static Optional<Client> client(Request request, Dhcp6Settings network) {
    boolean may =
        switch (request.type()) {
          case SOLICIT, REQUEST, INFORMATION_REQUEST -> true;
          case ADVERTISE, CONFIRM, RENEW, REBIND, REPLY, RELEASE, DECLINE, RECONFIGURE -> false;
        };
    return request
        .card()
        .filter(_ -> may && Decision.isForUs(request, network))
        .map(card -> Clients.of(request, card));
  }

  private Decision.Boot boot(Client client, Dhcp6Settings network) {
    BootTarget target = waist.target(client, Ipv6.of(network.prefix(), client.mac()));
    Optional<String> url =
        client.firmware() == Firmware.NONE ? Optional.empty() : BootUrl.of(client, target, network);
    return new Decision.Boot(client, target, url);
  }
}
