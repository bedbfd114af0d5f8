package org.edgeztp.server.dhcp6;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;

/**
 * What a DHCPv6 server says to a client, read from the wire: the other half of what {@code
 * PacketCodec} reads.
 *
 * @param server its identifier (DUID), in hex
 * @param address the client is given; empty where it is told options only
 * @param bootFile URL of the boot program (option 59); empty for none
 */
public record ServerReply6(String server, Optional<Inet6Address> address, String bootFile) {
  /** Reads an ADVERTISE or a REPLY; empty when it is neither, or is not whole. */
  public static Optional<ServerReply6> read(byte[] packet) {
    ByteBuffer in = ByteBuffer.wrap(packet);
    if (in.remaining() < 4) {
      return Optional.empty();
    }
    int type = in.getInt() >>> 24;
    if (type != MessageType.ADVERTISE.code() && type != MessageType.REPLY.code()) {
      return Optional.empty();
    }
    try {
      return reply(Options.read(in));
    } catch (BadPacket e) {
      return Optional.empty();
    }
  }

  /** Whether it comes from the server of these settings, whichever way it took. */
  public boolean isFrom(Dhcp6Settings settings) {
    return server.equals(settings.duid().hex());
  }

  private static Optional<ServerReply6> reply(Options options) throws BadPacket {
    Optional<byte[]> server = options.get(OptionCode.SERVER_ID);
    if (server.isEmpty()) {
      return Optional.empty();
    }
    String bootFile =
        options.get(OptionCode.BOOT_URL).map(url -> new String(url, UTF_8)).orElse("");
    return Optional.of(new ServerReply6(Duid.of(server.get()).hex(), address(options), bootFile));
  }

  private static Optional<Inet6Address> address(Options options) throws BadPacket {
    for (byte[] association : options.every(OptionCode.IA_NA)) {
      if (association.length < 12) {
        throw new BadPacket("an IA_NA of " + association.length + " bytes");
      }
      Optional<byte[]> given =
          Options.read(ByteBuffer.wrap(association).position(12)).get(OptionCode.IA_ADDRESS);
      if (given.isPresent() && given.get().length >= 16) {
        byte[] bytes = new byte[16];
        ByteBuffer.wrap(given.get()).get(bytes);
        return Optional.of(Ipv6.of(bytes));
      }
    }
    return Optional.empty();
  }
}
