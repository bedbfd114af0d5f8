package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;

/** A captured packet as its sender would send it where it was offered something else. */
public final class Retelling {
  private static final int HEADER = 240;
  private static final int CIADDR = 12;

  private Retelling() {}

  /** What a client takes that chose among offers (RFC 2131, section 4.3.2: SELECTING). */
  public record Choice(MacAddress mac, Inet4Address address, Inet4Address server) {
    @Override
    public String toString() {
      return address.getHostAddress() + " of " + server.getHostAddress();
    }
  }

  /** The choice in a packet; empty for any other packet. */
  public static Optional<Choice> choice(byte[] packet) {
    return PacketCodec.decode(packet) instanceof Decoded.Request(DhcpRequest request)
            && request.type() == MessageType.REQUEST
        ? request
            .requested()
            .flatMap(address ->
                request.serverId().map(server -> new Choice(request.chaddr(), address, server)))
        : Optional.empty();
  }

  /**
   * The packet with other addresses.
   *
   * @param own gives an address of the client's in place of the one that it had
   * @param server whose offer it takes; as it was when empty
   * @return the packet itself when it cannot be read
   */
  public static byte[] of(
      byte[] packet, UnaryOperator<Inet4Address> own, Optional<Inet4Address> server) {
    if (!(PacketCodec.decode(packet) instanceof Decoded.Request(DhcpRequest request))) {
      return packet;
    }
    Options.Builder options = Options.builder();
    for (int code : request.options().codes()) {
      options.bytes(code, request.options().get(code).orElseThrow());
    }
    request
        .requested()
        .ifPresent(address -> options.address(OptionCode.REQUESTED_ADDRESS, own.apply(address)));
    request
        .serverId()
        .ifPresent(before -> options.address(OptionCode.SERVER_ID, server.orElse(before)));
    byte[] tail = OptionCodec.write(options.build());
    ByteBuffer told = ByteBuffer.allocate(HEADER + tail.length).put(packet, 0, HEADER).put(tail);
    Inet4Address ciaddr = request.ciaddr();
    told.put(CIADDR, (ciaddr.equals(Ipv4.ANY) ? ciaddr : own.apply(ciaddr)).getAddress());
    return told.array();
  }
}
