package org.edgeztp.server.socket;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.stream.Collectors;

/** The network interfaces of this host. */
public final class Interfaces {
  private Interfaces() {}

  /**
   * The interface of this name.
   *
   * @throws IOException if there is none; says which there are
   */
  public static NetworkInterface named(String name) throws IOException {
    NetworkInterface found = NetworkInterface.getByName(name);
    if (found == null) {
      String all =
          NetworkInterface.networkInterfaces()
              .map(NetworkInterface::getName)
              .sorted()
              .collect(Collectors.joining(", "));
      throw new IOException("there is no interface %s: this host has %s".formatted(name, all));
    }
    return found;
  }
}
