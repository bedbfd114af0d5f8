package org.edgeztp.server;

import java.io.IOException;
import java.net.Inet6Address;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.boot.Announced;
import org.edgeztp.server.boot.Tokens;
import org.edgeztp.server.dhcp.DryRun;
import org.edgeztp.server.dhcp.Network;
import org.edgeztp.server.dhcp.Restraint;
import org.edgeztp.server.dhcp6.Dhcp6Settings;
import org.edgeztp.server.dhcp6.DryRun6;
import org.edgeztp.server.explain.Rehearsal;
import org.edgeztp.server.explain.RehearsalTime;
import org.edgeztp.server.http.DryHttp;
import org.edgeztp.server.http.Served;
import org.edgeztp.server.http.Site;
import org.edgeztp.server.ssh.OperatorKey;
import org.edgeztp.server.tftp.DryRead;

/**
 * Makes rehearsals of what is served: the same plane, over copies of the machines and leases as
 * they are at this moment.
 */
record Rehearsals(
    Inventory present,
    Leases leases,
    Tokens tokens,
    OperatorKey push,
    Restraint restraint,
    Function<String, Optional<String>> restraint6,
    Announced announced,
    BiFunction<Profile, String, Optional<String>> containers,
    Clock clock) {

  /**
   * How a configuration would serve.
   *
   * @param policy what it is followed with
   * @param link the interface on which packets are heard; the first network when empty
   * @throws IOException when its assets cannot be read
   * @throws IllegalArgumentException when it has no such interface, or cannot be used
   */
  Rehearsal of(Config config, Policy policy, Optional<String> link) throws IOException {
    NetworkPlan networks = NetworkPlan.of(config.networks());
    Network heardOn = network(networks, link);
    Served served = Served.read(config.assets(), config.installers());
    Installable.check(policy.profiles().values(), served);
    var time = new RehearsalTime(clock.instant());
    Clock now = time.clock();
    var ids = new AtomicInteger();
    var inventory =
        new Inventory(
            MemoryMachineStore.holding(present.all()),
            policy,
            now,
            () -> new MachineId("m-%010x".formatted(ids.getAndIncrement())));
    var store = new MemoryLeaseStore();
    store.save(leases.all());
    var copies = new Leases(networks.pools(), store, now);
    Site site = Settings.site(config, networks, push, config.repository()::offline, containers);
    BootPlane plane =
        BootPlane.of(
            config, () -> served, site, new Whereabouts(inventory, copies), tokens, announced);
    return new Rehearsal(
        inventory,
        plane.intake(),
        time,
        new DryRun(networks.dhcp(), copies, plane.waist(), restraint, now),
        new DryRead(plane.tftp(heardOn.server())),
        new DryHttp(plane.http(new NoMirror(), (_, _, _) -> {}), heardOn.server()),
        heardOn,
        ipv6(config, plane, heardOn.networkInterface()),
        copies);
  }

  private Optional<Rehearsal.Ipv6Side> ipv6(Config config, BootPlane plane, String link)
      throws IOException {
    List<Dhcp6Settings> networks = Ipv6Plan.of(config.networks()).dhcp();
    Optional<Inet6Address> server =
        networks.stream()
            .filter(network -> network.networkInterface().equals(link))
            .map(Dhcp6Settings::server)
            .findFirst();
    if (server.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rehearsal.Ipv6Side(
            new DryRun6(
                networks,
                (client, address) -> plane.boot().target(client, Optional.of(address)),
                restraint6,
                link),
            new DryRead(plane.tftp(server.get())),
            new DryHttp(plane.http(new NoMirror(), (_, _, _) -> {}), server.get())));
  }

  private static Network network(NetworkPlan networks, Optional<String> link) {
    return networks.networks().stream()
        .filter(network -> link.isEmpty() || link.get().equals(network.networkInterface()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("no network is on the interface " + link.orElse("")));
  }

  /** Packages come from elsewhere: they are no matter of decisions. */
  private static final class NoMirror extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      return false;
    }
  }
}
