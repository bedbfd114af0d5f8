package org.edgeztp.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.server.lab.RedfishModel;
import org.edgeztp.server.lab.SimulatedRedfish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that is woken by magic packets, which arrive at a socket of the test. */
class PowerCareTest {
  private static final String MAGIC = "ff".repeat(6) + "525400770001".repeat(16);

  @TempDir private Path folder;
  private DatagramSocket card;
  private CaredMachine site;

  @BeforeEach
  void start() throws Exception {
    card = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    card.setSoTimeout(200);
    site = new CaredMachine(folder, wakeOnLan("not used"));
  }

  @AfterEach
  void stop() {
    card.close();
    site.close();
  }

  @Test
  void aRegisteredMachineIsPoweredOnOnceAndAgainWhenItDoesNotBoot() throws Exception {
    site.advance();
    assertThat(woken()).isTrue();
    site.advance();
    assertThat(woken()).isFalse();
    site.clock.advance(CarePlan.TO_BOOT);
    site.advance();
    assertThat(woken()).isTrue();
    site.clock.advance(CarePlan.TO_BOOT);
    site.advance();
    site.advance();
    assertThat(woken()).isFalse();
    assertThat(site.told())
        .containsExactly(
            "the server boots it from the network once",
            "the server boots it from the network once, in another way",
            "2 times its power was given for a network boot and nothing came from"
                + " 52:54:00:77:00:01: look at the card's cable and link, at the firmware's boot"
                + " order, and whether another DHCP server answered it");
  }

  @Test
  void aMachineThatBootsIsNotTouchedAgain() throws Exception {
    site.advance();
    assertThat(woken()).isTrue();
    site.note(Observation.of(Observation.Kind.TFTP, "fetches ipxe.efi"));
    site.clock.advance(Duration.ofMinutes(14));
    site.advance();
    assertThat(woken()).isFalse();
  }

  @Test
  void itsControllersAbilitiesAreAskedOnceAndKept() throws Exception {
    assertThat(site.power.abilities(site.machine())).isEmpty();
    site.advance();
    site.restart();
    assertThat(site.power.abilities(site.machine()).orElseThrow().labels())
        .containsExactly("on", "netboot", "netboot-otherwise");
    site.clock.advance(CarePlan.TO_BOOT);
    site.advance();
    assertThat(site.told("controller"))
        .containsExactly(
            "its power is reached by WAKE_ON_LAN at 127.0.0.1:" + card.getLocalPort(),
            "its controller can: on, netboot, netboot-otherwise");
    site.power.learn(site.machine(), wakeOnLan("not used"));
    assertThat(site.power.abilities(site.machine())).as("it may be another one").isEmpty();
  }

  @Test
  void aControllerThatRefusesTheLoginIsToldOf() throws Exception {
    try (var redfish = SimulatedRedfish.start(folder)) {
      site.power.learn(site.machine(), redfish.bmc("wrong", UnaryOperator.identity()));
      site.advance();
    }
    assertThat(site.power.abilities(site.machine())).isEmpty();
    assertThat(site.told()).singleElement().asString().contains("which failed: ", "with 401");
  }

  @Test
  void aControllerThatNamesNoWayIsTriedAndItsAnswerTold() throws Exception {
    try (var redfish =
        SimulatedRedfish.start(
            folder, List.of("ForceOff"), List.of("Pxe"), RedfishModel.Drive.NONE)) {
      site.power.learn(site.machine(), redfish.bmc());
      site.advance();
      site.clock.advance(CarePlan.TO_BOOT);
      site.advance();
    }
    assertThat(site.told())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("the server boots it from the network once, in another way, which failed: ")
        .contains("can reset its machine by [ForceOff]");
  }

  @Test
  void aRestartedServerGoesOnWhereItWas() throws Exception {
    site.advance();
    assertThat(woken()).isTrue();
    site.restart();
    site.advance();
    assertThat(woken()).isFalse();
  }

  @Test
  void aMachineWithoutAControllerIsLeftAloneAndAskingForItSaysWhatToDo() throws Exception {
    site.power.forget(site.machine());
    site.advance();
    assertThat(woken()).isFalse();
    assertThatThrownBy(() -> site.power.read(site.machine()))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("ztp bmc set");
  }

  @Test
  void thePasswordIsInNoFileAndInNoTimeline() throws Exception {
    site.power.learn(site.machine(), wakeOnLan("hunter2-hunter2"));
    assertThat(site.power.bmc(site.machine())).contains(wakeOnLan("hunter2-hunter2"));
    assertThat(site.told("controller")).noneMatch(text -> text.contains("hunter2"));
    site.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("hunter2");
      }
    }
  }

  private Bmc wakeOnLan(String password) {
    return new Bmc(
        Bmc.Driver.WAKE_ON_LAN, "127.0.0.1", card.getLocalPort(), "", password, Optional.empty());
  }

  private boolean woken() throws IOException {
    var packet = new DatagramPacket(new byte[200], 200);
    try {
      card.receive(packet);
    } catch (SocketTimeoutException e) {
      return false;
    }
    return HexFormat.of().formatHex(packet.getData(), 0, packet.getLength()).equals(MAGIC);
  }
}
