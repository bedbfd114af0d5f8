package org.edgeztp.server.watch;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.dhcp6.Dhcp6Settings;

/**
 * Who advertises itself on the link as a router, or a prefix, and is not this server.
 *
 * @param address its link-local address
 * @param router whether machines send to it what is for other networks
 * @param prefixes of which machines make themselves addresses
 * @param strange those of them that are not the network served there
 */
public record OtherRouter(
    Inet6Address address,
    MacAddress mac,
    boolean router,
    List<String> prefixes,
    List<String> strange) {
  static final int ADVERTISEMENT = 134;

  private static final int HEADER = 16;
  private static final int PREFIX = 3;
  private static final int PREFIX_LENGTH = 32;
  private static final int AUTONOMOUS = 0x40;

  public OtherRouter {
    prefixes = List.copyOf(prefixes);
    strange = List.copyOf(strange);
  }

  /**
   * Reads an advertisement (RFC 4861 section 4.2); empty when it is another packet, or cut off.
   *
   * @param own what this server serves on the link
   */
  static Optional<OtherRouter> in(Frame6 frame, Optional<Dhcp6Settings> own) {
    ByteBuffer in = frame.payload().duplicate();
    if (frame.protocol() != Frame6.ICMPV6
        || in.capacity() < HEADER
        || (in.get(0) & 0xff) != ADVERTISEMENT) {
      return Optional.empty();
    }
    boolean router = in.getShort(6) != 0;
    List<String> prefixes = prefixes(in.position(HEADER));
    List<String> strange =
        own.map(known ->
                prefixes.stream().filter(prefix -> !prefix.equals(known.toString())).toList())
            .orElse(List.of());
    return Optional.of(new OtherRouter(frame.source(), frame.mac(), router, prefixes, strange));
  }

  private static List<String> prefixes(ByteBuffer in) {
    List<String> found = new ArrayList<>();
    while (in.remaining() >= 8) {
      int start = in.position();
      int length = 8 * (in.get(start + 1) & 0xff);
      if (length == 0 || length > in.remaining()) {
        return found;
      }
      // Withdrawn ones are advertised with a lifetime of 0.
      if (in.get(start) == PREFIX
          && length == PREFIX_LENGTH
          && (in.get(start + 3) & AUTONOMOUS) != 0
          && in.getInt(start + 4) != 0) {
        byte[] prefix = new byte[16];
        in.get(start + 16, prefix);
        found.add(Ipv6.text(Ipv6.of(prefix)) + "/" + in.get(start + 2));
      }
      in.position(start + length);
    }
    return found;
  }

  /** Which one it is and what it advertises; unless that is well, also what to do. */
  public String sentence() {
    List<String> all = new ArrayList<>();
    if (router) {
      all.add("itself as a router");
    }
    if (!prefixes.isEmpty()) {
      all.add("the prefix " + String.join(", ", prefixes));
    }
    String what = all.isEmpty() ? "neither a router nor a prefix" : String.join(" and ", all);
    String who = "%s (%s) advertises %s".formatted(Ipv6.text(address), mac, what);
    return strange.isEmpty()
        ? who
        : who
            + ": machines make themselves addresses of %s, from which this server may not hear them."
                .formatted(String.join(", ", strange))
            + " Stop its advertisements on this link, or have them carry this network's prefix alone";
  }
}
