package org.edgeztp.server;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edgeztp.bridge.hook.Hook;
import org.edgeztp.inventory.machine.Account;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, complete and checked before anything starts. A key that is absent has
 * the default given here; an unknown key is refused by {@link ConfigFile}.
 *
 * @param site name of the place that this server serves
 * @param data folder for the secrets, the push key, leases and logs, and for the database unless
 *     that is elsewhere
 * @param database where the inventory is kept
 * @param assets folder that the boot assets were built into
 * @param installers folder that {@code ztp assets add} put vendors' installers into
 * @param cookbooks folder of Chef cookbooks, each usable as a role
 * @param push folder of what is carried to a machine beside the cookbooks
 * @param networks the interfaces that machines are served on
 * @param oidc whose tokens the API takes beside its own
 * @param policy what machines become, until {@code ztp apply} gives the server another
 * @param mirrors upstream of each package mirror, by the name machines use
 * @param repository where their packages are kept, and whether that is all there is
 * @param webhooks who is told what happens to machines
 * @param admission how many machines may be installed at once; 8 by default
 * @param capacity how many of them with the same image, and on the same link
 * @param otherServers what to do at the start where another DHCP server is heard; refuse by default
 * @param retention how long timelines and logs are kept
 * @param drift how often machines are compared with their roles
 * @param secrets folder of the keys that seal the secrets in the data folder; that one by default
 */
public record Config(
    String site,
    Path data,
    DatabaseEntry database,
    Path assets,
    Path installers,
    Path cookbooks,
    Path push,
    List<NetworkEntry> networks,
    ApiEntry api,
    Optional<OidcEntry> oidc,
    @JsonUnwrapped PolicyEntry policy,
    Map<String, URI> mirrors,
    RepositoryEntry repository,
    List<Orchestrator> orchestrators,
    List<WebhookEntry> webhooks,
    Operator operator,
    int admission,
    CapacityEntry capacity,
    OtherServers otherServers,
    RetentionEntry retention,
    DriftEntry drift,
    Path secrets) {

  public Config(
      @Nullable String site,
      @Nullable Path data,
      @Nullable DatabaseEntry database,
      @Nullable Path assets,
      @Nullable Path installers,
      @Nullable Path cookbooks,
      @Nullable Path push,
      @Nullable List<NetworkEntry> networks,
      @Nullable ApiEntry api,
      Optional<OidcEntry> oidc,
      @JsonUnwrapped PolicyEntry policy,
      @Nullable Map<String, URI> mirrors,
      @Nullable RepositoryEntry repository,
      @Nullable List<Orchestrator> orchestrators,
      @Nullable List<WebhookEntry> webhooks,
      @Nullable Operator operator,
      int admission,
      @Nullable CapacityEntry capacity,
      @Nullable OtherServers otherServers,
      @Nullable RetentionEntry retention,
      @Nullable DriftEntry drift,
      @Nullable Path secrets) {
    this.site = or(site, "default");
    this.data = or(data, Path.of("/var/lib/edgeztp"));
    this.database = or(database, new DatabaseEntry(null, null, null));
    this.assets = required(assets, "assets");
    this.installers = or(installers, Path.of("/var/cache/edgeztp/installers"));
    this.cookbooks = or(cookbooks, home().resolve("cookbooks"));
    this.push = or(push, home().resolve("ztp-server/push"));
    this.networks = List.copyOf(required(networks, "networks"));
    this.api = or(api, new ApiEntry(null, 0, null, null, null));
    this.oidc = oidc;
    this.policy = policy;
    this.mirrors = Map.copyOf(or(mirrors, Map.of()));
    this.repository = or(repository, RepositoryEntry.DEFAULT);
    this.orchestrators = List.copyOf(or(orchestrators, List.of()));
    this.webhooks = List.copyOf(or(webhooks, List.of()));
    this.operator = or(operator, new Operator(null, null));
    this.admission = admission == 0 ? 8 : admission;
    this.capacity = or(capacity, new CapacityEntry(0, 0, 0, 0));
    this.otherServers = or(otherServers, OtherServers.REFUSE);
    this.retention = or(retention, new RetentionEntry(0, 0, 0, 0, null));
    this.drift = or(drift, new DriftEntry(null));
    this.secrets = or(secrets, this.data);
    checkReferences();
  }

  /** What to do where another DHCP server is heard at the start. */
  public enum OtherServers {
    /** Answer nothing until it is gone. */
    REFUSE,
    /** Say so and answer all the same. */
    WARN
  }

  /**
   * Whom finished machines are handed to.
   *
   * @param url takes the signed event
   * @param confirm URL that tells what became of a machine; {@code {id}} stands for the machine's
   * @param secrets {@code whsec_...}; two while they are being changed
   */
  public record Orchestrator(String name, URI url, String confirm, List<Secret> secrets) {
    public Orchestrator(
        @Nullable String name,
        @Nullable URI url,
        @Nullable String confirm,
        @Nullable List<Secret> secrets) {
      this.name = required(name, "orchestrators.name");
      this.url = required(url, "orchestrators.url");
      this.confirm = required(confirm, "orchestrators.confirm");
      this.secrets = List.copyOf(required(secrets, "orchestrators.secrets"));
    }
  }

  /** The account that people log in to machines with, and their public SSH keys. */
  public record Operator(String name, List<String> keys) {
    public Operator(@Nullable String name, @Nullable List<String> keys) {
      this.name = or(name, "ops");
      this.keys = or(keys, List.<String>of()).stream().map(String::strip).toList();
      if (!this.keys.isEmpty()) {
        checkAccount();
      }
    }

    private void checkAccount() {
      try {
        Account _ = new Account(name, keys, true);
      } catch (IllegalArgumentException e) {
        throw new ConfigException("operator: " + e.getMessage());
      }
    }
  }

  /** The interfaces that machines are served on. */
  Set<String> links() {
    return networks.stream().map(NetworkEntry::iface).collect(Collectors.toSet());
  }

  private void checkReferences() {
    if (admission < 1) {
      throw new ConfigException("admission is at least 1, not " + admission);
    }
    checkNames("orchestrators", orchestrators.stream().map(Orchestrator::name).toList());
    checkNames("webhooks", webhooks.stream().map(WebhookEntry::name).toList());
    for (String name : repository.snapshots().keySet()) {
      if (!mirrors.containsKey(name)) {
        throw new ConfigException("repository.snapshots has '" + name + "', and mirrors has not");
      }
    }
    orchestrators.forEach(target -> Settings.orchestrator(this, target));
    List<Hook> _ = Settings.webhooks(this);
    policy.toPolicy(this);
  }

  private static void checkNames(String what, List<String> names) {
    for (String name : names) {
      if (Collections.frequency(names, name) > 1) {
        throw new ConfigException("two " + what + " are called '" + name + "'");
      }
    }
  }

  private static Path home() {
    return Path.of(System.getProperty("ztp.home", "."));
  }

  static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  static <T> T required(@Nullable T value, String key) {
    if (value == null) {
      throw new ConfigException("the configuration misses '" + key + "'");
    }
    return value;
  }
}
