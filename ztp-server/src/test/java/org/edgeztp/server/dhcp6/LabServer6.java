package org.edgeztp.server.dhcp6;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.dhcp.RouterAdvertiser;

/** The server as a program: on the interface it is given, until its input ends. */
final class LabServer6 {
  private LabServer6() {}

  public static void main(String[] arguments) throws IOException {
    Dhcp6Settings network = World6.network(arguments[0]);
    Dhcp6Log log = event -> System.out.println(event);
    try (RouterAdvertiser _ = new RouterAdvertiser(arguments[0], RouterAdvertisement.of(network));
        Dhcp6Server _ =
            Dhcp6Server.start(List.of(network), World6::install, _ -> Optional.empty(), log)) {
      System.out.println("ready");
      var _ = System.in.read();
    }
  }
}
