package org.edgeztp.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.server.lab.SimulatedRedfish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose controller has a virtual drive for the server's CD. */
class BootMediumCareTest {
  @TempDir private Path folder;
  private SimulatedRedfish redfish;
  private MediumServer web;
  private CaredMachine site;

  @BeforeEach
  void start() throws Exception {
    redfish = SimulatedRedfish.start(folder);
    web = new MediumServer();
    site = new CaredMachine(folder, redfish.bmc());
    site.use(web.medium());
  }

  @AfterEach
  void stop() {
    site.close();
    web.close();
    redfish.close();
  }

  @Test
  void aCardThatNeverBootsGetsACdWhichIsTakenOutWhenTheMachineBoots() throws Exception {
    for (int i = 0; i < 3; i++) {
      site.advance();
      site.clock.advance(CarePlan.TO_BOOT);
    }
    assertThat(redfish.log()).contains("boots from PXE", "boots from CD").doesNotContain("eject");
    site.note(Observation.of(Observation.Kind.HTTP, "fetched its boot script"));
    site.advance();
    site.advance();
    assertThat(redfish.log()).filteredOn("eject"::equals).hasSize(1);
    assertThat(site.told())
        .containsExactly(
            "the server boots it from the network once",
            "the server boots it from the network once, in another way",
            "the server boots it once from the CD that its controller has in its virtual drive",
            "the server takes the CD out of its controller's virtual drive");
  }

  @Test
  void aControllerThatKeepsItsCdIsAskedThreeTimes() throws Exception {
    site.power.act(site.machine(), PowerAction.BOOT_MEDIA, "ada", Map.of());
    redfish.close();
    site.clock.advance(Duration.ofSeconds(20));
    site.note(Observation.of(Observation.Kind.HTTP, "fetched its boot script"));
    for (int i = 0; i < 10; i++) {
      site.advance();
      site.clock.advance(CarePlan.TO_EJECT.dividedBy(2));
    }
    assertThat(site.told()).filteredOn(text -> text.contains("takes the CD out")).hasSize(3);
    site.fail();
    for (int i = 0; i < 10; i++) {
      site.advance();
      site.clock.advance(CarePlan.TO_EJECT);
    }
    assertThat(site.told()).filteredOn(text -> text.contains("takes the CD out")).hasSize(6);
    site.apply(new Event.Retry("ada"));
    site.clock.advance(CarePlan.BY_ITSELF);
    site.advance();
    assertThat(site.told().getLast())
        .startsWith("the server boots it from the network once, which");
  }

  @Test
  void aCdThatDidNotHelpIsTakenOutOfTheMachineThatFailed() throws Exception {
    for (int i = 0; i < 4; i++) {
      site.advance();
      site.clock.advance(CarePlan.TO_BOOT);
    }
    assertThat(site.told().getLast()).contains("the last time from a CD");
    site.fail();
    site.advance();
    site.advance();
    assertThat(redfish.log()).filteredOn("eject"::equals).hasSize(1);
  }

  @Test
  void whatSomebodyPutInTheCdsPlaceStaysIn() throws Exception {
    site.power.act(site.machine(), PowerAction.BOOT_MEDIA, "ada", Map.of());
    var target = PowerDriver.Target.of(site.machine());
    var another = new Redfish(web.medium("/boot/ipxe.iso?another"));
    another.act(redfish.bmc(), target, PowerAction.EJECT_MEDIA);
    another.act(redfish.bmc(), target, PowerAction.BOOT_MEDIA);
    redfish.log().clear();
    site.clock.advance(Duration.ofSeconds(20));
    site.note(Observation.of(Observation.Kind.HTTP, "fetched its boot script"));
    site.advance();
    site.advance();
    assertThat(redfish.log()).containsExactly("login", "session given back");
    assertThat(site.told()).hasSize(2).last().asString().contains("?another' in", "not its own CD");
  }

  @Test
  void aCdThatMayComeToBeInIsTakenOutLater() throws Exception {
    site.use(web.medium("/none.iso"));
    assertThatThrownBy(
            () -> site.power.act(site.machine(), PowerAction.BOOT_MEDIA, "ada", Map.of()))
        .isInstanceOf(PowerException.class);
    assertThat(site.power.holdsMedium(site.machine())).isTrue();
    site.power.act(site.machine(), PowerAction.EJECT_MEDIA, "ada", Map.of());
    assertThat(site.power.holdsMedium(site.machine())).isFalse();
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> site.power.act(site.machine(), PowerAction.BOOT_MEDIA, "ada", Map.of()))
        .isInstanceOf(InterruptedException.class);
    assertThat(site.told().getLast()).endsWith(", which was cut short");
    assertThat(site.power.holdsMedium(site.machine())).isTrue();
  }
}
