package org.edgeztp.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.dhcp.Network;
import org.edgeztp.server.http.HardwareReport;
import org.edgeztp.server.provision.Acceptance;
import org.edgeztp.server.provision.Adoption;
import org.edgeztp.server.provision.Convergence;
import org.edgeztp.server.provision.Drift;
import org.edgeztp.server.provision.DriftResource;
import org.edgeztp.server.provision.Durations;
import org.edgeztp.server.provision.Halt;
import org.edgeztp.server.provision.PlanResource;
import org.edgeztp.server.provision.ProvisionSettings;
import org.edgeztp.server.provision.Relations;
import org.edgeztp.server.provision.Turns;
import org.edgeztp.server.runlog.LogKeeper;
import org.edgeztp.server.ssh.JschRemote;
import org.edgeztp.server.ssh.OperatorKey;

/** The push engine put together: its key and the phases that use it. */
record Push(
    OperatorKey key,
    Adoption adoption,
    Turns turns,
    Convergence convergence,
    Halt halt,
    Acceptance acceptance,
    PlanResource plan,
    Drift drift,
    DriftResource drifts) {
  static Push of(
      Config config,
      Inventory inventory,
      DataFolder data,
      NetworkPlan network,
      Ipv6Plan ipv6,
      Relations relations,
      LogKeeper logs,
      Clock clock)
      throws IOException {
    OperatorKey key = OperatorKey.in(data.pushKey(), data.pushPassphrase());
    var remote = new JschRemote(key);
    var settings =
        ProvisionSettings.of(
            config.cookbooks(), config.push(), machine -> node(config, network, ipv6, machine));
    var durations = Durations.of(inventory);
    var turns = new Turns(inventory, config.cookbooks(), config.capacity().converge());
    var drift =
        new Drift(
            inventory,
            remote,
            settings,
            relations,
            Duration.ofHours(config.drift().hours()),
            clock);
    return new Push(
        key,
        new Adoption(
            inventory,
            remote,
            settings,
            new Templates().tellHardware(),
            text -> HardwareReport.parse(text).hardware()),
        turns,
        new Convergence(inventory, remote, settings, relations, turns, logs, durations, clock),
        new Halt(inventory, remote, settings, relations, logs, clock),
        new Acceptance(inventory, remote, settings, clock),
        new PlanResource(inventory, config.cookbooks(), turns, durations, clock),
        drift,
        new DriftResource(inventory, drift));
  }

  private static ProvisionSettings.Node node(
      Config config, NetworkPlan plan, Ipv6Plan ipv6, Machine machine) {
    Optional<Ipv6Plan.Network> network6 =
        machine
            .address()
            .filter(Inet6Address.class::isInstance)
            .map(Inet6Address.class::cast)
            .flatMap(ipv6::at);
    if (network6.isPresent()) {
      return node(config, network6.get().dhcp().http(), network6.get().ntp());
    }
    Optional<Inet4Address> address =
        machine.address().filter(Inet4Address.class::isInstance).map(Inet4Address.class::cast);
    Network network = address.map(plan::at).orElse(plan.networks().getFirst());
    List<String> ntp =
        address.flatMap(network::scope).map(scope -> scope.told().ntp()).stream()
            .flatMap(List::stream)
            .map(Inet4Address::getHostAddress)
            .toList();
    return node(config, network.http(), ntp);
  }

  private static ProvisionSettings.Node node(Config config, String base, List<String> ntp) {
    return new ProvisionSettings.Node(
        ntp, base + "/mirror", config.operator().name(), config.operator().keys());
  }
}
