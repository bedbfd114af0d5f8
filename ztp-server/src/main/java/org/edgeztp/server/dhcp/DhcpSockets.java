package org.edgeztp.server.dhcp;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/** Which form of the socket this machine can have. */
final class DhcpSockets {
  /**
   * A socket and the reason for its form.
   *
   * @param why a clause for the log
   */
  record Opened(DhcpSocket socket, String why) {}

  private DhcpSockets() {}

  /**
   * Opens the Linux form, or the portable one where that is not to be had.
   *
   * @throws IOException if neither can be opened
   */
  static Opened open(DhcpSettings settings) throws IOException {
    String unfit = unfitForLinux();
    if (unfit.isEmpty()) {
      try {
        return new Opened(
            new LinuxDhcpSocket(settings),
            "on " + names(settings.networks()) + ", unicast to clients without an address");
      } catch (IOException | IllegalCallerException e) {
        unfit = e.getMessage();
      }
    }
    return new Opened(
        new PortableDhcpSocket(settings), "on all interfaces, broadcast replies, as " + unfit);
  }

  private static String names(List<Network> networks) {
    return networks.stream().map(Network::networkInterface).collect(Collectors.joining(", "));
  }

  /** The structures of the C library are laid out here for 64-bit little-endian Linux only. */
  private static String unfitForLinux() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    boolean known =
        system.equals("Linux amd64")
            || (system.equals("Linux aarch64")
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
    return known ? "" : "this is " + system;
  }
}
