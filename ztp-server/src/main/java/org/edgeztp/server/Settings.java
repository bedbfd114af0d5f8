package org.edgeztp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.bridge.hook.Hook;
import org.edgeztp.bridge.webhook.StandardWebhooks;
import org.edgeztp.bridge.webhook.WebhookConfig;
import org.edgeztp.bridge.webhook.WebhookTarget;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.bundle.BundleSettings;
import org.edgeztp.server.dhcp.Mode;
import org.edgeztp.server.dhcp.Network;
import org.edgeztp.server.dhcp6.Dhcp6Settings;
import org.edgeztp.server.http.DevicePlane;
import org.edgeztp.server.http.Served;
import org.edgeztp.server.http.Site;
import org.edgeztp.server.power.BootMedium;
import org.edgeztp.server.preflight.PreflightSettings;
import org.edgeztp.server.repository.MirrorSettings;
import org.edgeztp.server.ssh.OperatorKey;

/** The configuration in the words of the rooms that use it. */
final class Settings {
  private Settings() {}

  static Site site(
      Config config,
      NetworkPlan networks,
      OperatorKey push,
      BooleanSupplier offline,
      BiFunction<Profile, String, Optional<String>> containers) {
    Config.Operator operator = config.operator();
    return new Site(
        push.publicKey(),
        operator.name(),
        operator.keys(),
        networks::timeServers,
        offline,
        containers);
  }

  static MirrorSettings mirror(Config config, DataFolder data) {
    RepositoryEntry repository = config.repository();
    return new MirrorSettings(
        config.mirrors(),
        repository.dated(),
        repository.folder().orElse(data.packages()),
        repository.offline(),
        repository.diskLimit());
  }

  /** Where machines are served. */
  static List<InetAddress> addresses(NetworkPlan networks, Ipv6Plan ipv6) {
    List<InetAddress> addresses = new ArrayList<>(networks.addresses());
    ipv6.dhcp().forEach(network -> addresses.add(network.server()));
    return addresses;
  }

  /** The CD for machines whose own network boot does not work, where the assets have one. */
  static BootMedium medium(Served served, List<InetAddress> addresses, int port) {
    return new BootMedium(
        addresses,
        port,
        Optional.of(DevicePlane.MEDIUM)
            .filter(served.manifest().files()::containsKey)
            .map(name -> "/boot/" + name));
  }

  /**
   * What goes into a bundle.
   *
   * @param site files of profiles and rules beside the configuration
   * @throws IOException when the boot assets cannot be read
   * @throws ConfigException when the server lacks what a profile installs, saying what to do
   */
  static BundleSettings bundle(Config config, List<PolicyEntry> site) throws IOException {
    Map<String, Profile> profiles =
        Stream.concat(Stream.of(config.policy()), site.stream())
            .flatMap(policy -> policy.profiles().stream())
            .map(ProfileEntry::toProfile)
            .collect(Collectors.toMap(Profile::name, Function.identity(), (_, last) -> last));
    Installable.check(profiles.values(), Served.read(config.assets(), config.installers()));
    return new BundleSettings(
        config.site(),
        config.assets(),
        config.installers(),
        config.cookbooks(),
        config.repository().folder().orElse(DataFolder.packages(config.data())),
        Stream.concat(
                Stream.of(
                    config.repository().artifacts().orElse(DataFolder.artifacts(config.data()))),
                config.repository().bundled().stream())
            .toList(),
        config.networks().stream().map(NetworkEntry::address).collect(Collectors.toSet()),
        profiles,
        config.data().resolve("bundle.key"));
  }

  static List<WebhookTarget> orchestrators(Config config, Clock clock) {
    return config.orchestrators().stream()
        .map(target -> new WebhookTarget(orchestrator(config, target), clock))
        .toList();
  }

  static List<Hook> webhooks(Config config) {
    return config.webhooks().stream().map(entry -> entry.toHook(source(config))).toList();
  }

  static List<PreflightSettings> preflight(Config config) {
    NetworkPlan networks = NetworkPlan.of(config.networks());
    Ipv6Plan ipv6 = Ipv6Plan.of(config.networks());
    var host =
        new PreflightSettings.Host(
            Set.copyOf(addresses(networks, ipv6)),
            new InetSocketAddress(config.api().address(), config.api().port()),
            networks.dhcp().bootServer().isPresent(),
            !ipv6.networks().isEmpty());
    return networks.networks().stream()
        .map(network -> preflight(config, network, ipv6.on(network.networkInterface()), host))
        .toList();
  }

  private static PreflightSettings preflight(
      Config config, Network network, Optional<Dhcp6Settings> ipv6, PreflightSettings.Host host) {
    return new PreflightSettings(
        network.networkInterface(),
        Optional.of(network.server()),
        network.scope(network.server()).map(scope -> scope.pool().subnet().prefix()),
        network.mode() == Mode.PROXY,
        ipv6,
        network.scopes().stream()
            .filter(scope -> !scope.pool().subnet().contains(network.server()))
            .flatMap(scope -> scope.told().gateway().stream())
            .toList(),
        network.scopes().stream().flatMap(scope -> scope.told().ntp().stream()).distinct().toList(),
        host,
        Optional.of(config.data()),
        Optional.of(config.assets()),
        config.repository().offline() ? Map.of() : config.mirrors());
  }

  static WebhookConfig orchestrator(Config config, Config.Orchestrator target) {
    List<String> keys = target.secrets().stream().map(Secret::reveal).toList();
    try {
      return new WebhookConfig(
          target.name(), source(config), target.url(), target.confirm(), StandardWebhooks.of(keys));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("orchestrator '" + target.name() + "': " + e.getMessage());
    }
  }

  /** What this server calls itself in its events. */
  private static URI source(Config config) {
    return URI.create("/sites/" + config.site());
  }
}
