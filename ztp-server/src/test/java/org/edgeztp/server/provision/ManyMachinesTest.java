package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.jobs.Jobs;
import org.edgeztp.server.jobs.Phase;
import org.edgeztp.server.ssh.JschRemote;
import org.edgeztp.server.ssh.OperatorKey;
import org.edgeztp.server.ssh.SshHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred machines converge at the same moment, each over a connection of its own to a shell of
 * its own, with the scripts that real machines get. Each sees its own folder where the others see
 * theirs, by a mount that ends with its last process.
 */
class ManyMachinesTest {
  private static final int MACHINES = 200;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** Of the heap, for both ends of all connections; a server has 256 MiB. */
  private static final long MOST_BYTES = 128L << 20;

  /** Four resources, then it stays in the middle until all machines are there, then four more. */
  private static final String CLIENT =
      """
      #!/bin/bash
      resource() {
        echo '{"event":"resource","name":"file['$1']","action":"create","status":"updated",\
      "seconds":0.1,"cookbook":"base","recipe":"default","line":'$1'}' >>events.jsonl
      }
      echo '{"event":"run_started","client":"Chef","resources":8}' >>events.jsonl
      for i in 1 2 3 4; do resource $i; done
      touch 'MEETING'/${PWD##*/}
      until [ -e 'MEETING/go' ]; do sleep 1; done
      for i in 5 6 7 8; do resource $i; done
      echo '{"event":"run_completed","updated":8,"total":8,"seconds":1}' >>events.jsonl
      """;

  @TempDir Path directory;
  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Node.profile("base")),
          new TestClock(),
          () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));
  private Path home;
  private Path meeting;
  private SshHost hosts;
  private Jobs jobs;

  @BeforeEach
  void start() throws Exception {
    home = Files.createDirectories(directory.resolve("home"));
    meeting = Files.createDirectories(directory.resolve("meeting"));
    Path cookbooks = directory.resolve("cookbooks");
    Path base = Files.createDirectories(cookbooks.resolve("base"));
    Files.writeString(base.resolve("metadata.rb"), "name 'base'\n");
    FakeSystemd.install(home);
    Path client = home.resolve("bin/chef-client");
    Files.writeString(client, CLIENT.replace("MEETING", meeting.toString()));
    assertThat(client.toFile().setExecutable(true)).isTrue();
    for (String address : addresses()) {
      copy(home, directory.resolve(address));
    }
    OperatorKey key = OperatorKey.in(directory.resolve("key"), "a word");
    hosts = new SshHost(home, key.publicKey(), addresses(), this::shell);
    var settings =
        new ProvisionSettings(
            cookbooks,
            Path.of("push").toAbsolutePath(),
            home.resolve("runs").toString(),
            "root",
            hosts.port(),
            _ -> new ProvisionSettings.Node(List.of("10.0.0.1"), "http://m/", "ops", List.of("k")),
            ProvisionSettings.Pace.ordinary());
    var convergence =
        new Convergence(
            inventory,
            new JschRemote(key),
            settings,
            MemoryRelations.of(inventory, new TestClock()),
            new Turns(inventory, cookbooks, MACHINES),
            (_, _, _) -> {},
            new Durations(),
            new TestClock());
    jobs =
        new Jobs(
            inventory,
            List.of(
                new Phase(
                    "converge",
                    Set.of(State.INSTALLED, State.CONVERGING),
                    Integer.MAX_VALUE,
                    convergence::advance)),
            List.of());
  }

  @AfterEach
  void stop() throws Exception {
    if (Files.notExists(meeting.resolve("go"))) {
      Files.createFile(meeting.resolve("go"));
    }
    jobs.close();
    hosts.close();
  }

  @Test
  void convergeAtOnceAndTakeLittleMemory() throws Exception {
    for (String address : addresses()) {
      install(address);
    }
    long before = usedBytes();
    jobs.start();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(files(meeting)).as(this::told).isEqualTo(MACHINES));
    assertThat(usedBytes() - before).as("while all converge").isLessThan(MOST_BYTES);
    Files.createFile(meeting.resolve("go"));
    await().atMost(LIMIT).until(() -> in(State.VERIFYING) + in(State.FAILED) == MACHINES);
    assertThat(in(State.FAILED)).isZero();
    for (Machine machine : inventory.all()) {
      assertThat(inventory.timeline(machine.id(), 0, 1000))
          .filteredOn(entry -> entry.kind().equals("converge"))
          .hasSize(8);
    }
  }

  private void install(String address) throws Exception {
    byte[] mac = HexFormat.of().parseHex("525400000000");
    mac[5] = (byte) ids.get();
    Machine seen =
        inventory.sight(
            MacAddress.of(mac),
            "lab",
            new Sighting(Optional.empty(), Optional.of(InetAddress.getByName(address))));
    Machine _ = Node.installed(inventory, seen, "edge-" + seen.id(), hosts.hostKey());
  }

  /** What the first machine that is not converging, or failed, was last told. */
  private String told() {
    return inventory.all().stream()
        .filter(machine -> machine.state() != State.CONVERGING)
        .map(machine -> machine.state() + ": " + inventory.timeline(machine.id(), 0, 1000))
        .findFirst()
        .orElse("all converge");
  }

  private int in(State state) {
    return inventory.inState(List.of(state)).size();
  }

  private List<String> shell(String address) {
    return List.of(
        "unshare",
        "--mount",
        "/bin/bash",
        "-c",
        "mount --bind '%s' '%s' && cd '%2$s' && exec /bin/bash -c \"$0\""
            .formatted(directory.resolve(address), home));
  }

  private static List<String> addresses() {
    return IntStream.rangeClosed(1, MACHINES).mapToObj(i -> "127.0.1." + i).toList();
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long files(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    Process copy = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start();
    assertThat(copy.waitFor()).isZero();
  }
}
