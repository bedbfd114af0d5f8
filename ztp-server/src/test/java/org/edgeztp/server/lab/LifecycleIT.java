package org.edgeztp.server.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.assets.Manifest;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.power.SimulatedBmc;
import org.edgeztp.server.ui.BrowserWalk;
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
 * The life of one real machine on a site without any way out, whose server has a bundle and nothing
 * else, driven through IPMI: its image is broken at first, it comes into service, converges again,
 * is adopted as it is, rescued and released; its disk is wiped unless it is somebody else's, and it
 * comes back with another profile until it is retired. Its server is killed in every state that it
 * passes through, and until it is in service somebody keeps its page open: a picture of each state
 * stays in {@code target/screenshots/light/walk}. Its role is one without packages to fetch: other
 * tests have those.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class LifecycleIT {
  private static final Duration LIMIT = Duration.ofMinutes(12);
  private static final String TASK = "its ramdisk runs and fetched its task";
  private static final String COOKBOOKS = "got its cookbooks";
  private static final String DISK = "fetched its boot script: it is installed";
  private static final long MIDDLE = 1 << 20;

  @TempDir private static Path carried = Path.of("");
  @TempDir private static Path home = Path.of("");

  private LabSettings settings;
  private Lab lab;
  private final Set<State> killedIn = EnumSet.noneOf(State.class);
  private LabMachines machines;
  private VirtualMachine machine;
  private BrowserWalk walk;

  LifecycleIT() throws Exception {
    settings = LabMachines.settings("life");
  }

  @BeforeAll
  void raise() throws Exception {
    settings =
        LabBundle.carried(
            new LabSettings(
                settings.name(),
                settings.folder(),
                LightRole.beside(settings.home(), home),
                settings.assets(),
                settings.mirrors()),
            carried);
    lab = Lab.raise(settings);
    lab.endWithThisProcess();
    machines = new LabMachines(settings, lab);
    machines.follow(profiles());
    flipOneByte();
    machine = lab.rack(VirtualMachine.Firmware.BIOS);
    String token = Files.readString(LabFiles.adminToken(settings.folder())).strip();
    walk = new BrowserWalk(lab.apiUrl().toString(), token, mac());
    // It ends with the network it is in.
    SimulatedBmc.start(
        Files.createDirectories(settings.folder().resolve("bmc")),
        SimulatedBmc.switching(machine.command()),
        lab.inside(List.of()),
        "127.0.0.1",
        623,
        machine.serial());
  }

  @AfterAll
  void end() throws Exception {
    walk.close();
    Lab.remove(settings);
  }

  @Test
  @Order(1)
  void aCorruptImageIsNotInstalled() throws Exception {
    register();
    machines.await(machine, "its ramdisk is at work", json -> since("Inspect", TASK), LIMIT);
    killIn("INSPECTING");
    killIn("TESTING");
    JsonNode failed = machines.await(machine, "FAILED", LIMIT);
    flipOneByte();
    JsonNode failure = failed.path("failure");
    assertThat(failure.path("phase").asString()).isEqualTo("INSTALLING");
    assertThat(failure.path("cause").asString()).contains("SHA-256");
    assertThat(failed.path("cause").path("code").asString()).isEqualTo("IMAGE_CHECKSUM");
    assertThat(machines.timeline(machine, "Installed")).isEmpty();
    assertThat(machine.console()).contains("SHA-256");
    assertThat(diskStart()).as("the disk was never written").containsOnly(0);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(walk.seen()).endsWith("Failed"));
  }

  @Test
  @Order(2)
  void killedAgainAndAgainTheRunEndsInService() throws Exception {
    act("retry");
    killIn("BOOTING");
    machines.await(machine, "INSTALLING", LIMIT);
    assertThat(texts("power"))
        .as("nobody pressed a button")
        .endsWith("the server boots it from the network once");
    killIn("INSTALLING");
    killIn("INSTALLED");
    machines.await(machine, "its roles converge", json -> since("Reachable", COOKBOOKS), LIMIT);
    killIn("CONVERGING");
    lab.killOrchestrator();
    killIn("VERIFYING");
    killIn("HANDING_OFF");
    lab.startOrchestrator();
    machines.await(machine, "IN_SERVICE", LIMIT);
    assertThat(machines.timeline(machine, "Installed")).as("installed once").hasSize(1);
    assertThat(machines.timeline(machine, "Converged")).as("converged once").hasSize(1);
    assertThat(texts("converge")).as("no resource is told twice").doesNotHaveDuplicates();
    assertThat(events()).hasSize(1);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(walk.seen()).endsWith("In service"));
    walk.close();
    assertThat(walk.seen())
        .as("states that outlast the time for which the server is away")
        .containsSubsequence("Failed", "Installing", "Converging", "In service");
  }

  @Test
  @Order(3)
  void convergedAgainItIsHandedOverAgain() throws Exception {
    act("reconverge");
    machines.await(machine, "it is handed over", json -> texts("Joined").size() == 2, LIMIT);
    machines.await(machine, "IN_SERVICE", LIMIT);
    assertThat(events()).hasSize(2);
  }

  /** Its SSH server is away for a while, so that the server is killed in time. */
  @Test
  @Order(4)
  void retiredItIsAdoptedWithTheSystemThatItRuns() throws Exception {
    machines.run(machine, "systemd-run --on-active=20 systemctl start ssh; systemctl stop ssh");
    act("retire");
    String hostKey = machines.hostKey(machine, "Installed");
    machines.ztp("machine", "adopt", mac(), "--profile=edge", "--host-key=" + hostKey);
    killIn("ADOPTING");
    machines.await(machine, "IN_SERVICE", LIMIT);
    assertThat(machines.timeline(machine, "Installed")).as("installed once").hasSize(1);
    assertThat(machines.timeline(machine, "Adopted")).hasSize(1);
    assertThat(texts("hardware")).as("its parts").noneMatch(text -> text.contains("replaced"));
  }

  @Test
  @Order(5)
  void inARescueOperatorsLogInAndAfterItItsOwnDiskBoots() throws Exception {
    act("rescue");
    killIn("RESCUING");
    JsonNode rescue = machines.await(machine, "RESCUE", LIMIT);
    String address = rescue.path("address").asString();
    assertThat(machines.ztp("machine", "why", mac())).contains("ssh root@" + address);
    Path key = LabFiles.key(settings.folder());
    assertThat(machines.asRoot(machine, key, "RescueStarted", "blkid -o value -s LABEL /dev/vda*"))
        .contains("ztp-root");
    act("unrescue");
    machines.await(machine, "its disk boots", json -> since("LeaveRescue", DISK), LIMIT);
    machines.await(machine, "IN_SERVICE", LIMIT);
    assertThat(machines.told(machine)).contains("its rescue system ends").doesNotContain("RESCUED");
    assertThat(machines.timeline(machine, "RescueStarted")).as("a restart is not told").hasSize(1);
  }

  @Test
  @Order(6)
  void releasedItIsWipedAndWaitsForAnOperator() throws Exception {
    lab.killOrchestrator();
    machines.ztp("machine", "release", mac());
    killIn("DRAINING");
    lab.startOrchestrator();
    machines.await(machine, "its ramdisk is at work", json -> since("Released", TASK), LIMIT);
    killIn("WIPING");
    JsonNode ready = machines.await(machine, "READY", LIMIT);
    assertThat(ready.path("why").asString()).contains("an operator gives it a profile");
    assertThat(diskStart()).as("partition table and file system are gone").containsOnly(0);
    assertThat(machines.timeline(machine, "Wiped")).hasSize(1);
    assertThat(events().getLast())
        .as("its orchestrator let it go first")
        .contains("org.edgeztp.machine.withdrawn.v1");
    assertThat(machines.ztp("machine", "certificate", mac()))
        .contains("disk vda", "64 samples of it read as zeros");
  }

  @Test
  @Order(7)
  void aDiskThatHoldsSomebodyElsesVolumesIsNotWiped() throws Exception {
    byte[] label = PhysicalVolume.label();
    PhysicalVolume.write(VirtualMachine.disk(settings.folder(), 1), label);
    machines.ztp("machine", "wipe", mac(), "--disk=vda");
    JsonNode failed = machines.await(machine, "FAILED", LIMIT);
    assertThat(failed.path("cause").path("code").asString()).isEqualTo("WIPE_REFUSED");
    assertThat(failed.path("failure").path("cause").asString())
        .contains("LVM2_member", "--confirm '" + PhysicalVolume.UUID + "'");
    assertThat(Arrays.copyOfRange(diskStart(), PhysicalVolume.AT, PhysicalVolume.AT + 512))
        .isEqualTo(label);
    PhysicalVolume.write(VirtualMachine.disk(settings.folder(), 1), new byte[label.length]);
  }

  @Test
  @Order(8)
  void itComesBackWithAnotherProfileUntilItIsRetired() throws Exception {
    machines.ztp("machine", "redeploy", mac(), "--profile=spare");
    JsonNode served = machines.await(machine, "IN_SERVICE", LIMIT);
    assertThat(served.path("hostname").asString()).isEqualTo("spare-lab-0001");
    assertThat(served.path("address").asString()).isEqualTo("10.77.0.201");
    assertThat(machines.run(machine, "uname -n; findmnt -no SOURCE /").lines())
        .containsExactly("spare-lab-0001", "/dev/mapper/system-root");
    assertThat(machines.ztp("logs", mac(), "--source=serial"))
        .as("what its controller hands over of its serial port")
        .contains("EdgeZTP: starting")
        .doesNotContain("\u001b");
    act("retire");
    machines.await(machine, "RETIRED", LIMIT);
    assertThat(killedIn).as("every state that passes").containsAll(Lifecycle.passingStates());
  }

  /** Kills the server in a state of the machine's, which that has not left by then. */
  private void killIn(String state) throws Exception {
    machines.await(machine, state, LIMIT);
    lab.killServer();
    Instant dead = Instant.now();
    lab.startServer();
    assertThat(machines.stateAt(machine, dead)).as("where the server was killed").contains(state);
    killedIn.add(State.valueOf(state));
  }

  private void act(String verb) throws Exception {
    lab.api().act(mac(), verb, Optional.empty());
  }

  private String mac() {
    return machine.mac().value();
  }

  private boolean since(String event, String text) throws Exception {
    return machines.since(machine, event).stream().anyMatch(told -> told.startsWith(text));
  }

  private List<String> texts(String kind) throws Exception {
    return machines.texts(machine, kind);
  }

  /** What its orchestrator was told, a line each. */
  private List<String> events() throws Exception {
    return Files.readAllLines(settings.folder().resolve("events.jsonl"));
  }

  private String profiles() throws Exception {
    return """
    profiles:
      - name: edge
        image: %1$s
        hostname: edge-{serial}
        roles: [light]
        tests: {load: 1}
        orchestrator: lab
      - name: spare
        image: %1$s
        hostname: spare-{serial}
        roles: []
        orchestrator: lab
        users:
          - {name: ops, sudo: true, keys: ["%2$s"]}
        storage:
          partitions:
            - volume-group: system
              volumes:
                - {name: root, mount: /, size: 1536 MiB}
                - {name: var, mount: /var, size: rest}
        network:
          - {name: lan, addresses: {LAB-0001: 10.77.0.201/24}}
    rules:
      - {name: any, profile: edge}
    """
        .formatted(settings.image(), LabFiles.publicKey(settings.folder()));
  }

  /** As an operator does when the delivery note is there before the machine. */
  private void register() throws Exception {
    Path password = Files.writeString(settings.folder().resolve("password"), "secret\n");
    String mac = mac();
    assertThat(machines.ztp("machine", "add", mac)).contains(" is INSPECTING");
    machines.ztp(
        "bmc", "set", mac, "--address=127.0.0.1", "--user=admin", "--password-file=" + password);
    await().untilAsserted(() -> assertThat(machines.ztp("power", mac)).contains(mac + " is on"));
  }

  private void flipOneByte() throws Exception {
    String image = Manifest.read(settings.assets()).images().values().iterator().next().file();
    try (var file =
        FileChannel.open(
            settings.assets().resolve(image), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.read(one, MIDDLE);
      one.put(0, (byte) (one.get(0) ^ 0x55)).rewind();
      file.write(one, MIDDLE);
    }
  }

  private byte[] diskStart() throws Exception {
    try (var disk = Files.newInputStream(VirtualMachine.disk(settings.folder(), 1))) {
      return disk.readNBytes(1 << 20);
    }
  }
}
