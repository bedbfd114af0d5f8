package org.edgeztp.server.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.edgeztp.bridge.Handoff;
import org.edgeztp.bridge.HandoffResource;
import org.edgeztp.bridge.HandoffTarget;
import org.edgeztp.bridge.Message;
import org.edgeztp.bridge.Verdict;
import org.edgeztp.bridge.outbox.MemoryDeliveryStore;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.Outcome;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.LeaseOutcome;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Reservations;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Condition;
import org.edgeztp.inventory.machine.Fact;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.LeasesResource;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.inventory.web.OperatorApi;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.SubnetsResource;
import org.edgeztp.inventory.web.Throughput;
import org.edgeztp.server.LabPolicies;
import org.edgeztp.server.access.ApiAccess;
import org.edgeztp.server.artifact.Artifacts;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.provision.Durations;
import org.edgeztp.server.provision.PlanResource;
import org.edgeztp.server.provision.Turns;
import org.edgeztp.server.runlog.LogsResource;
import org.edgeztp.server.runlog.RunLogs;

/** The pages behind their login, over HTTP, with machines that have gone their ways. */
final class UiSite implements AutoCloseable {
  private static final Subnet SUBNET = Subnet.parse("10.77.0.0/24");
  private static final Pool POOL =
      new Pool(
          SUBNET,
          List.of(new Range(Ipv4.parse("10.77.0.50"), Ipv4.parse("10.77.0.99"))),
          List.of(),
          Reservations.none(),
          Duration.ofHours(1));

  /** For more clients than a page shows. */
  static final Subnet LARGE = Subnet.parse("10.78.0.0/22");

  private static final Pool ROOMY =
      new Pool(
          LARGE,
          List.of(new Range(Ipv4.parse("10.78.0.10"), Ipv4.parse("10.78.3.250"))),
          List.of(),
          Reservations.none(),
          Duration.ofHours(1));

  /** An orchestrator that never knows. */
  private record Undecided(String name) implements HandoffTarget {
    @Override
    public String where() {
      return "http://" + name;
    }

    @Override
    public Verdict.OnMessage tell(Message message) {
      return new Verdict.Unreachable("answered 503: down for maintenance", Optional.empty());
    }

    @Override
    public Verdict observe(Message message) {
      return new Verdict.Unknown("nothing known");
    }
  }

  final TestClock clock = new TestClock();
  final Inventory inventory;
  final RunLogs logs;
  final Handoff handoff;
  private final AtomicInteger last = new AtomicInteger();
  private final Path folder;
  private final Database database;
  private final OperatorApi api;
  private final Pages pages;
  private final HttpListener listener;
  private final Leases leases;
  private final Artifacts artifacts;

  /** What its power resource was asked for last. */
  volatile String power = "on";

  UiSite(Path folder) throws Exception {
    this(folder, 0, _ -> {});
  }

  /**
   * One that lets in whom others know.
   *
   * @param port 0: any that is free
   */
  UiSite(Path folder, int port, Consumer<ApiAccess> introduction) throws Exception {
    this.folder = folder;
    // As databases keep it, which the page compares with what is in memory.
    clock.moveTo(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    database = Database.open(folder.resolve("db"));
    logs = new RunLogs(folder.resolve("logs"));
    inventory =
        new Inventory(
            new SqlMachineStore(database),
            Policy.of(
                List.of(Machines.PROFILE),
                List.of(
                    new Rule(
                        "large",
                        "s1",
                        "edge",
                        Machine.Kind.SERVER,
                        List.of(new Condition(Fact.MEMORY, List.of(">= 512 GiB"))),
                        Optional.empty()),
                    new Rule("everything-here", "s1", "edge"))),
            clock,
            () -> new MachineId("m-%010x".formatted(last.incrementAndGet())));
    handoff =
        new Handoff(
            inventory,
            new MemoryDeliveryStore(),
            List.of(new Undecided("lab")),
            clock,
            new Random(7));
    var access = ApiAccess.open(database.source(), folder.resolve("admin-token"), false, clock);
    introduction.accept(access);
    leases = new Leases(List.of(POOL, ROOMY), new MemoryLeaseStore(), clock);
    artifacts = new Artifacts(folder.resolve("artifacts"), Optional.empty(), clock);
    Map<String, Resource> resources = new HashMap<>(artifacts.resources(Map::of, List.of()));
    resources.putAll(new Reports(inventory, clock).resources());
    resources.putAll(
        Map.of(
            "tokens",
            access.tokens(),
            "audit",
            access.audit(),
            "subnets",
            new SubnetsResource(leases, _ -> new SubnetsResource.Link("eth1", "authoritative")),
            "leases",
            new LeasesResource(leases, inventory, clock),
            "handoffs",
            new HandoffResource(handoff),
            "throughput",
            new Throughput(inventory, clock),
            "policy",
            LabPolicies.of(database.source(), inventory, clock)));
    Map<String, MachineResource> parts =
        Map.of(
            "logs",
            new LogsResource(logs),
            "power",
            this::power,
            "plan",
            new PlanResource(
                inventory,
                Path.of("../cookbooks"),
                new Turns(inventory, Path.of("../cookbooks"), 200),
                new Durations(),
                clock));
    api =
        new OperatorApi(
            inventory,
            resources,
            parts,
            mac -> inventory.register(mac, "lab", Caller.name()),
            access.answers());
    pages = new Pages(inventory, new Sources(resources, parts), clock);
    listener =
        new HttpListener(
            "api", List.of("127.0.0.1"), port, pages.beside(access.guard(api), access));
  }

  String address() {
    return "http://127.0.0.1:" + listener.port();
  }

  String admin() throws Exception {
    return Files.readString(folder.resolve("admin-token")).strip();
  }

  /** A machine on a way that ends in the state, if the way into service leads there. */
  Machine led(State end) {
    int number = last.get() + 1;
    Machine machine =
        inventory.sight(
            new MacAddress("52:54:00:77:%02x:%02x".formatted(number >> 8, number & 255)),
            "s" + (1 + number % 3),
            new Sighting(
                Optional.empty(),
                Optional.of(
                    InetAddress.ofLiteral("10.77.%d.%d".formatted(number >> 8, number & 255)))));
    inventory.note(machine, Observation.of(Observation.Kind.DHCP, "DISCOVER: offered an address"));
    LeaseOutcome _ = offer(SUBNET, Identity.of(machine.mac()));
    String hostname = "edge-%04d".formatted(number);
    List<Event> way =
        List.of(
            new Event.Inspect("rule any-machine"),
            new Event.HardwareReported(plugged(number)),
            new Event.Assigned("edge", hostname, "rule any-machine"),
            new Event.Admitted(),
            new Event.InstallerStarted(),
            new Event.Installed("ssh-ed25519 AAAAC3Nz", "/dev/vda", 41),
            new Event.Reachable("10.77.0.50"),
            new Event.Converged(7, 12, 9.5, "cinc 19"),
            new Event.Accepted(4),
            new Event.Joined("lab", "node/" + hostname));
    for (Event event : way) {
      if (machine.state() == end) {
        return machine;
      }
      machine = apply(machine, event);
      inventory.note(machine, Observation.of(Observation.Kind.HTTP, "GET /run/***/task: 200"));
    }
    return machine;
  }

  /** With its card in a port of its own. */
  private static Hardware plugged(int number) {
    Hardware like = Machines.HARDWARE;
    Nic card = like.nics().getFirst();
    return new Hardware(
        like.cpus(),
        like.memoryBytes(),
        like.firmware(),
        like.vendor(),
        like.product(),
        like.serial(),
        like.uuid(),
        like.disks(),
        List.of(
            new Nic(
                card.name(),
                card.mac(),
                card.up(),
                card.driver(),
                card.slot(),
                card.speed(),
                Optional.of(
                    new Nic.Neighbour(
                        "leaf-" + (1 + number % 2), "Ethernet" + number, "machine " + number)))),
        like.platform(),
        like.onie());
  }

  LeaseOutcome offer(Subnet subnet, Identity client) {
    return leases.offer(subnet, client, Optional.empty());
  }

  Machine apply(Machine machine, Event event) {
    clock.advance(Duration.ofSeconds(3));
    return switch (inventory.apply(machine, event)) {
      case Outcome.Applied(var moved) -> moved;
      case Outcome.Refused refused -> throw new IllegalStateException(refused.reason());
      case Outcome.Taken taken -> throw new IllegalStateException(taken.reason());
      case Outcome.Stale stale -> throw new IllegalStateException("stale: " + stale.current());
    };
  }

  /** Gives a client the address that it was offered. */
  void grant(Identity client) {
    if (offer(SUBNET, client) instanceof LeaseOutcome.Held held) {
      LeaseOutcome _ = leases.grant(SUBNET, client, held.lease().address()).join();
    }
  }

  private Object power(Machine machine, String method, tools.jackson.databind.JsonNode body) {
    if (method.equals("POST")) {
      power = body.path("action").asString();
    }
    return Map.of("power", power);
  }

  @Override
  public void close() {
    pages.close();
    try {
      artifacts.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the artifacts", e);
    }
    logs.close();
    leases.close();
    listener.close();
    api.close();
    database.close();
  }
}
