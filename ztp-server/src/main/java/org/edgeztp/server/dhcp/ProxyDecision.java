package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/**
 * What a boot client is told beside another server's offer: never an address, never anything of the
 * network. Option 60 is what it knows such an offer by.
 */
final class ProxyDecision {
  private ProxyDecision() {}

  /** The answer to a DISCOVER. */
  static Reply offer(DhcpRequest request, Client client, BootTarget target, Network network) {
    BootOffer boot = BootOffer.of(client, target, network);
    if (boot.siaddr().equals(Ipv4.ANY)) {
      return new Reply.Silent(boot.why());
    }
    Destination destination =
        request.isRelayed()
            ? new Destination.ToRelay(request.giaddr())
            : new Destination.Broadcast();
    // Who boots by HTTP takes a URL from the offer and asks nobody on port 4011.
    if (client.firmware() != Firmware.UEFI_HTTP
        && network.proxyForm().asksBootServer(ProxyDemand.isUefi(client))) {
      BootOffer ask = new BootOffer(boot.siaddr(), "", "", _ -> {}, boot.why());
      return new Reply.Offer(
          answer(MessageType.OFFER, request, ask, network, destination),
          "it shall ask on port 4011: " + boot.why());
    }
    return new Reply.Offer(
        answer(MessageType.OFFER, request, boot, network, destination), boot.why());
  }

  /** The answer to what comes to port 4011. */
  static Reply boot(
      DhcpRequest request, Client client, BootTarget target, Arrival arrival, Network network) {
    BootOffer boot = BootOffer.of(client, target, network);
    if (boot.siaddr().equals(Ipv4.ANY)) {
      return new Reply.Silent(boot.why());
    }
    var destination = new Destination.ToSender(arrival.source(), arrival.sourcePort());
    return new Reply.Ack(answer(MessageType.ACK, request, boot, network, destination), boot.why());
  }

  private static Answer answer(
      MessageType type,
      DhcpRequest request,
      BootOffer boot,
      Network network,
      Destination destination) {
    Options.Builder options =
        Options.builder()
            .bytes(OptionCode.MESSAGE_TYPE, type.code())
            .address(OptionCode.SERVER_ID, network.server())
            .text(OptionCode.VENDOR_CLASS, "PXEClient");
    boot.options().accept(options);
    options.echo(
        request.options(), OptionCode.CLIENT_ID, OptionCode.CLIENT_UUID, OptionCode.RELAY_INFO);
    Inet4Address ciaddr = type == MessageType.ACK ? request.ciaddr() : Ipv4.ANY;
    return new Answer(
        request,
        request.flags(),
        ciaddr,
        Ipv4.ANY,
        boot.siaddr(),
        boot.sname(),
        boot.file(),
        options.build(),
        destination);
  }
}
