package org.edgeztp.server.dhcp;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.server.watch.AddressProber;

/** The server as a program: on the interface it is given, until its input ends. */
final class LabServer {
  private LabServer() {}

  public static void main(String[] arguments) throws IOException {
    DhcpSettings settings = DhcpSettings.of(List.of(World.network(arguments[0])));
    DhcpLog log = event -> System.out.println(event);
    try (Leases leases = World.leases();
        AddressProber _ = AddressProber.start(arguments[0], World.place().subnet(), leases);
        RouterAdvertiser _ = new RouterAdvertiser(arguments[0]);
        DhcpServer server =
            DhcpServer.start(settings, leases, World::install, _ -> Optional.empty(), log)) {
      System.out.println("ready, " + server.form());
      await().until(() -> leases.toProbe(World.place().subnet()).isEmpty());
      System.out.println("probed");
      var _ = System.in.read();
    }
  }
}
