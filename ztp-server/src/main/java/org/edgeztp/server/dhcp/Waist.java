package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;

/** Where the room asks what a machine shall boot. Called from many threads at once. */
@FunctionalInterface
public interface Waist {
  /**
   * Asked once for each OFFER and once for each ACK, on a thread that must not wait: what takes a
   * look at the disk has to be done on another one.
   *
   * @param address what the client is about to be given; empty where another server gives it and
   *     has not yet
   */
  CompletableFuture<BootTarget> target(Client client, Optional<Inet4Address> address);

  /** Whether anything was noted of the client before. */
  default boolean knows(Client client) {
    return false;
  }
}
