package org.edgeztp.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames are as tcpdump shows those of Linux' own ARP and of arping -D. */
class ArpFrameTest {
  private static final MacAddress US = new MacAddress("52:54:00:77:00:01");

  @Test
  void probesWithoutAnAddressOfItsOwn() {
    assertThat(ArpFrame.probe(US, Ipv4.parse("10.77.0.50")))
        .isEqualTo(
            bytes(
                "ffffffffffff 525400770001 0806 0001 0800 06 04 0001"
                    + "525400770001 00000000 000000000000 0a4d0032"));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "525400770001 525400770031 0806 0001080006040002 525400770031 0a4d0032 525400770001 00000000,"
        + " 52:54:00:77:00:31 10.77.0.50, a reply to a probe",
    "525400770001 525400770031 0806 0001080006040002 525400770031 0a4d0032 525400770001 00000000"
        + " 000000000000000000000000000000000000, 52:54:00:77:00:31 10.77.0.50, padding behind it",
    "ffffffffffff 525400770031 0806 0001080006040001 525400770031 0a4d0032 000000000000 0a4d0001,"
        + " 52:54:00:77:00:31 10.77.0.50, a question of one who has an address",
    "ffffffffffff 525400770031 0806 0001080006040001 525400770031 0a4d0032 000000000000 0a4d0032,"
        + " 52:54:00:77:00:31 10.77.0.50, an announcement",
    "ffffffffffff 525400770031 0806 0001080006040001 525400770031 00000000 000000000000 0a4d0032,"
        + " 52:54:00:77:00:31 10.77.0.50, a probe of one who is about to take it",
    "ffffffffffff 525400770031 0806 0001080006040002 525400770031 00000000 000000000000 0a4d0032,"
        + " nothing, a reply that names no address",
    "ffffffffffff 525400770031 0806 0001080006040003 525400770031 0a4d0032 000000000000 0a4d0001,"
        + " nothing, reverse ARP",
    "ffffffffffff 525400770031 0800 0001080006040002 525400770031 0a4d0032 000000000000 0a4d0001,"
        + " nothing, no ARP",
    "ffffffffffff 525400770031 0806 0006080006040002 525400770031 0a4d0032 000000000000 0a4d0001,"
        + " nothing, no Ethernet",
    "ffffffffffff 525400770031 0806 0001080006040002 525400770031 0a4d0032 000000000000 0a4d00,"
        + " nothing, cut off"
  })
  void tellsWhoClaimsWhat(String frame, String claim, String what) {
    assertThat(
            ArpFrame.read(bytes(frame))
                .flatMap(arp ->
                    arp.claims().map(address -> arp.sender() + " " + address.getHostAddress()))
                .orElse("nothing"))
        .as(what)
        .isEqualTo(claim);
  }

  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({"4, 0", "5, 1"})
  void takesWhoAnswersForManyForARouter(int addresses, int routers) {
    Collection<MacAddress> users =
        Stream.concat(
                Collections.nCopies(addresses, US).stream(),
                Stream.of(new MacAddress("52:54:00:77:00:31")))
            .toList();
    assertThat(AddressProber.proxies(users)).hasSize(routers);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
