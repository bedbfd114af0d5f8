package org.edgeztp.server.repository;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * Where the files of each archive are fetched from: its upstream, or the snapshot of the day that
 * it is pinned to.
 */
final class Origins {
  private final Map<String, URI> upstreams;
  private final Map<String, DatedUpstream> snapshots;
  private final Pins pins;
  private final Clock clock;

  /**
   * @param upstreams base of every archive, by its name
   * @param snapshots of those whose upstream keeps some
   */
  Origins(
      Map<String, URI> upstreams, Map<String, DatedUpstream> snapshots, Pins pins, Clock clock) {
    this.upstreams = upstreams;
    this.snapshots = snapshots;
    this.pins = pins;
    this.clock = clock;
  }

  /** Appends: resolving would take a path such as {@code http:a} for a URL of its own. */
  URI locate(MirrorPath path) throws IOException {
    Optional<LocalDate> day = pins.of(path.name()).flatMap(Pin::day);
    return URI.create(
        (day.isPresent() ? dated(path.name(), day.get()) : upstreams.get(path.name()))
            + path.path());
  }

  /** That a file which is not here is not fetched: it would not be of what its archive stays. */
  Optional<Supply> missing(MirrorPath path) {
    return pins.of(path.name())
        .filter(pin -> pin.day().isEmpty())
        .filter(_ -> Freshness.of(path.path()) == Freshness.REVALIDATE)
        .map(pin ->
            new Supply.Missing(
                "%1$s stays as it was at %2$s, and this was not here then: ztp mirror unpin %1$s, have a machine fetch it, and pin again"
                    .formatted(path.name(), pin.since())));
  }

  /**
   * Why an archive cannot be had as it was on a day. Asks for an index that it is known to have.
   *
   * @param named none is always to be had
   * @param here what of the archive is here
   */
  Optional<String> fault(String archive, Optional<LocalDate> named, Snapshot here, Upstream from) {
    if (named.isEmpty()) {
      return Optional.empty();
    }
    LocalDate day = named.get();
    if (day.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
      return Optional.of(day + " has not come yet");
    }
    try {
      URI base = dated(archive, day);
      if (here.suites().isEmpty()) {
        return Optional.empty();
      }
      URI index = URI.create(base + here.suites().getFirst().path());
      return switch (from.get(index, Optional.empty())) {
        case Upstream.Answer.Content(SteadyBody body) -> {
          body.close();
          yield Optional.empty();
        }
        case Upstream.Answer.Absent(String why) -> Optional.of(why + ": " + index);
        case Upstream.Answer.Unchanged() -> Optional.empty();
      };
    } catch (IOException e) {
      return Optional.of(Reason.of(e));
    }
  }

  private URI dated(String archive, LocalDate day) throws IOException {
    DatedUpstream dated = snapshots.get(archive);
    if (dated == null) {
      throw new IOException(
          "nothing says where %1$s is as it was on %2$s: repository: {snapshots: {%1$s: URL}} in the configuration"
              .formatted(archive, day));
    }
    return dated.at(day);
  }
}
