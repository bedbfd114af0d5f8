package org.edgeztp.server;

import static org.edgeztp.inventory.machine.Profile.Installer.ONIE;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, complete and checked before anything starts. A key that is absent has
 * the default given here; an unknown key is refused by {@link ConfigFile}.
 *
 * @param site name of the place that this server serves
 * @param data folder for the database, the secrets and the push key
 * @param assets folder that the boot assets were built into
 * @param installers folder that {@code ztp assets add} put vendors' installers into
 * @param cookbooks folder of Chef cookbooks, each usable as a role
 * @param push folder of what is carried to a machine beside the cookbooks
 * @param networks the interfaces that machines are served on
 * @param mirrors upstream of each package mirror, by the name machines use
 * @param admission how many machines may be installed at once; 8 by default
 * @param capacity how many of them with the same image, and on the same link
 * @param otherServers what to do at the start where another DHCP server is heard; refuse by default
 * @param retention how long timelines and logs are kept
 */
public record Config(
    String site,
    Path data,
    Path assets,
    Path installers,
    Path cookbooks,
    Path push,
    List<NetworkEntry> networks,
    Api api,
    List<ProfileEntry> profiles,
    List<RuleEntry> rules,
    Map<String, URI> mirrors,
    List<Orchestrator> orchestrators,
    Operator operator,
    int admission,
    CapacityEntry capacity,
    OtherServers otherServers,
    RetentionEntry retention) {

  public Config(
      @Nullable String site,
      @Nullable Path data,
      @Nullable Path assets,
      @Nullable Path installers,
      @Nullable Path cookbooks,
      @Nullable Path push,
      @Nullable List<NetworkEntry> networks,
      @Nullable Api api,
      @Nullable List<ProfileEntry> profiles,
      @Nullable List<RuleEntry> rules,
      @Nullable Map<String, URI> mirrors,
      @Nullable List<Orchestrator> orchestrators,
      @Nullable Operator operator,
      int admission,
      @Nullable CapacityEntry capacity,
      @Nullable OtherServers otherServers,
      @Nullable RetentionEntry retention) {
    this.site = or(site, "default");
    this.data = or(data, Path.of("/var/lib/edgeztp"));
    this.assets = required(assets, "assets");
    this.installers = or(installers, Path.of("/var/cache/edgeztp/installers"));
    this.cookbooks = or(cookbooks, home().resolve("cookbooks"));
    this.push = or(push, home().resolve("ztp-server/push"));
    this.networks = List.copyOf(required(networks, "networks"));
    this.api = or(api, new Api(null, 0));
    this.profiles = List.copyOf(or(profiles, List.of()));
    this.rules = List.copyOf(or(rules, List.of()));
    this.mirrors = Map.copyOf(or(mirrors, Map.of()));
    this.orchestrators = List.copyOf(or(orchestrators, List.of()));
    this.operator = or(operator, new Operator(null, null));
    this.admission = admission == 0 ? 8 : admission;
    this.capacity = or(capacity, new CapacityEntry(0, 0, 0));
    this.otherServers = or(otherServers, OtherServers.REFUSE);
    this.retention = or(retention, new RetentionEntry(0, 0));
    checkReferences();
  }

  /** What to do where another DHCP server is heard at the start. */
  public enum OtherServers {
    /** Answer nothing until it is gone. */
    REFUSE,
    /** Say so and answer all the same. */
    WARN
  }

  /** Where the operator plane listens: the loopback's port 8080 by default. */
  public record Api(String address, int port) {
    public Api(@Nullable String address, int port) {
      this.address = or(address, "127.0.0.1");
      this.port = port == 0 ? 8080 : port;
    }
  }

  /** A profile as the file writes it; durations in minutes. */
  public record ProfileEntry(
      String name,
      Profile.Installer installer,
      String image,
      String hostname,
      List<String> roles,
      Map<String, Object> attributes,
      String kernelOptions,
      String orchestrator,
      int installWithin,
      int convergeWithin,
      Optional<Ztp> ztp) {
    public ProfileEntry(
        @Nullable String name,
        Profile.@Nullable Installer installer,
        @Nullable String image,
        @Nullable String hostname,
        @Nullable List<String> roles,
        @Nullable Map<String, Object> attributes,
        @Nullable String kernelOptions,
        @Nullable String orchestrator,
        int installWithin,
        int convergeWithin,
        Optional<Ztp> ztp) {
      this.name = required(name, "profiles.name");
      this.installer = or(installer, Profile.Installer.IMAGE);
      this.image = required(image, "profiles.image");
      this.hostname = or(hostname, "node-{mac}");
      this.roles = List.copyOf(or(roles, this.installer == ONIE ? List.of() : List.of("base")));
      this.attributes = Map.copyOf(or(attributes, Map.of()));
      this.kernelOptions = or(kernelOptions, "");
      this.orchestrator = required(orchestrator, "profiles.orchestrator");
      this.installWithin = installWithin == 0 ? 60 : installWithin;
      this.convergeWithin = convergeWithin == 0 ? 60 : convergeWithin;
      this.ztp = ztp.or(() -> this.installer == ONIE ? Optional.of(Ztp.NONE) : Optional.empty());
      checkSwitch();
    }

    private void checkSwitch() {
      if (installer != ONIE && ztp.isPresent()) {
        throw new ConfigException("profile '" + name + "' has ztp, which only switches have");
      }
      if (installer == ONIE && !roles.isEmpty()) {
        throw new ConfigException(
            "profile '" + name + "' has roles; a switch is set up by what 'ztp' gives it");
      }
    }

    Profile toProfile() {
      return new Profile(
          name,
          installer,
          image,
          hostname,
          roles,
          attributes,
          kernelOptions,
          orchestrator,
          Duration.ofMinutes(installWithin),
          Duration.ofMinutes(convergeWithin),
          ztp.map(Ztp::toZtp));
    }
  }

  /**
   * What the system on a switch is given.
   *
   * @param configDb file with SONiC's configuration
   * @param script file with a script for any system
   */
  public record Ztp(Optional<Path> configDb, Optional<Path> script) {
    static final Ztp NONE = new Ztp(Optional.empty(), Optional.empty());

    public Ztp {
      readable(configDb, "config-db");
      readable(script, "script");
    }

    Profile.Ztp toZtp() {
      return new Profile.Ztp(configDb, script);
    }

    private static void readable(Optional<Path> file, String key) {
      if (file.isPresent() && !Files.isReadable(file.get())) {
        throw new ConfigException("profiles.ztp." + key + " cannot be read: " + file.get());
      }
    }
  }

  /**
   * A rule as the file writes it. It takes on machines of the kind that its profile is for.
   *
   * @param site this server's unless named
   * @param vendor the hardware's, as is the model; {@code *} stands for any text
   */
  public record RuleEntry(
      String name,
      Optional<String> site,
      String profile,
      Optional<String> vendor,
      Optional<String> model) {
    public RuleEntry(
        @Nullable String name,
        Optional<String> site,
        @Nullable String profile,
        Optional<String> vendor,
        Optional<String> model) {
      this.name = required(name, "rules.name");
      this.site = site;
      this.profile = required(profile, "rules.profile");
      this.vendor = vendor;
      this.model = model;
    }

    Rule toRule(String here, Machine.Kind kind) {
      return new Rule(name, site.orElse(here), profile, kind, vendor, model);
    }
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
      this.keys = List.copyOf(or(keys, List.of()));
    }
  }

  private void checkReferences() {
    if (admission < 1) {
      throw new ConfigException("admission is at least 1, not " + admission);
    }
    checkNames("profiles", profiles.stream().map(ProfileEntry::name).toList());
    checkNames("orchestrators", orchestrators.stream().map(Orchestrator::name).toList());
    for (RuleEntry rule : rules) {
      if (profiles.stream().noneMatch(profile -> profile.name().equals(rule.profile()))) {
        throw new ConfigException(
            "rule '" + rule.name() + "' names a profile that is not there: " + rule.profile());
      }
    }
    for (ProfileEntry profile : profiles) {
      if (orchestrators.stream()
          .noneMatch(target -> target.name().equals(profile.orchestrator()))) {
        throw new ConfigException(
            "profile '%s' names an orchestrator that is not there: %s"
                .formatted(profile.name(), profile.orchestrator()));
      }
    }
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
