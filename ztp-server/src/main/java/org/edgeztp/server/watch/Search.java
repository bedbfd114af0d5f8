package org.edgeztp.server.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks who else serves a link, and hears it. For one thread. */
interface Search extends AutoCloseable {
  /** How long {@link #listen} waits at most. */
  Duration WAIT = Duration.ofMillis(100);

  /** Opens it anew, after it failed as well. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens it.
     *
     * @throws IOException if there is no such Ethernet interface, or no right to it (CAP_NET_RAW)
     */
    Search open() throws IOException;
  }

  void ask() throws IOException;

  /** Waits for a packet for a fraction of a second; the server, if that was not known before. */
  Optional<OtherServer> listen(Clock clock) throws IOException;

  /** Forgets those that have been silent for so long, and returns the servers among them. */
  List<OtherServer> gone(Duration silence, Instant now);

  List<OtherServer> servers();

  /** Those that advertise themselves by IPv6. */
  List<OtherRouter> routers();

  /** Asks, and listens for a time. */
  default void look(Duration time, Clock clock) throws IOException {
    ask();
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      var _ = listen(clock);
    }
  }

  @Override
  void close();
}
