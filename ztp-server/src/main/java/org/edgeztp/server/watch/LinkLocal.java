package org.edgeztp.server.watch;

import java.io.IOException;
import java.net.Inet6Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;

/** The IPv6 address that an interface has on its link alone. */
public final class LinkLocal {
  private static final Path TABLE = Path.of("/proc/net/if_inet6");
  private static final String OF_LINK = "20";

  /** Still probed for, or found to be somebody else's: nothing sent to it arrives. */
  private static final int UNUSABLE = 0x40 | 0x08;

  private LinkLocal() {}

  /** Empty where there is none, or none that can be used yet. */
  public static Optional<Inet6Address> of(String interfaceName) throws IOException {
    // Without IPv6 there is no such file.
    return Files.exists(TABLE) ? in(Files.readAllLines(TABLE), interfaceName) : Optional.empty();
  }

  /**
   * @param lines address, interface number, prefix length, scope, flags, all in hex, and interface
   */
  static Optional<Inet6Address> in(List<String> lines, String interfaceName) {
    return lines.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length == 6 && columns[5].equals(interfaceName))
        .filter(columns -> columns[3].equals(OF_LINK))
        .filter(columns -> (Integer.parseInt(columns[4], 16) & UNUSABLE) == 0)
        .findFirst()
        .map(columns -> Ipv6.of(HexFormat.of().parseHex(columns[0])));
  }
}
