package org.edgeztp.inventory.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
  @CsvSource({"10.77.0.1, 24, host bits", "10.0.0.0, 31, prefix", "10.0.0.0, 7, prefix"})
  void refusesWhatIsNoNetwork(String network, int prefix, String reason) {
    assertThatThrownBy(() -> subnet(network, prefix)).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "10.77.1.5, 10.77.1.9, not inside",
    "10.77.0.0, 10.77.0.9, own or its broadcast",
    "10.77.0.9, 10.77.0.255, own or its broadcast",
    "10.77.0.9, 10.77.0.8, upside down"
  })
  void refusesPoolThatDoesNotFit(String first, String last, String reason) {
    assertThatThrownBy(
            () -> new Pool(subnet("10.77.0.0", 24), Ipv4.parse(first), Ipv4.parse(last), Set.of()))
        .hasMessageContaining(reason);
  }

  @Test
  void keepsGatewayAndReservedAddressesOutOfThePool() {
    Pool pool = new Pool(Samples.subnet(), Samples.ip(1), Samples.ip(9), Set.of(Samples.ip(2)));

    assertThat(pool.contains(Samples.ip(1))).isFalse();
    assertThat(pool.contains(Samples.ip(2))).isFalse();
    assertThat(pool.contains(Samples.ip(3))).isTrue();
    assertThat(pool.contains(Samples.ip(10))).isFalse();
  }

  private static Subnet subnet(String network, int prefix) {
    return new Subnet(
        Ipv4.parse(network),
        prefix,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Duration.ofHours(1));
  }
}
