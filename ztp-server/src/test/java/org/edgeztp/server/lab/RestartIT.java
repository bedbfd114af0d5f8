package org.edgeztp.server.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.assets.Manifest;
import org.edgeztp.server.power.SimulatedBmc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One real machine whose image is broken at first, and whose server is killed again and again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class RestartIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final long MIDDLE = 1 << 20;

  @TempDir private static Path assets = Path.of("");

  private LabSettings settings = LabSettings.of("ztp-it2", System.getenv());
  private Lab lab;
  private LabMachines machines;
  private VirtualMachine machine;

  @BeforeAll
  void raise() throws Exception {
    try (var files = Files.list(settings.assets())) {
      for (Path file : files.toList()) {
        Files.copy(file, assets.resolve(file.getFileName()));
      }
    }
    settings =
        new LabSettings(
            settings.name(), settings.folder(), settings.home(), assets, settings.mirrors());
    Lab.remove(settings);
    lab = Lab.raise(settings);
    lab.endWithThisProcess();
    machines = new LabMachines(settings, lab);
    flipOneByte();
    machine = lab.rack(VirtualMachine.Firmware.BIOS);
    // It ends with the network it is in.
    SimulatedBmc.start(
        Files.createDirectories(settings.folder().resolve("bmc")),
        SimulatedBmc.switching(machine.command()),
        lab.inside(List.of()),
        "127.0.0.1",
        623);
  }

  @AfterAll
  void end() throws Exception {
    Lab.remove(settings);
  }

  @Test
  @Order(1)
  void aCorruptImageIsNotInstalled() throws Exception {
    register();
    JsonNode failed = machines.await(machine, "FAILED", LIMIT);
    flipOneByte();
    assertThat(failed.path("failure").path("phase").asString()).isEqualTo("INSTALLING");
    assertThat(failed.path("failure").path("cause").asString()).contains("SHA-256");
    assertThat(failed.path("cause").path("code").asString()).isEqualTo("IMAGE_CHECKSUM");
    assertThat(machines.timeline(machine, "Installed")).isEmpty();
    assertThat(machine.console()).contains("SHA-256");
    assertThat(diskStart()).as("the disk was never written").containsOnly(0);
  }

  @Test
  @Order(2)
  void killedWhileInstallingAndWhileConvergingTheRunEndsInService() throws Exception {
    lab.api().act(machine.mac().value(), "retry", Optional.empty());
    machines.await(machine, "INSTALLING", LIMIT);
    assertThat(machines.timeline(machine, "power"))
        .extracting(entry -> entry.path("text").asString())
        .as("nobody pressed a button")
        .endsWith("the server boots it from the network once");
    lab.killServer();
    lab.startServer();
    machines.await(machine, "CONVERGING", LIMIT);
    machines.await(machine, "some resources have converged", json -> converged() > 2, LIMIT);
    lab.killServer();
    lab.startServer();
    machines.await(machine, "IN_SERVICE", LIMIT);
    assertThat(machines.timeline(machine, "Installed")).as("installed once").hasSize(1);
    assertThat(machines.timeline(machine, "Converged")).as("converged once").hasSize(1);
    assertThat(machines.timeline(machine, "converge"))
        .extracting(entry -> entry.path("text").asString())
        .as("no resource is told twice")
        .doesNotHaveDuplicates();
    assertThat(Files.readString(settings.folder().resolve("events.jsonl")).lines()).hasSize(1);
  }

  /** As an operator does when the delivery note is there before the machine. */
  private void register() throws Exception {
    Path password = Files.writeString(settings.folder().resolve("password"), "secret\n");
    String mac = machine.mac().value();
    assertThat(ztp("machine", "add", mac)).contains(" is INSPECTING");
    ztp("bmc", "set", mac, "--address=127.0.0.1", "--user=admin", "--password-file=" + password);
    await().untilAsserted(() -> assertThat(ztp("power", mac)).contains(mac + " is on"));
  }

  private String ztp(String... verb) throws Exception {
    List<String> command = new ArrayList<>(settings.java(verb));
    command.add("--server=" + Lab.apiUrl());
    return Tool.run(command.toArray(String[]::new));
  }

  private int converged() throws Exception {
    return machines.timeline(machine, "converge").size();
  }

  private static void flipOneByte() throws Exception {
    String image = Manifest.read(assets).images().values().iterator().next().file();
    try (var file =
        FileChannel.open(
            assets.resolve(image), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.read(one, MIDDLE);
      one.put(0, (byte) (one.get(0) ^ 0x55)).rewind();
      file.write(one, MIDDLE);
    }
  }

  private byte[] diskStart() throws Exception {
    try (var disk = Files.newInputStream(settings.folder().resolve("machine-1.disk"))) {
      return disk.readNBytes(1 << 20);
    }
  }
}
