package org.edgeztp.server;

import java.util.HashMap;
import java.util.Map;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.inventory.web.OperatorApi;
import org.edgeztp.inventory.web.Registry;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.server.access.ApiAccess;
import org.edgeztp.server.power.BmcResource;
import org.edgeztp.server.power.Power;
import org.edgeztp.server.power.PowerResource;
import org.edgeztp.server.runlog.LogsResource;
import org.edgeztp.server.runlog.RunLogs;

/** What people and programs find at the API, from all rooms. */
final class OperatorPlane {
  private OperatorPlane() {}

  /**
   * Puts the API together.
   *
   * @param own resources of this room, by name
   */
  static OperatorApi api(
      Inventory inventory,
      Registry registry,
      Map<String, Resource> own,
      ApiAccess access,
      Power power,
      RunLogs logs) {
    Map<String, Resource> resources = new HashMap<>(own);
    resources.put("tokens", access.tokens());
    resources.put("audit", access.audit());
    Map<String, MachineResource> parts =
        Map.of(
            "power", new PowerResource(power),
            "bmc", new BmcResource(power),
            "logs", new LogsResource(logs),
            "rules", new RuleTrial(inventory));
    return new OperatorApi(inventory, resources, parts, registry);
  }
}
