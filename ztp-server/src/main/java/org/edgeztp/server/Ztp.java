package org.edgeztp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.server.Handler;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.JournalledLeaseStore;
import org.edgeztp.inventory.store.SqlLeaseStore;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.LeasesResource;
import org.edgeztp.inventory.web.SubnetsResource;
import org.edgeztp.server.access.ApiAccess;
import org.edgeztp.server.arrival.Arrivals;
import org.edgeztp.server.arrival.ExpectedStore;
import org.edgeztp.server.boot.Announced;
import org.edgeztp.server.boot.Tokens;
import org.edgeztp.server.dhcp.DhcpServer;
import org.edgeztp.server.dhcp.DhcpSettings;
import org.edgeztp.server.dhcp.Mode;
import org.edgeztp.server.dhcp.Network;
import org.edgeztp.server.dhcp.RouterAdvertiser;
import org.edgeztp.server.dhcp.Waist;
import org.edgeztp.server.dhcp6.Dhcp6Server;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.http.LiveAssets;
import org.edgeztp.server.http.Site;
import org.edgeztp.server.jobs.Jobs;
import org.edgeztp.server.metrics.Metrics;
import org.edgeztp.server.metrics.Plane;
import org.edgeztp.server.metrics.Watched;
import org.edgeztp.server.power.BmcStore;
import org.edgeztp.server.power.BootMedium;
import org.edgeztp.server.power.Power;
import org.edgeztp.server.power.PowerCare;
import org.edgeztp.server.power.SerialLog;
import org.edgeztp.server.power.Waves;
import org.edgeztp.server.provision.Published;
import org.edgeztp.server.provision.Relations;
import org.edgeztp.server.provision.RolesResource;
import org.edgeztp.server.runlog.RunLogs;
import org.edgeztp.server.secret.SecretsResource;
import org.edgeztp.server.secret.SiteSecrets;
import org.edgeztp.server.secret.Vault;
import org.edgeztp.server.syslog.SyslogServer;
import org.edgeztp.server.tftp.TftpServer;
import org.edgeztp.server.tftp.TftpSettings;
import org.edgeztp.server.tls.ServerCertificate;
import org.edgeztp.server.watch.AddressProber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server: everything built by hand, in the order of need, and closed in reverse. */
final class Ztp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Ztp.class);
  private static final int DEVICE_PORT = 80;
  private static final int TFTP_PORT = 69;
  private static final int SYSLOG_PORT = 514;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /**
   * How to start this time.
   *
   * @param forgetApplied follows the configuration's profiles and rules again
   * @param newAdminToken makes a first token of the API in place of the one there was
   * @param clientSecret of the pages at the OpenID provider, from the environment
   */
  record Start(boolean forgetApplied, boolean newAdminToken, Optional<Secret> clientSecret) {}

  private Ztp() {}

  /**
   * Starts the server.
   *
   * @throws IOException or another exception when a part cannot start; what had started is closed
   */
  static Ztp start(Config config, Start start) throws IOException {
    var ztp = new Ztp();
    try {
      ztp.build(config, start);
      return ztp;
    } catch (IOException | RuntimeException e) {
      ztp.close();
      throw e;
    }
  }

  private void build(Config config, Start start) throws IOException {
    Clock clock = Clock.systemUTC();
    NetworkPlan networks = NetworkPlan.of(config.networks());
    Ipv6Plan ipv6 = Ipv6Plan.of(config.networks());
    networks.requireInterfaces();
    LiveAssets served = LiveAssets.read(config.assets(), config.installers(), clock);
    Installable.check(config.policy().toPolicy(config).profiles().values(), served.get());
    var data = new DataFolder(config.data(), config.secrets());
    Optional<ServerCertificate> certificate = config.api().open(data.path(), clock);
    NetworkWatches watches =
        opened(
            NetworkWatches.start(networks.networks(), ipv6.dhcp(), config.otherServers(), clock));

    Database database = opened(config.database().open(data.database()));
    var inventory =
        new Inventory(
            new SqlMachineStore(database), config.policy().toPolicy(config), clock, Ids::next);
    var policies =
        new Policies(config, served, new PolicyStore(database.source(), clock), inventory);
    policies.start(start.forgetApplied());
    var journal =
        opened(
            new JournalledLeaseStore(
                data.leases(), new SqlLeaseStore(database.source()), database::flush));
    Leases leases = opened(new Leases(networks.pools(), journal, clock));
    var logs = new RunLogs(data.logs());
    var whereabouts = new Whereabouts(inventory, leases);
    var metrics = new Metrics(inventory, leases, clock);
    var answers = new SentAnswers(clock);
    Witness witness = opened(new Witness(whereabouts, watches, logs, metrics, answers, clock));

    var tokens = new Tokens(data.tokenSecret());
    Repository repository = opened(Repository.open(config, data, witness::saw, clock));
    metrics.watch(repository.mirror());

    var vault = new Vault(data.vaultKey());
    var secrets = new SiteSecrets(database.source(), vault, clock);
    var relations = new Relations(inventory, secrets, new Published(database.source()));
    Push push = Push.of(config, inventory, data, networks, ipv6, relations, logs, clock);
    opened(push.drift());
    Site site =
        Settings.site(
            config, networks, push.key(), repository.mirror()::isFrozen, repository::lack);
    List<InetAddress> addresses = Settings.addresses(networks, ipv6);
    BootMedium medium = Settings.medium(served.get(), addresses, DEVICE_PORT);
    var power = new Power(inventory, new BmcStore(database.source(), vault), medium);
    var arrivals =
        new Arrivals(inventory, new ExpectedStore(database.source(), vault), power, config.site());
    BootPlane plane = BootPlane.of(config, served, site, whereabouts, tokens, arrivals);
    Bridge bridge = opened(Bridge.start(config, inventory, database.source(), clock));

    Handler boot = metrics.counting(Plane.DEVICE, plane.http(repository.handler(), logs));
    serveBoot(addresses, plane, boot, witness);
    watches.awaitFirstLook();
    serveAddresses(networks, ipv6, leases, plane, watches, witness);
    serveLinks(networks, ipv6, witness);

    var care = new PowerCare(inventory, power, new Waves(config.capacity().wave(), clock), clock);
    var serial = new SerialLog(inventory, power, logs, clock);
    Jobs jobs =
        opened(
            new Jobs(
                inventory,
                Work.phases(plane.intake(), care, serial, push, bridge.handoff()),
                Work.sweeps(
                    inventory,
                    push,
                    care,
                    logs,
                    config.retention(),
                    machine ->
                        power.bmc(machine).isPresent()
                            || !(arrivals.of(machine) instanceof Announced.Told.Nothing),
                    () -> repository.sweep(inventory, config.retention()),
                    () -> arrivals.arrive(plane.intake()::consider),
                    () -> certificate.ifPresent(ServerCertificate::refresh))));
    jobs.start();
    var rehearsals =
        new Rehearsals(
            inventory,
            leases,
            tokens,
            push.key(),
            watches::restraint,
            watches::restraint6,
            arrivals,
            repository::lack,
            clock);
    ApiAccess access =
        ApiAccess.open(database.source(), data.adminToken(), start.newAdminToken(), clock);
    config.oidc().ifPresent(oidc -> oidc.introduceTo(access, start.clientSecret()));
    OperatorPlane operators =
        OperatorPlane.of(
            inventory,
            mac -> {
              Machine told = inventory.register(mac, config.site(), Caller.name());
              return Sites.everywhere(() -> plane.intake().consider(told));
            },
            new OperatorPlane.Own(
                new NetworkReport(watches),
                new SubnetsResource(leases, networks::link),
                new LeasesResource(leases, inventory, clock),
                new ImageReport(served, inventory),
                new RolesResource(inventory, config.cookbooks()),
                new SecretsResource(secrets),
                new Explain(config, rehearsals),
                policies,
                arrivals.resources(plane.intake()::consider),
                bridge.resources(),
                repository.resources(inventory, config.retention())),
            access,
            power,
            push.drifts(),
            push.plan(),
            answers,
            logs,
            clock);
    var readiness = new Readiness(database.source(), config.links(), watches::lack);
    metrics.start(new Watched(bridge.handoff(), bridge.hooks()::states, watches::use));
    serveOperators(config.api(), certificate, operators.doors(access, metrics, readiness, clock));
    // Ends those who follow a log before the API waits for them.
    opened(logs);
    log.info(
        "EdgeZTP serves {}; its pages are at {}/, its API below /api/v1{}",
        networks,
        config.api().url(),
        certificate.map(own -> " with the certificate " + own.fingerprint()).orElse(""));
  }

  /** What machines boot: by HTTP, and what is small by TFTP. */
  private void serveBoot(
      List<InetAddress> addresses, BootPlane plane, Handler http, Witness witness)
      throws IOException {
    opened(
        new HttpListener("device", addresses.stream().map(Ipv6::text).toList(), DEVICE_PORT, http));
    for (InetAddress address : addresses) {
      opened(
          new TftpServer(
              address, TFTP_PORT, plane.tftp(address), witness::saw, TftpSettings.defaults()));
    }
  }

  /** What makes machines come: addresses, and what to boot. */
  private void serveAddresses(
      NetworkPlan networks,
      Ipv6Plan ipv6,
      Leases leases,
      BootPlane plane,
      NetworkWatches watches,
      Witness witness)
      throws IOException {
    Waist waist = plane.waist();
    networks.probed().forEach((link, own) -> opened(AddressProber.start(link, own, leases)));
    opened(DhcpServer.start(networks.dhcp(), leases, waist, watches::restraint, witness::saw));
    Optional<DhcpSettings> bootServer = networks.dhcp().bootServer();
    if (bootServer.isPresent()) {
      opened(DhcpServer.start(bootServer.get(), leases, waist, watches::restraint, witness::saw));
    }
    if (!ipv6.networks().isEmpty()) {
      var waist6 = new BootWaist6(plane.boot());
      opened(Dhcp6Server.start(ipv6.dhcp(), waist6, watches::restraint6, witness::saw));
    }
  }

  /** What each link has beside that: a receiver of logs, and router advertisements. */
  private void serveLinks(NetworkPlan networks, Ipv6Plan ipv6, Witness witness) throws IOException {
    Set<String> advertised = new TreeSet<>();
    ipv6.dhcp().forEach(network -> advertised.add(network.networkInterface()));
    for (Network network : networks.networks()) {
      opened(new SyslogServer(network.server(), SYSLOG_PORT, witness::saw));
      if (network.mode() != Mode.OFF && network.mode() != Mode.OBSERVE) {
        advertised.add(network.networkInterface());
      }
    }
    for (String link : advertised) {
      RouterAdvertiser.start(link, ipv6.advertisement(link)).ifPresent(this::opened);
    }
  }

  private void serveOperators(
      ApiEntry place, Optional<ServerCertificate> certificate, OperatorPlane.Doors doors) {
    opened(
        certificate.isPresent()
            ? HttpListener.secure(
                "api", place.address(), place.port(), certificate.get().tls(), doors.handler())
            : new HttpListener("api", List.of(place.address()), place.port(), doors.handler()));
    opened(doors);
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.warn("Closing {}", part.getClass().getSimpleName(), e);
      }
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }
}
