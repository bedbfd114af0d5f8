package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.edgeztp.inventory.machine.MacAddress;

/** A network of three addresses and a few machines on it. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final MacAddress ANNA = new MacAddress("52:54:00:00:00:0a");
  static final MacAddress BERTA = new MacAddress("52:54:00:00:00:0b");
  static final MacAddress CARLA = new MacAddress("52:54:00:00:00:0c");
  static final MacAddress DORA = new MacAddress("52:54:00:00:00:0d");

  private Samples() {}

  static Subnet subnet() {
    return new Subnet(ip(0), 24);
  }

  /** 10.0.0.50 to 52. */
  static Pool pool() {
    return pool(new Range(ip(50), ip(52)));
  }

  static Pool pool(Range... ranges) {
    return new Pool(subnet(), List.of(ranges), List.of(), Reservations.none(), Duration.ofHours(1));
  }

  static Inet4Address ip(int last) {
    return Ipv4.parse("10.0.0." + last);
  }

  static Identity key(MacAddress mac) {
    return Identity.of(mac);
  }

  /** A lease that ends this many minutes after {@link #NOW}, or ended before it. */
  static Lease lease(int last, MacAddress mac, int minutes, LeaseState state) {
    return new Lease(ip(last), key(mac), NOW.plus(Duration.ofMinutes(minutes)), state);
  }
}
