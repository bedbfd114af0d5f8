package org.edgeztp.server.dhcp;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.server.watch.NetworkWatch;
import org.edgeztp.server.watch.Role;

/**
 * The server with its watch over the link, as a program: on the interface it is given, until its
 * input ends. For the watch, time passes so many times faster as the second argument says.
 */
final class WatchedServer {
  private WatchedServer() {}

  public static void main(String[] arguments) throws IOException {
    DhcpSettings settings = DhcpSettings.of(List.of(World.network(arguments[0])));
    DhcpLog log = event -> System.out.println(event);
    try (Leases leases = World.leases();
        NetworkWatch watch =
            NetworkWatch.start(
                arguments[0],
                Optional.of(World.SERVER),
                Role.ALONE,
                faster(Integer.parseInt(arguments[1])))) {
      watch.awaitFirstLook();
      try (DhcpServer _ =
          DhcpServer.start(settings, leases, World::install, _ -> watch.restraint(), log)) {
        System.out.println("ready, held: " + watch.restraint().orElse("no"));
        var _ = System.in.read();
      }
    }
  }

  private static Clock faster(int times) {
    Instant start = Instant.now();
    InstantSource source =
        () -> start.plus(Duration.between(start, Instant.now()).multipliedBy(times));
    return source.withZone(ZoneOffset.UTC);
  }
}
