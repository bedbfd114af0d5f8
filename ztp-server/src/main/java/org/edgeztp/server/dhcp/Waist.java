package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;

/** Where the room asks what a machine shall boot. Called from many threads at once. */
@FunctionalInterface
public interface Waist {
  /**
   * Asked once for each OFFER and once for each ACK.
   *
   * @param address what the client is about to be given
   */
  BootTarget target(Client client, Inet4Address address);
}
