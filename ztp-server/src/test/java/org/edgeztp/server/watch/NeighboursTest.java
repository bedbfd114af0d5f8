package org.edgeztp.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.dhcp.ServerReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighboursTest {
  private static final MacAddress OWN = new MacAddress("52:54:00:77:00:01");
  private static final MacAddress OTHER = new MacAddress("52:54:00:77:00:31");
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private static final Optional<Inet4Address> ADDRESS = Optional.of(Ipv4.parse("10.77.0.1"));

  private final Neighbours neighbours = new Neighbours();

  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "10.77.0.9, 10.77.0.9, true,  a server of its own",
    "10.77.0.9, 10.77.0.7, true,  another server behind a relay",
    "10.77.0.1, 10.77.0.7, false, our own answer through a relay",
    "10.77.0.1, 10.77.0.1, true,  a server that uses our address"
  })
  void tellsOtherServersFromThisOne(String name, String source, boolean other, String what) {
    assertThat(heard(OTHER, source, name, "10.77.0.50", "").isFrom(ADDRESS, OWN))
        .as(what)
        .isNotEqualTo(other);
  }

  @Test
  void hearsNothingNewInItsOwnFrames() {
    assertThat(heard(OWN, "10.77.0.9", "10.77.0.9", "0.0.0.0", "").isFrom(ADDRESS, OWN)).isTrue();
  }

  @Test
  void joinsWhatSeveralPacketsTell() {
    assertThat(neighbours.heard(other("0.0.0.0", "").sender(NOW))).isPresent();
    assertThat(neighbours.heard(other("10.77.0.60", "x.efi").sender(NOW.plusSeconds(3)))).isEmpty();
    assertThat(neighbours.heard(other("0.0.0.0", "").sender(NOW))).isEmpty();

    OtherServer server = neighbours.all().getFirst();
    assertThat(server.proxy()).isFalse();
    assertThat(server.sentence())
        .isEqualTo(
            "10.77.0.9 (52:54:00:77:00:31) gives addresses (10.77.0.60) and the boot file x.efi");
  }

  @Test
  void forgetsThoseThatAreSilent() {
    neighbours.heard(other("0.0.0.0", "").sender(NOW));
    assertThat(neighbours.gone(Duration.ofSeconds(50), NOW.plusSeconds(50))).isEmpty();
    assertThat(neighbours.gone(Duration.ofSeconds(50), NOW.plusSeconds(51))).hasSize(1);
    assertThat(neighbours.all()).isEmpty();
  }

  private static Heard other(String given, String bootFile) {
    return heard(OTHER, "10.77.0.9", "10.77.0.9", given, bootFile);
  }

  private static Heard heard(
      MacAddress mac, String source, String name, String given, String bootFile) {
    Inet4Address server = Ipv4.parse(name);
    return new Heard(
        mac,
        Ipv4.parse(source),
        new ServerReply("OFFER", 1, OWN, Ipv4.parse(given), Optional.of(server), bootFile));
  }
}
