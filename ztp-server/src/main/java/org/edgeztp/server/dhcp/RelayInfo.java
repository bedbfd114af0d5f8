package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;

/**
 * What a relay says about where the client is plugged in (option 82, RFC 3046).
 *
 * @param port circuit and remote id in hexadecimal, with a slash between: which port of which
 *     switch
 * @param link the client's network, where it is not the relay's own (RFC 3527)
 * @param serverId the address by which the client shall know this server (RFC 5107)
 */
record RelayInfo(String port, Optional<Inet4Address> link, Optional<Inet4Address> serverId) {
  private static final int CIRCUIT_ID = 1;
  private static final int REMOTE_ID = 2;
  private static final int LINK_SELECTION = 5;
  private static final int SERVER_ID_OVERRIDE = 11;

  /**
   * Reads the value of option 82.
   *
   * @throws BadPacket if a sub-option runs past its end
   */
  static RelayInfo read(byte[] value) throws BadPacket {
    String circuit = "";
    String remote = "";
    Optional<Inet4Address> link = Optional.empty();
    Optional<Inet4Address> serverId = Optional.empty();
    for (int at = 0; at < value.length; at += 2 + (value[at + 1] & 0xff)) {
      if (at + 2 > value.length || at + 2 + (value[at + 1] & 0xff) > value.length) {
        throw new BadPacket("a sub-option runs past the end of option 82");
      }
      byte[] sub = Arrays.copyOfRange(value, at + 2, at + 2 + (value[at + 1] & 0xff));
      switch (value[at]) {
        case CIRCUIT_ID -> circuit = HexFormat.of().formatHex(sub);
        case REMOTE_ID -> remote = HexFormat.of().formatHex(sub);
        case LINK_SELECTION -> link = address(sub);
        case SERVER_ID_OVERRIDE -> serverId = address(sub);
        default -> {}
      }
    }
    return new RelayInfo(circuit + "/" + remote, link, serverId);
  }

  private static Optional<Inet4Address> address(byte[] sub) throws BadPacket {
    if (sub.length != 4) {
      throw new BadPacket("option 82 holds an address of " + sub.length + " bytes");
    }
    return Optional.of(Ipv4.of(sub));
  }
}
