package org.edgeztp.server.provision;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.runlog.LogKeeper;
import org.edgeztp.server.ssh.JschRemote;
import org.edgeztp.server.ssh.OperatorKey;
import org.edgeztp.server.ssh.Remote;
import org.edgeztp.server.ssh.SshHost;

/**
 * One machine as the server knows it, and one that answers on SSH: a real shell in a directory of
 * its own, with a systemd that starts and stops real processes, and a push that each test writes.
 */
final class Node implements AutoCloseable {
  static final MacAddress MAC = new MacAddress("52:54:00:00:00:01");
  static final Hardware HARDWARE =
      new Hardware(
          1,
          64L << 20,
          "bios",
          "",
          "",
          "",
          "",
          List.of(new Disk("vda", 8L << 30, "", "", "", "", "", false, List.of())),
          List.of(),
          Optional.empty(),
          Optional.empty());

  final Path home;
  final SshHost host;
  final TestClock clock = new TestClock();
  final Inventory inventory;
  final ProvisionSettings settings;
  final List<String> log = new CopyOnWriteArrayList<>();
  final LogKeeper logs = (_, source, text) -> log.add(source + ": " + text);
  private volatile String nextId = "m-0123456789";
  final Durations durations = new Durations();
  final Remote remote;
  final Relations relations;
  final Turns turns;
  final Convergence convergence;

  /** One with a push that the tests write. */
  Node(Path directory) throws Exception {
    this(directory, Files.createDirectories(directory.resolve("server/push")));
  }

  Node(Path directory, Path push) throws Exception {
    home = Files.createDirectories(directory.resolve("node"));
    Path cookbooks = directory.resolve("server/cookbooks");
    Path base = Files.createDirectories(cookbooks.resolve("base"));
    Files.writeString(base.resolve("metadata.rb"), "name 'base'\n");
    FakeSystemd.install(home);
    OperatorKey key = OperatorKey.in(directory.resolve("server"), "a word");
    host = new SshHost(home, key.publicKey());
    remote = new JschRemote(key);
    inventory =
        new Inventory(
            new MemoryMachineStore(),
            Policy.of(profile("base")),
            clock,
            () -> new MachineId(nextId));
    settings =
        new ProvisionSettings(
            cookbooks,
            push,
            home.resolve("runs").toString(),
            "root",
            host.port(),
            _ -> new ProvisionSettings.Node(List.of("10.0.0.1"), "http://m/", "ops", List.of("k")),
            pace(Duration.ofMinutes(1)));
    relations = MemoryRelations.of(inventory, clock);
    turns = turns(200);
    convergence = newConvergence();
  }

  /** Another server's, after a restart. */
  Convergence newConvergence() {
    return newConvergence(turns);
  }

  Convergence newConvergence(Turns turns) {
    return new Convergence(inventory, remote, settings, relations, turns, logs, durations, clock);
  }

  Turns turns(int atOnce) {
    return new Turns(inventory, settings.cookbooks(), atOnce);
  }

  /** The id of the next machine that is seen for the first time. */
  void nextId(String id) {
    nextId = id;
  }

  Halt halt() {
    return new Halt(inventory, remote, settings, relations, logs, clock);
  }

  /**
   * Compares once a day.
   *
   * @param within how long a machine may take to tell what a step would change
   */
  Drift drift(Duration within) {
    return drift(settings, within);
  }

  /** The same with another's settings. */
  Drift drift(ProvisionSettings settings, Duration within) {
    return new Drift(
        inventory,
        remote,
        new ProvisionSettings(
            settings.cookbooks(),
            settings.push(),
            settings.runs(),
            settings.user(),
            settings.port(),
            settings.node(),
            pace(within)),
        relations,
        Duration.ofHours(24),
        clock);
  }

  private static ProvisionSettings.Pace pace(Duration comparison) {
    return new ProvisionSettings.Pace(
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofSeconds(20),
        Duration.ofSeconds(1),
        Duration.ofMillis(50),
        comparison);
  }

  /** Takes the machine into service, as if its roles had converged. */
  void serve() throws Exception {
    inventory.apply(verifying(), new Event.Accepted(0));
    inventory.apply(machine(), new Event.Joined("none", "x"));
  }

  static Profile profile(String... roles) {
    return named("edge", roles);
  }

  static Profile named(String name, String... roles) {
    return new Profile(
        name,
        Profile.Installer.IMAGE,
        "debian-13",
        "edge-{id}",
        List.of(roles),
        Map.of(),
        "",
        "none",
        Duration.ofMinutes(60),
        Duration.ofMinutes(60));
  }

  /** Gives the server a cookbook, or another file in one that it has. */
  void cookbook(String name, String file, String text) throws Exception {
    Path folder = Files.createDirectories(settings.cookbooks().resolve(name));
    Files.writeString(folder.resolve("metadata.rb"), "name '" + name + "'\n");
    Files.writeString(folder.resolve(file), text);
  }

  /** Has machines get these roles from now on. */
  void follow(String... roles) {
    inventory.follow(Policy.of(profile(roles)));
  }

  /** Gives the machine a Chef client: a script in bash that runs in its run directory. */
  void client(String script) throws Exception {
    Path file = home.resolve("bin/chef-client");
    Files.writeString(file, "#!/bin/bash\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What the machine does when its converge starts: a script in its run directory. */
  void converge(String script) throws Exception {
    Path file = settings.push().resolve("converge");
    Files.writeString(file, "#!/bin/bash\ncd \"$1\" || exit 9\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Machine installed(String hostKey) throws Exception {
    return installed(inventory, sighted(), "edge-1", hostKey);
  }

  /** Takes a machine that was just seen to where its system is on its disk. */
  static Machine installed(Inventory inventory, Machine machine, String name, String hostKey) {
    for (Event event :
        List.of(
            new Event.Inspect("test"),
            new Event.HardwareReported(HARDWARE),
            new Event.Assigned("edge", name, "test"),
            new Event.Admitted(),
            new Event.InstallerStarted(),
            new Event.Installed(hostKey, "/dev/vda", 60))) {
      inventory.apply(inventory.find(machine.id()).orElseThrow(), event);
    }
    return inventory.find(machine.id()).orElseThrow();
  }

  /** One that nobody installed from here, and that is to be taken on with the host key. */
  Machine adopting(String hostKey) throws Exception {
    inventory.apply(sighted(), new Upkeep.Adopt("edge", "edge-1", "", hostKey, "test"));
    return machine();
  }

  Machine converging() throws Exception {
    inventory.apply(installed(host.hostKey()), new Event.Reachable("127.0.0.1"));
    return machine();
  }

  Machine verifying() throws Exception {
    inventory.apply(converging(), new Event.Converged(0, 0, 0, "test"));
    return machine();
  }

  Machine machine() {
    return inventory.find(MAC).orElseThrow();
  }

  State state() {
    return machine().state();
  }

  String cause() {
    return machine().failure().orElseThrow().cause();
  }

  /** The code of why it is stuck or failed; "none" when nothing is amiss. */
  String code() {
    return inventory.explain(machine()).cause().map(cause -> cause.code().name()).orElse("none");
  }

  /** The sentences of the timeline of one kind, oldest first. */
  List<String> told(String kind) {
    return entries(kind).stream().map(Entry::text).toList();
  }

  List<Entry> entries(String kind) {
    return inventory.timeline(machine().id(), 0, 10_000).stream()
        .filter(entry -> entry.kind().equals(kind))
        .toList();
  }

  /** The directory of the first step of the machine's run. */
  Path run() {
    return step("1-base");
  }

  Path step(String slug) {
    return home.resolve("runs/m-0123456789-" + machine().run() + "-" + slug);
  }

  /** Lets a converge go on that waits for the file. */
  void release(String file) throws Exception {
    Files.createFile(run().resolve(file));
  }

  @Override
  public void close() throws IOException {
    host.close();
    FakeSystemd.stopAll(home);
  }

  private Machine sighted() throws Exception {
    var address = (Inet4Address) InetAddress.getLoopbackAddress();
    return inventory.sight(MAC, "lab", new Sighting(Optional.empty(), Optional.of(address)));
  }
}
