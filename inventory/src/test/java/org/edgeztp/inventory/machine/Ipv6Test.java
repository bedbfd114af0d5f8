package org.edgeztp.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6Test {
  @ParameterizedTest
  @CsvSource({
    "fd77:0:0:0:0:0:0:1, fd77::1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "fd77:0:0:1:0:0:0:0, fd77:0:0:1::",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "FE80::ABCD, fe80::abcd",
    "10.77.0.50, 10.77.0.50"
  })
  void writesAddressesAsRfc5952Does(String any, String text) {
    assertThat(Ipv6.text(InetAddress.ofLiteral(any))).isEqualTo(text);
    assertThat(InetAddress.ofLiteral(text)).isEqualTo(InetAddress.ofLiteral(any));
  }

  @ParameterizedTest
  @CsvSource({
    "52:54:00:77:00:01, fd77::5054:ff:fe77:1",
    "00:00:5e:00:53:01, fd77::200:5eff:fe00:5301",
    "02:00:5e:00:53:01, fd77::5eff:fe00:5301"
  })
  void makesTheAddressOfCardAndTheCardOfAddress(String mac, String address) {
    var card = new MacAddress(mac);

    assertThat(Ipv6.of(Ipv6.parse("fd77::"), card)).isEqualTo(Ipv6.parse(address));
    assertThat(Ipv6.mac(Ipv6.parse(address))).contains(card);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fd77::1", "fe80::1234:5678:9abc:def0", "fe80::100:ff:fe77:1"})
  void knowsAddressesThatNoCardHas(String address) {
    assertThat(Ipv6.mac(Ipv6.parse(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.1", "fd77::1%1", "fd77", "edge.test", ""})
  void refusesWhatIsNoAddress(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Ipv6.parse(text));
  }

  @Test
  void putsIpv6IntoBracketsInUrls() {
    assertThat(Ipv6.host(InetAddress.ofLiteral("fd77::1"))).isEqualTo("[fd77::1]");
    assertThat(Ipv6.host(InetAddress.ofLiteral("10.77.0.1"))).isEqualTo("10.77.0.1");
  }
}
