package org.edgeztp.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.edgeztp.server.secret.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real ipmitool, the real simulator of a controller, and a serial port that talks. */
class SerialLogTest {
  private static final String BOOTING = "\u001b[2J\u001b[01;00HGRUB loading.\r\n\r\nLinux 6.12\r\n";

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private final List<String> kept = new CopyOnWriteArrayList<>();
  private Database database;
  private Inventory inventory;
  private ServerSocket port;
  private SimulatedBmc controller;
  private Power power;
  private SerialLog serial;
  private Machine machine;

  @BeforeEach
  void start() throws Exception {
    port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::talk);
    controller =
        SimulatedBmc.start(
            Files.createDirectory(folder.resolve("bmc")), "127.0.0.1:" + port.getLocalPort());
    database = Database.open(folder.resolve("inventory"));
    inventory =
        new Inventory(
            new SqlMachineStore(database), Policy.of(), clock, () -> new MachineId("m-0000000001"));
    power =
        new Power(
            inventory,
            new BmcStore(database.source(), new Vault(new byte[32])),
            new BootMedium(List.of(), 80, Optional.empty()));
    serial = new SerialLog(inventory, power, (_, _, text) -> kept.add(text), clock);
    machine = inventory.register(Machines.MAC, "lab", "an operator");
    power.learn(machine, controller.bmc("secret"));
    machine = inventory.apply(machine, new Event.Inspect("rule x")).after(machine);
  }

  @AfterEach
  void stop() throws Exception {
    port.close();
    controller.stop();
    database.close();
  }

  @Test
  void keepsWhatComesUntilTheMachineIsDoneWith() throws Exception {
    Thread follower = follow();
    await().untilAsserted(() -> assertThat(kept()).contains("GRUB loading.\nLinux 6.12\n"));
    assertThat(kept()).doesNotContain("SOL", "\u001b");
    inventory.apply(machine, new Event.Aborted("an operator"));
    assertThat(follower.join(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void aConsoleThatSomebodyElseHasIsLeftToThem() throws Exception {
    try (SerialSession theirs = SerialSession.open(controller.bmc("secret"))) {
      await().until(() -> theirs.read().contains("Linux"));
      serial.follow(machine);
      assertThat(kept()).isEmpty();
      assertThat(theirs.isOpen()).isTrue();
    }
  }

  @Test
  void aMachineWithoutAControllerIsLookedAtAgainAfterAMinute() throws Exception {
    power.forget(machine);
    serial.follow(machine);
    power.learn(machine, controller.bmc("secret"));
    serial.follow(machine);
    assertThat(kept()).isEmpty();
    clock.advance(Duration.ofMinutes(2));
    Thread follower = follow();
    await().untilAsserted(() -> assertThat(kept()).contains("Linux"));
    follower.interrupt();
    assertThat(follower.join(Duration.ofSeconds(5))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'[SOL Session operational.  Use ~? for help]\r\nfirst\r\n', 'first\n'",
    "'\u001b[1;37;40mmenu\u001b[0m  \r\n \r\n', 'menu\n'",
    "'\u001bcreset\u0007\u0000\tx\n', 'reset\tx\n'",
  })
  void whatDrawsIsNotKept(String raw, String text) {
    assertThat(SerialSession.text(raw)).isEqualTo(text);
  }

  private String kept() {
    return String.join("", kept);
  }

  private Thread follow() {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            serial.follow(machine);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** As a machine that starts over and over, whoever listens. */
  private void talk() {
    while (!port.isClosed()) {
      try (var reader = port.accept()) {
        while (true) {
          reader.getOutputStream().write(BOOTING.getBytes(StandardCharsets.US_ASCII));
          Thread.sleep(100);
        }
      } catch (IOException | InterruptedException e) {
        // The reader went; there may be another one.
      }
    }
  }
}
