package org.edgeztp.server;

import java.net.Inet6Address;
import java.util.Optional;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.dhcp6.Dhcp6Waist;

/** What DHCPv6 clients boot. Each has a virtual thread of its own already. */
record BootWaist6(Boot boot) implements Dhcp6Waist {
  @Override
  public BootTarget target(Client client, Inet6Address address) {
    return boot.target(client, Optional.of(address));
  }

  @Override
  public boolean knows(Client client) {
    return boot.knows(client);
  }
}
