package org.edgeztp.server;

import java.io.IOException;
import java.time.Clock;
import org.edgeztp.inventory.Inventory;
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
    var node =
        new ProvisionSettings.Node(
            config.network().ntp(),
            network.base() + "/mirror",
            config.operator().name(),
            config.operator().keys());
    var settings = ProvisionSettings.of(config.cookbooks(), config.push(), node);
    return new Push(
        key,
        new Convergence(inventory, remote, settings),
        new Acceptance(inventory, remote, settings, clock));
  }
}
