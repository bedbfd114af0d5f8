package org.edgeztp.server.power;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;

/** The CD that machines boot whose own network boot does not work, as this server serves it. */
public final class BootMedium {
  private final List<InetAddress> addresses;
  private final int port;
  private final Optional<String> path;

  /**
   * One that is fetched by HTTP.
   *
   * @param addresses of the server: a controller is given the one by which the server reaches it,
   *     and the first when that is none of them
   * @param path for example {@code /boot/ipxe.iso}; empty where the boot assets have none
   */
  public BootMedium(List<InetAddress> addresses, int port, Optional<String> path) {
    this.addresses = List.copyOf(addresses);
    this.port = port;
    this.path = path;
  }

  /**
   * Where a controller fetches it.
   *
   * @throws PowerException when there is none, saying what to do
   */
  String url(Bmc bmc) throws PowerException {
    if (path.isEmpty()) {
      throw new PowerException(
          "the boot assets were made without a CD to boot from; make them again: ./ztp assets"
              + " build");
    }
    InetAddress nearest = towards(bmc);
    String host = Ipv6.host(addresses.contains(nearest) ? nearest : addresses.getFirst());
    return "http://" + host + (port == 80 ? "" : ":" + port) + path.get();
  }

  /** This host's address on the way there. Nothing is sent: the kernel alone is asked. */
  private static InetAddress towards(Bmc bmc) throws PowerException {
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(bmc.address()), bmc.port()));
      return socket.getLocalAddress();
    } catch (IOException e) {
      throw new PowerException("there is no way to " + bmc + ": " + e.getMessage());
    }
  }
}
