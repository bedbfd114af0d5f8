package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * How clients and servers name themselves (RFC 8415 section 11).
 *
 * @param hex of 2 to 130 bytes
 */
record Duid(String hex) {
  private static final int OF_UUID = 4;

  /**
   * @throws BadPacket for a length that no identifier has
   */
  static Duid of(byte[] bytes) throws BadPacket {
    if (bytes.length < 3 || bytes.length > 130) {
      throw new BadPacket("an identifier (DUID) of " + bytes.length + " bytes");
    }
    return new Duid(HexFormat.of().formatHex(bytes));
  }

  /** Of a server: made from its address, so that it stays the same with nothing kept. */
  static Duid of(Inet6Address server) {
    return of(UUID.nameUUIDFromBytes(server.getAddress()));
  }

  static Duid of(UUID uuid) {
    byte[] bytes =
        ByteBuffer.allocate(18)
            .putShort((short) OF_UUID)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    return new Duid(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** The machine's SMBIOS UUID, which firmware takes for its identifier (RFC 6355). */
  Optional<UUID> uuid() {
    ByteBuffer in = ByteBuffer.wrap(bytes());
    if (in.remaining() != 18 || in.getShort() != OF_UUID) {
      return Optional.empty();
    }
    var uuid = new UUID(in.getLong(), in.getLong());
    boolean nameless = uuid.equals(new UUID(0, 0)) || uuid.equals(new UUID(-1, -1));
    return nameless ? Optional.empty() : Optional.of(uuid);
  }
}
