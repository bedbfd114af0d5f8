package org.edgeztp.server.watch;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * A server of DHCP or DHCPv6 on the link that is not this one.
 *
 * @param address by which clients know it; of DHCPv6, that on its link
 * @param mac the card that its packets come from
 * @param offered an address it gave to somebody, if it gives addresses
 * @param bootFile a boot program it named; empty for none
 * @param proxy whether it only tells what to boot (ProxyDHCP)
 * @param first when it was first heard
 * @param last when it was last heard
 */
public record OtherServer(
    InetAddress address,
    MacAddress mac,
    Optional<InetAddress> offered,
    String bootFile,
    boolean proxy,
    Instant first,
    Instant last) {

  /** What is known of it with one more packet; what only one packet told is kept. */
  OtherServer and(OtherServer later) {
    Optional<InetAddress> known = later.offered.or(() -> offered);
    return new OtherServer(
        address,
        later.mac,
        known,
        later.bootFile.isEmpty() ? bootFile : later.bootFile,
        known.isEmpty() && (proxy || later.proxy),
        first,
        later.last);
  }

  /** Which one it is and what it does, as the subject of a sentence and its verb. */
  public String sentence() {
    String boot = bootFile.isEmpty() ? "no boot file" : "the boot file " + bootFile;
    String does =
        proxy
            ? "is a ProxyDHCP server that names " + boot
            : offered
                .map(given -> "gives addresses (%s) and ".formatted(Ipv6.text(given)) + boot)
                .orElse("answers with " + boot);
    return "%s (%s) %s".formatted(Ipv6.text(address), mac, does);
  }
}
