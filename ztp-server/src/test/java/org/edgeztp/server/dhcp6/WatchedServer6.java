package org.edgeztp.server.dhcp6;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.edgeztp.server.watch.NetworkWatch;
import org.edgeztp.server.watch.Role;

/**
 * The server with its watch over the link, as a program: on the interface it is given, until its
 * input ends. For the watch, time passes so many times faster as the second argument says.
 */
final class WatchedServer6 {
  private WatchedServer6() {}

  public static void main(String[] arguments) throws IOException {
    Dhcp6Settings network = World6.network(arguments[0]);
    Dhcp6Log log = event -> System.out.println(event);
    int times = Integer.parseInt(arguments[1]);
    try (NetworkWatch watch = NetworkWatch.start(network, Role.ALONE, faster(times))) {
      watch.awaitFirstLook();
      try (Dhcp6Server _ =
          Dhcp6Server.start(List.of(network), World6::install, _ -> watch.restraint(), log)) {
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
