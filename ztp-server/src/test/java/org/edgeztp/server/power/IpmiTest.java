package org.edgeztp.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.edgeztp.server.power.PowerAction.CYCLE;
import static org.edgeztp.server.power.PowerAction.NETBOOT;
import static org.edgeztp.server.power.PowerAction.NETBOOT_OTHERWISE;
import static org.edgeztp.server.power.PowerAction.OFF;
import static org.edgeztp.server.power.PowerAction.ON;
import static org.edgeztp.server.power.PowerAction.SOFT_OFF;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real ipmitool against the real simulator of a controller. */
class IpmiTest {
  private static final PowerDriver.Target MACHINE =
      new PowerDriver.Target(new MacAddress("52:54:00:77:00:01"), Optional.empty(), true);

  @TempDir private Path folder;
  private final Ipmi ipmi = new Ipmi();
  private SimulatedBmc simulated;

  @BeforeEach
  void start() throws Exception {
    simulated = SimulatedBmc.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    simulated.stop();
  }

  @Test
  void switchesPower() throws Exception {
    Bmc bmc = simulated.bmc("secret");
    assertThat(ipmi.read(bmc, MACHINE)).isEqualTo(PowerDriver.Reading.OFF);
    ipmi.act(bmc, MACHINE, ON);
    assertThat(ipmi.read(bmc, MACHINE)).isEqualTo(PowerDriver.Reading.ON);
    assertThat(simulated.log()).containsExactly("power 1");
    ipmi.act(bmc, MACHINE, SOFT_OFF);
    assertThat(simulated.log()).containsExactly("shutdown 1");
    ipmi.act(bmc, MACHINE, OFF);
    assertThat(ipmi.read(bmc, MACHINE)).isEqualTo(PowerDriver.Reading.OFF);
    assertThat(simulated.log()).containsExactly("power 0");
  }

  @Test
  void aMachineThatIsOffIsPoweredOnWhereOneThatIsOnIsCycled() throws Exception {
    Bmc bmc = simulated.bmc("secret");
    ipmi.act(bmc, MACHINE, CYCLE);
    assertThat(simulated.log()).containsExactly("power 1");
    ipmi.act(bmc, MACHINE, NETBOOT);
    List<String> told = new ArrayList<>();
    await()
        .untilAsserted(() -> {
          told.addAll(simulated.log());
          assertThat(told).containsExactly("boot pxe", "power 0", "power 1");
        });
  }

  @Test
  void theOtherWayToTheNetworkIsByPowerThatIsCutAndGivenBack() throws Exception {
    Bmc bmc = simulated.bmc("secret");
    ipmi.act(bmc, MACHINE, ON);
    assertThat(simulated.log()).containsExactly("power 1");
    ipmi.act(bmc, MACHINE, NETBOOT_OTHERWISE);
    assertThat(simulated.log()).containsExactly("power 0", "boot pxe", "power 1");
  }

  @Test
  void tellsWhatItCanDo() throws Exception {
    Abilities found = ipmi.probe(simulated.bmc("secret"), MACHINE);
    assertThat(found.labels())
        .containsExactly("on", "off", "soft-off", "cycle", "netboot", "netboot-otherwise");
    assertThat(found.told()).containsEntry("ipmi", "2.0").containsKey("firmware");
    assertThat(simulated.log()).isEmpty();
  }

  @Test
  void aWrongPasswordIsSaidAndNotPrinted() {
    assertThatThrownBy(() -> ipmi.read(simulated.bmc("hunter2"), MACHINE))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("does not answer, or not to this account and password")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aControllerThatIsNotThereIsSaid() throws Exception {
    simulated.stop();
    assertThatThrownBy(() -> ipmi.read(simulated.bmc("secret"), MACHINE))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("IPMI at 127.0.0.1:")
        .hasMessageContaining("does not answer");
  }
}
