package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.time.Duration;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseOutcome;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;

/** What to answer, once it is known what address the client has and what it shall boot. */
final class Decision {
  private static final int BROADCAST_FLAG = 0x8000;

  private Decision() {}

  /** The answer to a DISCOVER or a REQUEST. */
  static Reply decide(
      DhcpRequest request,
      Client client,
      LeaseOutcome outcome,
      BootTarget target,
      Place.Leased place) {
    boolean discover = request.type() == MessageType.DISCOVER;
    return switch (outcome) {
      case LeaseOutcome.Refused(String reason) ->
          discover ? refused(reason, place) : nak(request, reason, place);
      case LeaseOutcome.Held(var lease) -> {
        BootOffer boot = BootOffer.of(client, target, place.network());
        MessageType type = discover ? MessageType.OFFER : MessageType.ACK;
        Answer answer = lease(type, request, lease, boot, place);
        String why = boot.why() + Layout.of(answer).complaint();
        yield discover ? new Reply.Offer(answer, why) : new Reply.Ack(answer, why);
      }
    };
  }

  private static Reply refused(String why, Place.Leased place) {
    return new Reply.Refused(
        new Refusal(Refusal.Kind.POOL_EXHAUSTED, place.subnet().toString(), why));
  }

  /** Only where and how the network is: no address, no times, nothing to boot. */
  static Reply inform(DhcpRequest request, Identity client, Place.Leased place) {
    Options.Builder options = start(MessageType.ACK, request, place);
    network(options, request, client, place);
    return new Reply.Ack(
        answer(request, request.ciaddr(), Ipv4.ANY, BootOffer.nothing(""), options),
        "the client has its address from elsewhere");
  }

  static Reply nak(DhcpRequest request, String why, Place.Leased place) {
    Options options =
        start(MessageType.NAK, request, place)
            .text(OptionCode.MESSAGE, why)
            .echo(request.options(), OptionCode.CLIENT_ID, OptionCode.RELAY_INFO)
            .build();
    // RFC 2131 section 4.3.2: the relay has to broadcast it.
    int flags = request.isRelayed() ? request.flags() | BROADCAST_FLAG : request.flags();
    return new Reply.Nak(
        new Answer(
            request,
            flags,
            Ipv4.ANY,
            Ipv4.ANY,
            Ipv4.ANY,
            "",
            "",
            options,
            Destination.ofNak(request)),
        why);
  }

  private static Answer lease(
      MessageType type, DhcpRequest request, Lease lease, BootOffer boot, Place.Leased place) {
    Duration time = place.scope().pool().leaseTime();
    Options.Builder options =
        start(type, request, place)
            .seconds(OptionCode.LEASE_TIME, time)
            .seconds(OptionCode.RENEWAL_TIME, time.dividedBy(2))
            .seconds(OptionCode.REBINDING_TIME, time.multipliedBy(7).dividedBy(8));
    boot.options().accept(options);
    network(options, request, lease.holder(), place);
    Inet4Address ciaddr = type == MessageType.ACK ? request.ciaddr() : Ipv4.ANY;
    return answer(request, ciaddr, lease.address(), boot, options);
  }

  private static Options.Builder start(MessageType type, DhcpRequest request, Place.Leased place) {
    return Options.builder()
        .bytes(OptionCode.MESSAGE_TYPE, type.code())
        .address(OptionCode.SERVER_ID, Demand.serverId(request, place));
  }

  /**
   * Echoes what clients want to see again (RFC 6842, RFC 4578), and tells of the network. That
   * comes last, because it is what is left out when an answer gets too long.
   */
  private static void network(
      Options.Builder options, DhcpRequest request, Identity client, Place.Leased place) {
    options.echo(request.options(), OptionCode.CLIENT_ID, OptionCode.CLIENT_UUID);
    NetworkOptions.add(options, request.asks(), place.subnet(), place.scope().told(client));
  }

  private static Answer answer(
      DhcpRequest request,
      Inet4Address ciaddr,
      Inet4Address yiaddr,
      BootOffer boot,
      Options.Builder options) {
    options.echo(request.options(), OptionCode.RELAY_INFO);
    return new Answer(
        request,
        request.flags(),
        ciaddr,
        yiaddr,
        boot.siaddr(),
        boot.sname(),
        boot.file(),
        options.build(),
        Destination.of(request, yiaddr));
  }
}
