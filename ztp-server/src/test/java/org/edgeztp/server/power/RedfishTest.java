package org.edgeztp.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.tls.Fingerprint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedfishTest {
  private static final PowerDriver.Target MACHINE =
      new PowerDriver.Target(new MacAddress("52:54:00:77:00:01"), Optional.empty(), true);

  @TempDir private static Path folder = Path.of("");

  private final Redfish redfish = new Redfish();
  private SimulatedRedfish simulated;

  @BeforeEach
  void start() throws Exception {
    simulated = SimulatedRedfish.start(folder);
  }

  @AfterEach
  void stop() {
    simulated.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "ON,       On",
    "OFF,      ForceOff",
    "SOFT_OFF, GracefulShutdown",
    // Off, so there is nothing to restart.
    "CYCLE,    On"
  })
  void asksForTheResetThatTheActionNeeds(PowerAction action, String reset) throws Exception {
    Bmc bmc = takes("On", "ForceOff", "GracefulShutdown", "ForceRestart");
    redfish.act(bmc, MACHINE, action);
    assertThat(simulated.log()).containsExactly("login", "reset " + reset, "session given back");
  }

  @Test
  void bootsAMachineThatIsOnFromTheNetworkOnce() throws Exception {
    Bmc bmc = takes("On", "PowerCycle");
    redfish.act(bmc, MACHINE, PowerAction.ON);
    assertThat(redfish.read(bmc, MACHINE)).isEqualTo(PowerDriver.Reading.ON);
    simulated.log().clear();
    redfish.act(bmc, MACHINE, PowerAction.NETBOOT);
    assertThat(simulated.log())
        .containsExactly("login", "boot Pxe Once UEFI", "reset PowerCycle", "session given back");
  }

  @ParameterizedTest
  @CsvSource({
    "Pxe UefiHttp Hdd, true,  boot UefiHttp Once -",
    "Pxe UefiHttp Hdd, false, boot Pxe Once -",
    "Pxe Hdd,          true,  boot Pxe Once -"
  })
  void theOtherWayToTheNetworkIsHttpWhereThereIsOne(String targets, boolean uefi, String told)
      throws Exception {
    Bmc bmc = takes("On");
    simulated.bootFrom(targets.split(" "));
    var machine = new PowerDriver.Target(MACHINE.mac(), Optional.empty(), uefi);
    redfish.act(bmc, machine, PowerAction.NETBOOT_OTHERWISE);
    assertThat(simulated.log()).containsExactly("login", told, "reset On", "session given back");
  }

  @Test
  void whatTheControllerCannotDoIsSaid() {
    Bmc bmc = takes("On");
    assertThatThrownBy(() -> redfish.act(bmc, MACHINE, PowerAction.SOFT_OFF))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining(
            "can reset its machine by [On], which has none of [GracefulShutdown]");
  }

  @Test
  void aWrongPasswordIsSaidInTheControllersWordsAndNotPrinted() {
    Bmc bmc = simulated.bmc("hunter2", UnaryOperator.identity());
    assertThatThrownBy(() -> redfish.read(bmc, MACHINE))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("with 401: The user name or password is wrong.")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void anUnknownCertificateIsToldAndNoPasswordIsSent() {
    Bmc unknown = simulated.bmc("secret", _ -> Optional.empty());
    assertThatThrownBy(() -> redfish.read(unknown, MACHINE))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("sha256:" + simulated.fingerprint())
        .hasMessageContaining("ztp bmc set --certificate");
    assertThat(simulated.log()).isEmpty();
  }

  @Test
  void anotherCertificateThanTheOneToldIsRefused() {
    Bmc other = simulated.bmc("secret", _ -> Optional.of(new Fingerprint("0".repeat(64))));
    assertThatThrownBy(() -> redfish.read(other, MACHINE))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("expected was sha256:0000");
  }

  private Bmc takes(String... resets) {
    simulated.take(resets);
    return simulated.bmc("secret", UnaryOperator.identity());
  }
}
