package org.edgeztp.server.dhcp;

import java.io.IOException;
import java.util.Optional;
import org.edgeztp.server.socket.NativeCalls;

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
   * Opens the Linux form, or the portable one where the C library cannot be called.
   *
   * @throws IOException if an interface is missing, or the port is taken or not allowed
   */
  static Opened open(DhcpSettings settings) throws IOException {
    Optional<String> unfit = NativeCalls.missing();
    if (unfit.isEmpty()) {
      var socket = new LinuxDhcpSocket(settings);
      return new Opened(socket, socket.form());
    }
    var socket = new PortableDhcpSocket(settings);
    return new Opened(socket, socket.form() + ", as " + unfit.get());
  }
}
