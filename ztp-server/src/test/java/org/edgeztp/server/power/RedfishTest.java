package org.edgeztp.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.edgeztp.server.lab.RedfishModel.Drive.BY_ACTION;
import static org.edgeztp.server.lab.RedfishModel.Drive.BY_CHANGE;
import static org.edgeztp.server.lab.RedfishModel.Drive.NONE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.lab.RedfishModel.Drive;
import org.edgeztp.server.lab.SimulatedRedfish;
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
  private static final List<String> RESETS = List.of("On", "ForceRestart");
  private static final List<String> SOURCES = List.of("Pxe", "Cd", "Hdd");

  @TempDir private static Path folder = Path.of("");

  private MediumServer web;
  private String image;
  private Redfish redfish;
  private SimulatedRedfish simulated;
  private Bmc bmc;

  @BeforeEach
  void start() throws Exception {
    web = new MediumServer();
    image = web.url();
    redfish = new Redfish(web.medium());
    simulated = SimulatedRedfish.start(folder, RESETS, SOURCES, BY_ACTION);
    bmc = simulated.bmc();
  }

  @AfterEach
  void stop() {
    web.close();
    simulated.close();
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
    take(List.of("On", "ForceOff", "GracefulShutdown", "ForceRestart"), SOURCES, BY_ACTION);
    redfish.act(bmc, MACHINE, action);
    assertThat(simulated.log()).containsExactly("login", "reset " + reset, "session given back");
  }

  @Test
  void bootsAMachineThatIsOnFromTheNetworkOnce() throws Exception {
    take(List.of("On", "PowerCycle"), SOURCES, BY_ACTION);
    redfish.act(bmc, MACHINE, PowerAction.ON);
    assertThat(redfish.read(bmc, MACHINE)).isEqualTo(PowerDriver.Reading.ON);
    simulated.log().clear();
    redfish.act(bmc, MACHINE, PowerAction.NETBOOT);
    redfish.act(bmc, MACHINE, PowerAction.CYCLE);
    assertThat(simulated.log())
        .containsExactly(
            "login",
            "boot Pxe Once UEFI",
            "reset PowerCycle",
            "boots from PXE",
            "session given back",
            "login",
            "reset PowerCycle",
            "session given back");
  }

  @ParameterizedTest
  @CsvSource({
    "Pxe UefiHttp Hdd, true,  boot UefiHttp Once -, boots from UEFI_HTTP",
    "Pxe UefiHttp Hdd, false, boot Pxe Once -,      boots from PXE",
    "Pxe Hdd,          true,  boot Pxe Once -,      boots from PXE"
  })
  void theOtherWayToTheNetworkIsHttpWhereThereIsOne(
      String sources, boolean uefi, String told, String boots) throws Exception {
    take(RESETS, List.of(sources.split(" ")), BY_ACTION);
    var machine = new PowerDriver.Target(MACHINE.mac(), Optional.empty(), uefi);
    redfish.act(bmc, machine, PowerAction.NETBOOT_OTHERWISE);
    assertThat(simulated.log())
        .containsExactly("login", told, "reset On", boots, "session given back");
  }

  @Test
  void bootsOnceFromTheCdThatItsControllerFetches() throws Exception {
    redfish.act(bmc, MACHINE, PowerAction.BOOT_MEDIA);
    assertThat(simulated.log())
        .containsExactly(
            "login",
            "insert " + image,
            "got a CD",
            "boot Cd Once -",
            "reset On",
            "boots from CD",
            "session given back");
    simulated.log().clear();
    redfish.act(bmc, MACHINE, PowerAction.BOOT_MEDIA);
    assertThat(simulated.log()).as("the old one may be stale").contains("eject", "insert " + image);
  }

  @Test
  void takesTheCdOutAndDoesNothingToAnEmptyDrive() throws Exception {
    redfish.act(bmc, MACHINE, PowerAction.BOOT_MEDIA);
    simulated.log().clear();
    redfish.act(bmc, MACHINE, PowerAction.EJECT_MEDIA);
    redfish.act(bmc, MACHINE, PowerAction.EJECT_MEDIA);
    assertThat(simulated.log())
        .containsExactly("login", "eject", "session given back", "login", "session given back");
  }

  @Test
  void anOlderDriveIsFilledAndEmptiedByAChangeOfIt() throws Exception {
    take(RESETS, SOURCES, BY_CHANGE);
    redfish.act(bmc, MACHINE, PowerAction.BOOT_MEDIA);
    redfish.act(bmc, MACHINE, PowerAction.EJECT_MEDIA);
    assertThat(simulated.log()).contains("insert " + image, "boots from CD", "eject");
  }

  @Test
  void whatSomebodyElsePutIntoTheDriveStaysThere() throws Exception {
    serving("/boot/ipxe.iso?another").act(bmc, MACHINE, PowerAction.BOOT_MEDIA);
    assertThatThrownBy(() -> redfish.act(bmc, MACHINE, PowerAction.BOOT_MEDIA))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("?another' in its virtual drive", "ztp power MACHINE eject-media");
  }

  @Test
  void aCdThatCannotBeFetchedIsSaid() throws Exception {
    assertThatThrownBy(() -> serving("/none.iso").act(bmc, MACHINE, PowerAction.BOOT_MEDIA))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("No image: ", "/none.iso")
        .matches(e -> ((PowerException) e).leavesMedium(), "is not sure to keep no CD");
  }

  @Test
  void aMachineThatCannotBeResetKeepsNoCd() throws Exception {
    take(List.of("ForceOff"), SOURCES, BY_ACTION);
    assertThatThrownBy(() -> redfish.act(bmc, MACHINE, PowerAction.BOOT_MEDIA))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("which has none of [On, ForceOn]")
        .matches(e -> !((PowerException) e).leavesMedium(), "keeps no CD");
    assertThat(simulated.log()).contains("insert " + image, "eject");
  }

  @Test
  void withoutADriveOrACdItSaysWhatIsMissing() throws Exception {
    take(RESETS, SOURCES, NONE);
    assertThatThrownBy(() -> redfish.act(bmc, MACHINE, PowerAction.BOOT_MEDIA))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("has no virtual drive that takes a CD");
    var without = new Redfish(new BootMedium(List.of(), 80, Optional.empty()));
    assertThatThrownBy(() -> without.act(bmc, MACHINE, PowerAction.BOOT_MEDIA))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("./ztp assets build");
  }

  @ParameterizedTest
  @CsvSource({
    "On ForceOff GracefulShutdown ForceRestart, BY_ACTION,"
        + " on off soft-off cycle netboot netboot-otherwise boot-media eject-media",
    "On ForceOff PowerCycle, NONE, on off cycle netboot netboot-otherwise",
    "On, BY_CHANGE, on netboot netboot-otherwise boot-media eject-media",
    "ForceOff, BY_ACTION, off eject-media"
  })
  void tellsWhatItCanDo(String resets, Drive drive, String can) throws Exception {
    take(List.of(resets.split(" ")), SOURCES, drive);
    Abilities found = redfish.probe(bmc, MACHINE);
    assertThat(found.labels()).containsExactly(can.split(" "));
    assertThat(Abilities.of(found.facts())).contains(found);
    assertThat(found.told())
        .containsEntry("boots", SOURCES)
        .containsEntry("resets", List.of(resets.split(" ")))
        .containsEntry("media", drive == NONE ? List.of() : List.of("CD", "DVD"))
        .containsEntry("redfish", "1.8.0");
    assertThat(simulated.log()).containsExactly("login", "session given back");
  }

  @Test
  void whatTheControllerCannotDoIsSaid() throws Exception {
    take(List.of("On"), SOURCES, BY_ACTION);
    assertThatThrownBy(() -> redfish.act(bmc, MACHINE, PowerAction.SOFT_OFF))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining(
            "can reset its machine by [On], which has none of [GracefulShutdown]");
  }

  @Test
  void aWrongPasswordIsSaidInTheControllersWordsAndNotPrinted() throws Exception {
    Bmc wrong = simulated.bmc("hunter2", UnaryOperator.identity());
    assertThatThrownBy(() -> redfish.read(wrong, MACHINE))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("with 401: The user name or password is wrong.")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void anUnknownCertificateIsToldAndNoPasswordIsSent() throws Exception {
    Bmc unknown = simulated.bmc("secret", _ -> Optional.empty());
    assertThatThrownBy(() -> redfish.read(unknown, MACHINE))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("sha256:" + bmc.certificate().orElseThrow().hex())
        .hasMessageContaining("ztp bmc set --certificate");
    assertThat(simulated.log()).isEmpty();
  }

  @Test
  void anotherCertificateThanTheOneToldIsRefused() throws Exception {
    Bmc other = simulated.bmc("secret", _ -> Optional.of(new Fingerprint("0".repeat(64))));
    assertThatThrownBy(() -> redfish.read(other, MACHINE))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("expected was sha256:0000");
  }

  /** Another controller in its place. */
  private void take(List<String> resets, List<String> sources, Drive drive) throws IOException {
    simulated.close();
    simulated = SimulatedRedfish.start(folder, resets, sources, drive);
    bmc = simulated.bmc();
  }

  private Redfish serving(String path) {
    return new Redfish(web.medium(path));
  }
}
