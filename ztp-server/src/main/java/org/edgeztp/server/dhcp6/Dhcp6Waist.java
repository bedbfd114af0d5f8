package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;

/** Where the room asks what a machine shall boot. Called from many threads at once. */
@FunctionalInterface
public interface Dhcp6Waist {
  /**
   * Asked once for each message that may be answered with something to boot.
   *
   * @param address what the client is about to be given
   */
  BootTarget target(Client client, Inet6Address address);

  /** Whether anything was noted of the client before. */
  default boolean knows(Client client) {
    return false;
  }
}
