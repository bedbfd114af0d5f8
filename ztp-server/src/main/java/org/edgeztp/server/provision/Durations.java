package org.edgeztp.server.provision;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long each role took the last time that it was converged anywhere, since the server started.
 * May be used by many threads.
 */
public final class Durations {
  private final Map<String, Duration> last = new ConcurrentHashMap<>();

  void took(String role, double seconds) {
    last.put(role, Duration.ofMillis(Math.round(seconds * 1000)));
  }

  Optional<Duration> of(String role) {
    return Optional.ofNullable(last.get(role));
  }
}
