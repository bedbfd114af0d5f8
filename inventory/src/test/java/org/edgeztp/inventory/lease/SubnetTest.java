package org.edgeztp.inventory.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetTest {
  @ParameterizedTest
  @CsvSource({
    "10.77.0.0, 24, 255.255.255.0, 10.77.0.255, 10.77.0.200, 10.77.1.0",
    "10.64.0.0, 10, 255.192.0.0, 10.127.255.255, 10.100.1.1, 10.128.0.0",
    "192.168.7.8, 30, 255.255.255.252, 192.168.7.11, 192.168.7.9, 192.168.7.12",
    "200.0.0.0, 8, 255.0.0.0, 200.255.255.255, 200.1.2.3, 201.0.0.1"
  })
  void knowsItsMaskAndItsEnds(
      String network, int prefix, String mask, String broadcast, String inside, String outside) {
    Subnet subnet = subnet(network, prefix);

    assertThat(subnet.mask()).isEqualTo(Ipv4.parse(mask));
    assertThat(subnet.broadcast()).isEqualTo(Ipv4.parse(broadcast));
    assertThat(subnet.contains(Ipv4.parse(inside))).isTrue();
    assertThat(subnet.contains(Ipv4.parse(outside))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.77.0.1/24, host bits",
    "10.0.0.0/31, prefix",
    "10.0.0.0/7, prefix",
    "10.0.0.0, written as",
    "10.0.0.0/x, written as"
  })
  void refusesWhatIsNoNetwork(String text, String reason) {
    assertThatThrownBy(() -> Subnet.parse(text)).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "10.77.0.0/24, 10.77.0.128/25, true",
    "10.77.0.128/25, 10.77.0.0/24, true",
    "10.77.0.0/24, 10.77.1.0/24, false"
  })
  void seesWhatOverlaps(String one, String other, boolean overlaps) {
    assertThat(Subnet.parse(one).overlaps(Subnet.parse(other))).isEqualTo(overlaps);
  }

  private static Subnet subnet(String network, int prefix) {
    return new Subnet(Ipv4.parse(network), prefix);
  }
}
