package org.edgeztp.server.dhcp6;

import java.util.List;
import java.util.UUID;

/**
 * Questions that make DHCPv6 servers show themselves, as UDP payloads from port 546 to port 547 of
 * ff02::1:2. They look like firmware, for some servers name a boot file to nobody else, and carry a
 * user class by which this product knows that there is no machine behind them.
 */
public final class ServerProbe6 {
  static final String USER_CLASS = "EdgeZTP-probe";

  private ServerProbe6() {}

  /** For servers that give addresses, and for those that tell options only. */
  public static List<byte[]> questions(UUID client) {
    var probe = new Program6(client, "PXEClient:Arch:00007:UNDI:003016", 7, USER_CLASS);
    int transaction = client.hashCode();
    return List.of(probe.solicit(transaction), probe.inform(transaction));
  }
}
