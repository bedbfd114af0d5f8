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
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.edgeztp.server.lab.RedfishModel;
import org.edgeztp.server.lab.SimulatedRedfish;
import org.edgeztp.server.secret.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that is woken by magic packets, which arrive at a socket of the test. */
class PowerCareTest {
  private static final String MAGIC = "ff".repeat(6) + "525400770001".repeat(16);

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private BootMedium medium = new BootMedium(List.of(), 80, Optional.empty());
  private DatagramSocket card;
  private Database database;
  private Inventory inventory;
  private Power power;
  private Machine machine;

  @BeforeEach
  void start() throws Exception {
    card = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    card.setSoTimeout(200);
    open();
    Machine registered = inventory.register(Machines.MAC, "lab", "an operator");
    power.learn(registered, wakeOnLan("not used"));
    machine = inventory.apply(registered, new Event.Inspect("rule x")).after(registered);
  }

  @AfterEach
  void stop() {
    card.close();
    database.close();
  }

  @Test
  void aRegisteredMachineIsPoweredOnOnceAndAgainWhenItDoesNotBoot() throws Exception {
    advance();
    assertThat(woken()).isTrue();
    advance();
    assertThat(woken()).isFalse();
    clock.advance(CarePlan.TO_BOOT);
    advance();
    assertThat(woken()).isTrue();
    clock.advance(CarePlan.TO_BOOT);
    advance();
    advance();
    assertThat(woken()).isFalse();
    assertThat(told())
        .containsExactly(
            "the server boots it from the network once",
            "the server boots it from the network once, in another way",
            "2 times its power was given for a network boot and nothing came from"
                + " 52:54:00:77:00:01: look at the card's cable and link, at the firmware's boot"
                + " order, and whether another DHCP server answered it");
  }

  @Test
  void aMachineThatBootsIsNotTouchedAgain() throws Exception {
    advance();
    assertThat(woken()).isTrue();
    inventory.note(machine, Observation.of(Observation.Kind.TFTP, "fetches ipxe.efi"));
    clock.advance(Duration.ofMinutes(14));
    advance();
    assertThat(woken()).isFalse();
  }

  @Test
  void itsControllersAbilitiesAreAskedOnceAndKept() throws Exception {
    assertThat(power.abilities(machine)).isEmpty();
    advance();
    database.close();
    open();
    assertThat(power.abilities(machine).orElseThrow().labels())
        .containsExactly("on", "netboot", "netboot-otherwise");
    clock.advance(CarePlan.TO_BOOT);
    advance();
    assertThat(told("controller"))
        .containsExactly(
            "its power is reached by WAKE_ON_LAN at 127.0.0.1:" + card.getLocalPort(),
            "its controller can: on, netboot, netboot-otherwise");
    power.learn(machine, wakeOnLan("not used"));
    assertThat(power.abilities(machine)).as("it may be another one").isEmpty();
  }

  @Test
  void aControllerThatRefusesTheLoginIsToldOf() throws Exception {
    try (var redfish = SimulatedRedfish.start(folder)) {
      power.learn(machine, redfish.bmc("wrong", UnaryOperator.identity()));
      advance();
    }
    assertThat(power.abilities(machine)).isEmpty();
    assertThat(told()).singleElement().asString().contains("which failed: ", "with 401");
  }

  @Test
  void aCardThatNeverBootsGetsACdWhichIsTakenOutWhenTheMachineBoots() throws Exception {
    try (var redfish = SimulatedRedfish.start(folder);
        var web = new MediumServer()) {
      medium = web.medium();
      open();
      power.learn(machine, redfish.bmc());
      for (int i = 0; i < 3; i++) {
        advance();
        clock.advance(CarePlan.TO_BOOT);
      }
      assertThat(redfish.log()).contains("boots from PXE", "boots from CD").doesNotContain("eject");
      inventory.note(machine, Observation.of(Observation.Kind.HTTP, "fetched its boot script"));
      advance();
      advance();
      assertThat(redfish.log()).filteredOn("eject"::equals).hasSize(1);
    }
    assertThat(told())
        .containsExactly(
            "the server boots it from the network once",
            "the server boots it from the network once, in another way",
            "the server boots it once from the CD that its controller has in its virtual drive",
            "the server takes the CD out of its controller's virtual drive");
  }

  @Test
  void aControllerThatKeepsItsCdIsAskedThreeTimes() throws Exception {
    try (var redfish = SimulatedRedfish.start(folder);
        var web = new MediumServer()) {
      medium = web.medium();
      open();
      power.learn(machine, redfish.bmc());
      power.act(machine, PowerAction.BOOT_MEDIA, "ada", Map.of());
    }
    clock.advance(Duration.ofSeconds(20));
    inventory.note(machine, Observation.of(Observation.Kind.HTTP, "fetched its boot script"));
    for (int i = 0; i < 10; i++) {
      advance();
      clock.advance(CarePlan.TO_EJECT.dividedBy(2));
    }
    assertThat(told()).filteredOn(text -> text.contains("takes the CD out")).hasSize(3);
    fail();
    for (int i = 0; i < 10; i++) {
      advance();
      clock.advance(CarePlan.TO_EJECT);
    }
    assertThat(told()).filteredOn(text -> text.contains("takes the CD out")).hasSize(6);
    machine = inventory.apply(machine, new Event.Retry("ada")).after(machine);
    clock.advance(CarePlan.BY_ITSELF);
    advance();
    assertThat(told().getLast()).startsWith("the server boots it from the network once, which");
  }

  @Test
  void aCdThatDidNotHelpIsTakenOutOfTheMachineThatFailed() throws Exception {
    try (var redfish = SimulatedRedfish.start(folder);
        var web = new MediumServer()) {
      medium = web.medium();
      open();
      power.learn(machine, redfish.bmc());
      for (int i = 0; i < 4; i++) {
        advance();
        clock.advance(CarePlan.TO_BOOT);
      }
      assertThat(told().getLast()).contains("the last time from a CD");
      fail();
      advance();
      advance();
      assertThat(redfish.log()).filteredOn("eject"::equals).hasSize(1);
    }
  }

  @Test
  void whatSomebodyPutInTheCdsPlaceStaysIn() throws Exception {
    try (var redfish = SimulatedRedfish.start(folder);
        var web = new MediumServer()) {
      medium = web.medium();
      open();
      power.learn(machine, redfish.bmc());
      power.act(machine, PowerAction.BOOT_MEDIA, "ada", Map.of());
      var target = PowerDriver.Target.of(machine);
      var another = new Redfish(web.medium("/boot/ipxe.iso?another"));
      another.act(redfish.bmc(), target, PowerAction.EJECT_MEDIA);
      another.act(redfish.bmc(), target, PowerAction.BOOT_MEDIA);
      redfish.log().clear();
      clock.advance(Duration.ofSeconds(20));
      inventory.note(machine, Observation.of(Observation.Kind.HTTP, "fetched its boot script"));
      advance();
      advance();
      assertThat(redfish.log()).containsExactly("login", "session given back");
      assertThat(told()).hasSize(2).last().asString().contains("?another' in", "not its own CD");
    }
  }

  @Test
  void aCdThatMayComeToBeInIsTakenOutLater() throws Exception {
    try (var redfish = SimulatedRedfish.start(folder);
        var web = new MediumServer()) {
      medium = web.medium("/none.iso");
      open();
      power.learn(machine, redfish.bmc());
      assertThatThrownBy(() -> power.act(machine, PowerAction.BOOT_MEDIA, "ada", Map.of()))
          .isInstanceOf(PowerException.class);
      assertThat(power.holdsMedium(machine)).isTrue();
      power.act(machine, PowerAction.EJECT_MEDIA, "ada", Map.of());
      assertThat(power.holdsMedium(machine)).isFalse();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> power.act(machine, PowerAction.BOOT_MEDIA, "ada", Map.of()))
          .isInstanceOf(InterruptedException.class);
      assertThat(told().getLast()).endsWith(", which was cut short");
      assertThat(power.holdsMedium(machine)).isTrue();
    }
  }

  @Test
  void aControllerThatNamesNoWayIsTriedAndItsAnswerTold() throws Exception {
    try (var redfish =
        SimulatedRedfish.start(
            folder, List.of("ForceOff"), List.of("Pxe"), RedfishModel.Drive.NONE)) {
      power.learn(machine, redfish.bmc());
      advance();
      clock.advance(CarePlan.TO_BOOT);
      advance();
    }
    assertThat(told())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("the server boots it from the network once, in another way, which failed: ")
        .contains("can reset its machine by [ForceOff]");
  }

  @Test
  void aRestartedServerGoesOnWhereItWas() throws Exception {
    advance();
    assertThat(woken()).isTrue();
    database.close();
    open();
    machine = inventory.find(machine.id()).orElseThrow();
    advance();
    assertThat(woken()).isFalse();
  }

  @Test
  void aMachineWithoutAControllerIsLeftAloneAndAskingForItSaysWhatToDo() throws Exception {
    power.forget(machine);
    advance();
    assertThat(woken()).isFalse();
    assertThatThrownBy(() -> power.read(machine))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("ztp bmc set");
  }

  @Test
  void thePasswordIsInNoFileAndInNoTimeline() throws Exception {
    power.learn(machine, wakeOnLan("hunter2-hunter2"));
    assertThat(power.bmc(machine)).contains(wakeOnLan("hunter2-hunter2"));
    assertThat(told("controller")).noneMatch(text -> text.contains("hunter2"));
    database.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("hunter2");
      }
    }
  }

  private void open() {
    database = Database.open(folder.resolve("inventory"));
    inventory =
        new Inventory(
            new SqlMachineStore(database), Policy.of(), clock, () -> new MachineId("m-0000000001"));
    power = new Power(inventory, new BmcStore(database.source(), new Vault(new byte[32])), medium);
  }

  private void advance() throws InterruptedException {
    new PowerCare(inventory, power, new Waves(8, clock), clock).advance(machine);
  }

  private void fail() {
    var failed = new Event.InspectFailed("nothing came", CauseCode.DEADLINE_PASSED);
    machine = inventory.apply(machine, failed).after(machine);
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

  private List<String> told() {
    return told("power");
  }

  private List<String> told(String kind) {
    return inventory.timeline(machine.id(), 0, 100).stream()
        .filter(entry -> entry.kind().equals(kind))
        .map(Entry::text)
        .toList();
  }
}
