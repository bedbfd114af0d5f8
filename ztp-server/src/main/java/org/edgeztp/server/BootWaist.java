package org.edgeztp.server;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.dhcp.Waist;

/**
 * What DHCP clients boot. Strangers, of whom nothing is noted, are told at once; for all others a
 * virtual thread waits for the disk.
 */
record BootWaist(Boot boot) implements Waist {
  @Override
  public CompletableFuture<BootTarget> target(Client client, Optional<Inet4Address> address) {
    Optional<InetAddress> given = address.map(InetAddress.class::cast);
    return boot.isStranger(client)
        ? completedFuture(boot.target(client, given))
        : supplyAsync(() -> boot.target(client, given), Thread::startVirtualThread);
  }

  @Override
  public boolean knows(Client client) {
    return boot.knows(client);
  }
}
