package org.edgeztp.inventory.lease;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.edgeztp.inventory.lease.Samples.ANNA;
import static org.edgeztp.inventory.lease.Samples.BERTA;
import static org.edgeztp.inventory.lease.Samples.ip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservationsTest {
  @Test
  void refusesTwoMachinesWithOneAddress() {
    assertThatThrownBy(() -> Reservations.of(List.of(card(ANNA, 60), card(BERTA, 60))))
        .hasMessage("two hosts have 10.0.0.60: those at 10.0.0.60 and 10.0.0.60");
  }

  @Test
  void refusesAMachineWithTwoAddresses() {
    assertThatThrownBy(() -> Reservations.of(List.of(card(ANNA, 60), card(ANNA, 61))))
        .hasMessage("two hosts have the mac " + ANNA + ": those at 10.0.0.60 and 10.0.0.61");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.1.5", "10.0.0.0", "10.0.0.255"})
  void refusesAnAddressThatIsNoneOfTheSubnet(String address) {
    Reservations reservations =
        Reservations.of(
            List.of(
                new Reservation(
                    Optional.of(ANNA), Optional.empty(), Optional.empty(), Ipv4.parse(address))));

    assertThatThrownBy(() ->
            new Pool(Samples.subnet(), List.of(), List.of(), reservations, Duration.ofHours(1)))
        .hasMessage("the host's address " + address + " is none of 10.0.0.0/24");
  }

  @Test
  void refusesAMachineWithoutAName() {
    assertThatThrownBy(
            () -> new Reservation(Optional.empty(), Optional.empty(), Optional.empty(), ip(60)))
        .hasMessageContaining("a mac, a uuid or a serial; all are missing");
  }

  private static Reservation card(MacAddress mac, int last) {
    return new Reservation(Optional.of(mac), Optional.empty(), Optional.empty(), ip(last));
  }
}
