package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.Optional;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;

/** Where the room asks what a machine shall boot. Called from many threads at once. */
@FunctionalInterface
public interface Waist {
  /**
   * Asked once for each OFFER and once for each ACK.
   *
   * @param address what the client is about to be given; empty where another server gives it and
   *     has not yet
   */
  BootTarget target(Client client, Optional<Inet4Address> address);
}
