package org.edgeztp.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.dhcp.Network;
import org.edgeztp.server.provision.Acceptance;
import org.edgeztp.server.provision.Convergence;
import org.edgeztp.server.provision.ProvisionSettings;
import org.edgeztp.server.ssh.JschRemote;
import org.edgeztp.server.ssh.OperatorKey;

/** The push engine put together: its key and the phases that use it. */
record Push(OperatorKey key, Convergence convergence, Acceptance acceptance) {
  static Push of(
      Config config, Inventory inventory, DataFolder data, NetworkPlan network, Clock clock)
      throws IOException {
    OperatorKey key = OperatorKey.in(data.pushKey());
    var remote = new JschRemote(key);
    var settings =
        ProvisionSettings.of(
            config.cookbooks(), config.push(), machine -> node(config, network, machine));
    return new Push(
        key,
        new Convergence(inventory, remote, settings),
        new Acceptance(inventory, remote, settings, clock));
  }

  private static ProvisionSettings.Node node(Config config, NetworkPlan plan, Machine machine) {
    Optional<Inet4Address> address =
        machine.address().filter(Inet4Address.class::isInstance).map(Inet4Address.class::cast);
    Network network = address.map(plan::at).orElse(plan.networks().getFirst());
    List<String> ntp =
        address.flatMap(network::scope).map(scope -> scope.told().ntp()).stream()
            .flatMap(List::stream)
            .map(Inet4Address::getHostAddress)
            .toList();
    return new ProvisionSettings.Node(
        ntp, network.http() + "/mirror", config.operator().name(), config.operator().keys());
  }
}
