package org.edgeztp.server;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.inventory.web.OperatorApi;
import org.edgeztp.inventory.web.Registry;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.SwitchesResource;
import org.edgeztp.inventory.web.Throughput;
import org.edgeztp.inventory.web.WipeCertificates;
import org.edgeztp.server.access.ApiAccess;
import org.edgeztp.server.metrics.Metrics;
import org.edgeztp.server.metrics.Plane;
import org.edgeztp.server.power.BmcResource;
import org.edgeztp.server.power.Power;
import org.edgeztp.server.power.PowerResource;
import org.edgeztp.server.provision.DriftResource;
import org.edgeztp.server.runlog.LogsResource;
import org.edgeztp.server.runlog.RunLogs;
import org.edgeztp.server.ui.Pages;
import org.edgeztp.server.ui.Sources;

/**
 * What people and programs find, from all rooms.
 *
 * @param inventory the machines
 * @param registry takes in machines that were not seen yet
 * @param resources of the API, by name
 * @param parts of a machine, by name
 */
record OperatorPlane(
    Inventory inventory,
    Registry registry,
    Map<String, Resource> resources,
    Map<String, MachineResource> parts) {
  /**
   * Collects it.
   *
   * @param own resources of this room
   */
  static OperatorPlane of(
      Inventory inventory,
      Registry registry,
      Own own,
      ApiAccess access,
      Power power,
      DriftResource drift,
      MachineResource plan,
      MachineResource answers,
      RunLogs logs,
      Clock clock) {
    Map<String, Resource> resources = new HashMap<>(ApiDocument.resources());
    resources.putAll(own.resources());
    resources.put("tokens", access.tokens());
    resources.put("audit", access.audit());
    resources.put("drift", drift.all());
    var certificates = new WipeCertificates(inventory);
    resources.put("certificates", certificates);
    resources.put("switches", new SwitchesResource(inventory));
    resources.put("throughput", new Throughput(inventory, clock));
    Map<String, MachineResource> parts =
        Map.of(
            "power",
            new PowerResource(power),
            "bmc",
            new BmcResource(power),
            "logs",
            new LogsResource(logs),
            "plan",
            plan,
            "answers",
            answers,
            "drift",
            drift,
            "rules",
            new RuleTrial(inventory),
            "certificates",
            certificates);
    return new OperatorPlane(inventory, registry, resources, parts);
  }

  /** Resources that others of this room make. */
  record Own(
      Resource network,
      Resource subnets,
      Resource leases,
      Resource images,
      Resource roles,
      Resource secrets,
      Resource explain,
      Resource policy,
      Map<String, Resource> arrivals,
      Map<String, Resource> bridge,
      Map<String, Resource> repository) {
    Map<String, Resource> resources() {
      Map<String, Resource> all = new HashMap<>(repository);
      all.putAll(bridge);
      all.putAll(arrivals);
      all.putAll(
          Map.of(
              "network", network,
              "subnets", subnets,
              "leases", leases,
              "images", images,
              "roles", roles,
              "secrets", secrets,
              "explain", explain,
              "policy", policy));
      return all;
    }
  }

  /**
   * What a listener serves.
   *
   * @param handler for people and programs, who must say who they are
   */
  record Doors(Handler handler, OperatorApi api, Pages pages) implements AutoCloseable {
    /** Ends what is streamed, before the listener waits for who reads it. */
    @Override
    public void close() {
      pages.close();
      api.close();
    }
  }

  Doors doors(ApiAccess access, Metrics metrics, Readiness readiness, Clock clock) {
    var api = new OperatorApi(inventory, resources, parts, registry, access.answers());
    var pages = new Pages(inventory, new Sources(resources, parts), clock);
    Handler guarded = access.guard(readiness.beside(metrics.beside(api)));
    return new Doors(metrics.counting(Plane.OPERATOR, pages.beside(guarded, access)), api, pages);
  }
}
