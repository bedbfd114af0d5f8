package org.edgeztp.server;

import java.time.Clock;
import javax.sql.DataSource;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.web.Resource;

/** The policy resource of a server whose configuration gives {@link Machines#PROFILE}. */
public final class LabPolicies {
  private static final String CONFIG =
      """
      site: s1
      assets: /assets
      networks: [{interface: eth1, address: 10.77.0.1}]
      orchestrators:
        - {name: lab, url: "http://o/e", confirm: "http://o/{id}", secrets: [whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3]}
      profiles:
        - {name: edge, image: debian-13, hostname: "edge-{serial}", orchestrator: lab, install-within: 20, converge-within: 40}
      rules:
        - {name: large, profile: edge, when: {memory: ">= 512 GiB"}}
        - {name: everything-here, profile: edge}
      """;

  private LabPolicies() {}

  public static Resource of(DataSource source, Inventory inventory, Clock clock) {
    return new Policies(
        ConfigFile.parse(CONFIG, "ztp.yaml"),
        () -> InstallableTest.SERVED,
        new PolicyStore(source, clock),
        inventory);
  }
}
