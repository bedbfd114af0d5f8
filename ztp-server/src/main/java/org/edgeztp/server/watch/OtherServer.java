package org.edgeztp.server.watch;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * A DHCP server on the link that is not this one.
 *
 * @param address by which clients know it
 * @param mac the card that its packets come from
 * @param offered an address it gave to somebody, if it gives addresses
 * @param bootFile a boot program it named; empty for none
 * @param proxy whether it only tells what to boot (ProxyDHCP)
 * @param first when it was first heard
 * @param last when it was last heard
 */
public record OtherServer(
    Inet4Address address,
    MacAddress mac,
    Optional<Inet4Address> offered,
    String bootFile,
    boolean proxy,
    Instant first,
    Instant last) {

  static OtherServer of(Heard heard, Instant now) {
    return new OtherServer(
        heard.server(),
        heard.mac(),
        given(heard),
        heard.reply().bootFile(),
        heard.reply().isProxy(),
        now,
        now);
  }

  /** What is known of it with one more packet; what only one packet told is kept. */
  OtherServer and(Heard heard, Instant now) {
    Optional<Inet4Address> known = given(heard).or(() -> offered);
    return new OtherServer(
        address,
        heard.mac(),
        known,
        heard.reply().bootFile().isEmpty() ? bootFile : heard.reply().bootFile(),
        known.isEmpty() && (proxy || heard.reply().isProxy()),
        first,
        now);
  }

  /** Which one it is and what it does, as the subject of a sentence and its verb. */
  public String sentence() {
    String boot = bootFile.isEmpty() ? "no boot file" : "the boot file " + bootFile;
    String does =
        proxy
            ? "is a ProxyDHCP server that names " + boot
            : offered
                .map(given -> "gives addresses (%s) and ".formatted(given.getHostAddress()) + boot)
                .orElse("answers with " + boot);
    return "%s (%s) %s".formatted(address.getHostAddress(), mac, does);
  }

  private static Optional<Inet4Address> given(Heard heard) {
    return Optional.of(heard.reply().address()).filter(given -> !given.equals(Ipv4.ANY));
  }
}
