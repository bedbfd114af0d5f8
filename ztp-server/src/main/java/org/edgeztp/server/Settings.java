package org.edgeztp.server;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.assets.Bootable;
import org.edgeztp.bridge.webhook.StandardWebhooks;
import org.edgeztp.bridge.webhook.WebhookConfig;
import org.edgeztp.bridge.webhook.WebhookTarget;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.dhcp.Mode;
import org.edgeztp.server.dhcp.Network;
import org.edgeztp.server.http.Installations;
import org.edgeztp.server.http.Site;
import org.edgeztp.server.preflight.PreflightSettings;
import org.edgeztp.server.ssh.OperatorKey;

/** The configuration in the words of the rooms that use it. */
final class Settings {
  private Settings() {}

  static Site site(Config config, NetworkPlan networks, OperatorKey push) {
    Config.Operator operator = config.operator();
    return new Site(push.publicKey(), operator.name(), operator.keys(), networks::timeServers);
  }

  /**
   * Each profile that installs by what was added names something that is there and fit.
   *
   * @throws ConfigException naming the first that does not
   */
  static void checkInstallers(Config config, Policy policy, Map<String, Bootable> bootables) {
    for (Profile profile : policy.profiles().values()) {
      lackOf(profile, Optional.ofNullable(bootables.get(profile.image())))
          .ifPresent(lack -> {
            throw new ConfigException(
                "profile '%s' installs with '%s', which %s (in %s are %s): see ztp assets add --help"
                    .formatted(
                        profile.name(),
                        profile.image(),
                        lack,
                        config.installers(),
                        new java.util.TreeSet<>(bootables.keySet())));
          });
    }
  }

  private static Optional<String> lackOf(Profile profile, Optional<Bootable> added) {
    if (profile.installer() == Profile.Installer.IMAGE) {
      return Optional.empty();
    }
    if (added.isEmpty()) {
      return Optional.of("was not added");
    }
    Optional<String> lack =
        profile.installer() == Profile.Installer.ONIE
            ? Optional.of("an --onie-installer")
                .filter(_ -> !added.get().has(Bootable.ONIE_INSTALLER))
            : Installations.kindOf(profile).flatMap(kind -> kind.lackOf(added.get()));
    return lack.map(what -> "lacks " + what);
  }

  static List<WebhookTarget> webhooks(Config config, Clock clock) {
    return config.orchestrators().stream()
        .map(target -> new WebhookTarget(webhook(config, target), clock))
        .toList();
  }

  static List<PreflightSettings> preflight(Config config) {
    return NetworkPlan.of(config.networks()).networks().stream()
        .map(network -> preflight(config, network))
        .toList();
  }

  private static PreflightSettings preflight(Config config, Network network) {
    return new PreflightSettings(
        network.networkInterface(),
        Optional.of(network.server()),
        network.mode() == Mode.PROXY,
        network.scopes().stream()
            .filter(scope -> !scope.pool().subnet().contains(network.server()))
            .flatMap(scope -> scope.told().gateway().stream())
            .toList(),
        network.scopes().stream().flatMap(scope -> scope.told().ntp().stream()).distinct().toList(),
        config.api().port(),
        Optional.of(config.data()),
        Optional.of(config.assets()),
        config.mirrors());
  }

  private static WebhookConfig webhook(Config config, Config.Orchestrator target) {
    List<String> keys = target.secrets().stream().map(Secret::reveal).toList();
    try {
      return new WebhookConfig(
          target.name(),
          URI.create("/sites/" + config.site()),
          target.url(),
          target.confirm(),
          StandardWebhooks.of(keys));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("orchestrator '" + target.name() + "': " + e.getMessage());
    }
  }
}
