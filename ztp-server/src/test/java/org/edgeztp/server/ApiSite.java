package org.edgeztp.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.LeaseOutcome;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.LeasesResource;
import org.edgeztp.inventory.web.Rejected;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.SubnetsResource;
import org.edgeztp.server.access.ApiAccess;
import org.edgeztp.server.arrival.Arrivals;
import org.edgeztp.server.arrival.ExpectedStore;
import org.edgeztp.server.artifact.Artifacts;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.http.Served;
import org.edgeztp.server.metrics.Metrics;
import org.edgeztp.server.metrics.Watched;
import org.edgeztp.server.power.BmcStore;
import org.edgeztp.server.power.BootMedium;
import org.edgeztp.server.power.Power;
import org.edgeztp.server.provision.Drift;
import org.edgeztp.server.provision.DriftResource;
import org.edgeztp.server.provision.Durations;
import org.edgeztp.server.provision.PlanResource;
import org.edgeztp.server.provision.ProvisionSettings;
import org.edgeztp.server.provision.Published;
import org.edgeztp.server.provision.Relations;
import org.edgeztp.server.provision.RolesResource;
import org.edgeztp.server.provision.Turns;
import org.edgeztp.server.repository.DiskLimit;
import org.edgeztp.server.repository.MirrorSettings;
import org.edgeztp.server.repository.PackageMirror;
import org.edgeztp.server.runlog.RunLogs;
import org.edgeztp.server.secret.SecretsResource;
import org.edgeztp.server.secret.SiteSecrets;
import org.edgeztp.server.secret.Vault;
import org.edgeztp.server.ssh.ConnectResult;
import org.edgeztp.server.tls.ServerCertificate;
import tools.jackson.databind.json.JsonMapper;

/** The whole operator plane of a server, with its database, without the boot plane. */
final class ApiSite {
  private final Database database;
  private final RunLogs logs;
  private final SentAnswers answers;
  private final PackageMirror mirror;
  private final Bridge bridge;
  private final OperatorPlane.Doors doors;
  private final HttpListener listener;
  private final Path folder;
  private final Resource announced;
  final Artifacts artifacts;
  final Inventory inventory;
  private final Leases leases;

  ApiSite(Path folder) throws Exception {
    this(folder, Optional.empty());
  }

  /** One that has the artifacts of a bundle as well. */
  ApiSite(Path folder, Optional<Path> bundled) throws Exception {
    this.folder = folder;
    Clock clock = Clock.systemUTC();
    var site = new ExplainSite(folder);
    leases = site.leases;
    var ids = new AtomicInteger();
    database = Database.open(folder.resolve("db"));
    inventory =
        new Inventory(
            new SqlMachineStore(database),
            site.config.policy().toPolicy(site.config),
            clock,
            () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));
    Served served = Served.read(site.config.assets(), site.config.installers());
    var policies =
        new Policies(
            site.config, () -> served, new PolicyStore(database.source(), clock), inventory);
    policies.start(false);
    var vault = new Vault(new byte[32]);
    var secrets = new SiteSecrets(database.source(), vault, clock);
    var power =
        new Power(
            inventory,
            new BmcStore(database.source(), vault),
            new BootMedium(List.of(), 80, Optional.empty()));
    var arrivals =
        new Arrivals(inventory, new ExpectedStore(database.source(), vault), power, "s1");
    announced = Objects.requireNonNull(arrivals.resources(_ -> {}).get("expected"));
    ApiAccess access =
        ApiAccess.open(database.source(), folder.resolve("admin-token"), false, clock);
    logs = new RunLogs(folder.resolve("logs"));
    var metrics = new Metrics(inventory, site.leases, clock);
    bridge = Bridge.start(site.config, inventory, database.source(), clock);
    mirror =
        new PackageMirror(
            new MirrorSettings(
                site.config.mirrors(),
                Map.of(),
                folder.resolve("mirror"),
                false,
                new DiskLimit.Percent(100)),
            _ -> {});
    artifacts = new Artifacts(folder.resolve("artifacts"), bundled, clock);
    metrics.watch(mirror);
    metrics
        .start(
            new Watched(
                bridge.handoff(),
                bridge.hooks()::states,
                () -> List.of(new Watched.Link("eth1", 0, 0, false))))
        .join();
    answers = new SentAnswers(clock);
    doors =
        OperatorPlane.of(
                inventory,
                mac -> inventory.register(mac, "s1", Caller.name()),
                new OperatorPlane.Own(
                    new NetworkReport(NetworkWatches.none()),
                    new SubnetsResource(site.leases, NetworkPlan.of(site.config.networks())::link),
                    new LeasesResource(site.leases, inventory, clock),
                    new ImageReport(() -> served, inventory),
                    new RolesResource(inventory, site.config.cookbooks()),
                    new SecretsResource(secrets),
                    site.explain(),
                    policies,
                    arrivals.resources(_ -> {}),
                    bridge.resources(),
                    new Repository(mirror, artifacts)
                        .resources(
                            inventory, new RetentionEntry(0, 0, 0, 0, List.of("lab/pause")))),
                access,
                power,
                new DriftResource(
                    inventory,
                    new Drift(
                        inventory,
                        _ -> new ConnectResult.NotYet("there are no machines here", false),
                        ProvisionSettings.of(
                            site.config.cookbooks(),
                            site.config.push(),
                            _ -> new ProvisionSettings.Node(List.of(), "", "ops", List.of())),
                        new Relations(inventory, secrets, new Published(database.source())),
                        Duration.ZERO,
                        clock)),
                new PlanResource(
                    inventory,
                    site.config.cookbooks(),
                    new Turns(inventory, site.config.cookbooks(), 200),
                    new Durations(),
                    clock),
                answers,
                logs,
                clock)
            .doors(
                access,
                metrics,
                new Readiness(database.source(), Set.of("lo"), _ -> Optional.empty()),
                clock);
    listener = new HttpListener("api", List.of("127.0.0.1"), 0, doors.handler());
  }

  String address() {
    return "http://127.0.0.1:" + listener.port();
  }

  /** The same behind TLS; its caller closes it. */
  HttpListener secured(ServerCertificate certificate) {
    // A handler belongs to one listener: this one asks it.
    Handler asking =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            return doors.handler().handle(request, response, callback);
          }
        };
    return HttpListener.secure("api", "127.0.0.1", 0, certificate.tls(), asking);
  }

  String token() throws Exception {
    return Files.readString(folder.resolve("admin-token")).strip();
  }

  /** What the API does, as methods and paths. */
  List<String> operations() {
    return doors.api().operations();
  }

  /** Offers a card the first address that is free. */
  void offer(String mac) {
    LeaseOutcome _ =
        leases.offer(
            Subnet.parse("10.77.0.0/24"), Identity.of(new MacAddress(mac)), Optional.empty());
  }

  /** A machine that waits for a profile. */
  Machine ready(String mac) {
    Machine machine =
        inventory.sight(
            new MacAddress(mac), "s1", new Sighting(Optional.empty(), Optional.empty()));
    Machine inspecting = inventory.apply(machine, new Event.Inspect("x")).after(machine);
    return inventory
        .apply(inspecting, new Event.HardwareReported(Machines.HARDWARE))
        .after(inspecting);
  }

  /** Takes in a list of machines, in single quotes. */
  void expect(String list) {
    Object answer = announced.answer("POST", new JsonMapper().readTree(list.replace('\'', '"')));
    if (answer instanceof Rejected(var why)) {
      throw new IllegalArgumentException(why.toString());
    }
  }

  void close() {
    logs.close();
    doors.close();
    listener.close();
    bridge.close();
    try (artifacts) {
      mirror.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the repository", e);
    }
    database.close();
  }
}
