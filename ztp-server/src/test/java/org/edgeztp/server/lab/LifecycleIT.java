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
import java.util.Arrays;
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

/**
 * The life of one real machine: its image is broken at first, it comes into service, is rescued and
 * released, and its disk is wiped unless it is somebody else's. Its server is killed again and
 * again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class LifecycleIT {
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

  @Test
  @Order(3)
  void inARescueOperatorsLogInAndAfterItItsOwnSystemRuns() throws Exception {
    ztp("machine", "rescue", machine.mac().value());
    JsonNode rescue = machines.await(machine, "RESCUE", LIMIT);
    String address = rescue.path("address").asString();
    assertThat(ztp("machine", "why", machine.mac().value())).contains("ssh root@" + address);
    lab.killServer();
    lab.startServer();
    assertThat(inRescue(address, "blkid -o value -s LABEL /dev/vda*")).contains("ztp-root");
    ztp("machine", "unrescue", machine.mac().value());
    machines.await(
        machine,
        "its own system is up",
        json -> json.path("lastSeen").path("text").asString().contains("asks for an address only"),
        LIMIT);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(machines.run(machine, "findmnt -n -o LABEL /")).contains("ztp-root"));
    machines.await(machine, "IN_SERVICE", LIMIT);
    assertThat(machines.timeline(machine, "RescueStarted")).as("a restart is not told").hasSize(1);
    assertThat(machines.told(machine)).contains("its rescue system ends").doesNotContain("RESCUED");
  }

  @Test
  @Order(4)
  void wipedOnRequestItIsEmptyAndWaitsForAnOperator() throws Exception {
    ztp("machine", "release", machine.mac().value());
    machines.await(machine, "its ramdisk is at work", json -> tasks() > 0, LIMIT);
    lab.killServer();
    lab.startServer();
    JsonNode ready = machines.await(machine, "READY", LIMIT);
    assertThat(ready.path("why").asString()).contains("an operator gives it a profile");
    assertThat(diskStart()).as("partition table and file system are gone").containsOnly(0);
    assertThat(machines.timeline(machine, "Wiped")).hasSize(1);
    assertThat(ztp("machine", "certificate", machine.mac().value()))
        .contains("disk vda", "64 samples of it read as zeros");
  }

  @Test
  @Order(5)
  void aDiskThatHoldsSomebodyElsesVolumesIsNotWiped() throws Exception {
    byte[] label = PhysicalVolume.label();
    try (var disk = FileChannel.open(disk(), StandardOpenOption.WRITE)) {
      disk.write(ByteBuffer.wrap(label), PhysicalVolume.AT);
    }
    ztp("machine", "wipe", machine.mac().value(), "--disk=vda");
    JsonNode failed = machines.await(machine, "FAILED", LIMIT);
    assertThat(failed.path("cause").path("code").asString()).isEqualTo("WIPE_REFUSED");
    assertThat(failed.path("failure").path("cause").asString())
        .contains("LVM2_member", "--confirm '" + PhysicalVolume.UUID + "'");
    assertThat(Arrays.copyOfRange(diskStart(), PhysicalVolume.AT, PhysicalVolume.AT + 512))
        .isEqualTo(label);
  }

  /** How often its ramdisk fetched a task since it is to be wiped. */
  private long tasks() throws Exception {
    return lab.api().timeline(machine.mac().value()).stream()
        .dropWhile(entry -> !entry.path("kind").asString().equals("Release"))
        .filter(entry -> entry.path("text").asString().contains("fetched its task"))
        .count();
  }

  /** Logs in by the host key that its rescue system reported, and no other. */
  private String inRescue(String address, String command) throws Exception {
    String hostKey =
        machines
            .timeline(machine, "RescueStarted")
            .getLast()
            .path("facts")
            .path("hostKey")
            .asString();
    Path known =
        Files.writeString(settings.folder().resolve("rescue"), address + " " + hostKey + "\n");
    List<String> login =
        new ArrayList<>(lab.inside(List.of("ssh", "-F", "none", "-o", "BatchMode=yes")));
    login.addAll(List.of("-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=10"));
    login.addAll(List.of("-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=" + known));
    login.addAll(List.of("-i", LabFiles.key(settings.folder()).toString()));
    login.addAll(List.of("root@" + address, command));
    return Tool.run(login.toArray(String[]::new));
  }

  private Path disk() {
    return settings.folder().resolve("machine-1.disk");
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
    command.add("--token-file=" + LabFiles.adminToken(settings.folder()));
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
    try (var disk = Files.newInputStream(disk())) {
      return disk.readNBytes(1 << 20);
    }
  }
}
