package org.edgeztp.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.Witness;
import org.edgeztp.server.http.Served;
import org.edgeztp.server.provision.SiteOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/policy}: the profiles and rules that the server follows. They are the
 * configuration's until others are applied, which stay in force over restarts.
 *
 * <pre>
 * GET                                    {"version": 3, "name": "site.yaml", "text": YAML}
 * POST {"text": YAML, "name": "site.yaml"}     puts it in force
 * POST {"reset": true}                         puts the configuration's in force again
 *      "dryRun": true                          only answers what would change
 *      "version": 3                            refuses when another was applied since
 * </pre>
 */
final class Policies implements Resource {
  private static final Logger log = LoggerFactory.getLogger(Policies.class);
  private static final int BODY = 1 << 20;

  private final Config config;
  private final Supplier<Served> served;
  private final PolicyStore store;
  private final Inventory inventory;

  /**
   * The policies of a server.
   *
   * @param served what profiles may install
   */
  Policies(Config config, Supplier<Served> served, PolicyStore store, Inventory inventory) {
    this.config = config;
    this.served = served;
    this.store = store;
    this.inventory = inventory;
  }

  /**
   * What is in force.
   *
   * @param text as it was applied; the configuration's is written anew
   */
  record Present(long version, String name, String text) {}

  /**
   * What became of it, or would.
   *
   * @param changes to profiles and rules
   * @param machines that wait for a rule and get another
   */
  record Change(boolean dryRun, long version, List<String> changes, List<String> machines) {}

  /**
   * Puts in force what was applied last, or else the configuration's.
   *
   * @param forget whether what was applied is forgotten first
   * @throws ConfigException when what was applied does not fit the configuration any more
   */
  void start(boolean forget) {
    if (forget && present().isPresent()) {
      store.add("the configuration", Optional.empty());
    }
    try {
      inventory.follow(checked(inForce()));
    } catch (ConfigException e) {
      if (present().isEmpty()) {
        throw e;
      }
      throw new ConfigException(
          e.getMessage()
              + "; it was put in force by ztp apply: mend the configuration, or start once with"
              + " --forget-applied to follow the configuration's profiles and rules");
    }
    present()
        .ifPresent(applied ->
            log.info(
                "Profiles and rules are those of {}, applied at {}, not the configuration's",
                applied.name(),
                applied.at()));
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public int bodyLimit() {
    return BODY;
  }

  @Override
  public synchronized Object answer(String method, JsonNode body) {
    PolicyEntry before = inForce();
    long version = store.newest().map(PolicyStore.Applied::version).orElse(0L);
    if (!method.equals("POST")) {
      String name = present().map(PolicyStore.Applied::name).orElse("the configuration");
      String text = present().flatMap(PolicyStore.Applied::text).orElse(ConfigFile.print(before));
      return new Present(version, name, text);
    }
    if (body.path("version").asLong(version) != version) {
      throw new IllegalArgumentException("another policy was applied since: look at it first");
    }
    try {
      return change(before, version, Proposal.of(body), body.path("dryRun").asBoolean(false));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private Change change(PolicyEntry before, long version, Proposal proposal, boolean dryRun) {
    PolicyEntry after = proposal.entry(config);
    Policy next = fitting(proposal, after);
    List<String> changes = PolicyDifference.between(before, after);
    List<String> machines = PolicyDifference.of(inventory.all(), inventory.policy(), next);
    if (dryRun || (changes.isEmpty() && proposal.text().isPresent())) {
      return new Change(dryRun, version, changes, machines);
    }
    Witness.tell(
        "",
        PolicyDifference.whole(before, inventory.all(), inventory.policy()),
        PolicyDifference.whole(after, inventory.all(), next));
    store.add(proposal.name(), proposal.text());
    inventory.follow(next);
    log.info("Follows {} from now on: {}", proposal.name(), String.join("; ", changes));
    return new Change(false, store.newest().orElseThrow().version(), changes, machines);
  }

  private Policy fitting(Proposal proposal, PolicyEntry after) {
    try {
      Policy next = checked(after);
      checkUse(next);
      return next;
    } catch (ConfigException e) {
      String why = String.valueOf(e.getMessage());
      throw new ConfigException(
          proposal.text().map(text -> ConfigFile.placed(text, proposal.name(), why)).orElse(why));
    }
  }

  private record Proposal(String name, Optional<String> text) {
    static Proposal of(JsonNode body) {
      if (body.path("reset").asBoolean(false)) {
        return new Proposal("the configuration", Optional.empty());
      }
      String text = body.path("text").asString("");
      if (text.isBlank()) {
        throw new IllegalArgumentException("post {\"text\": YAML} or {\"reset\": true}");
      }
      return new Proposal(body.path("name").asString("policy"), Optional.of(text));
    }

    PolicyEntry entry(Config config) {
      return text.map(yaml -> ConfigFile.parsePolicy(yaml, name)).orElse(config.policy());
    }
  }

  private Policy checked(PolicyEntry entry) {
    Policy policy = entry.toPolicy(config);
    Installable.check(policy.profiles().values(), served.get());
    try {
      SiteOrder.check(policy.profiles().values(), config.cookbooks());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
    return policy;
  }

  /**
   * A machine keeps its profile for life: it is installed and converged by it again. Those of sites
   * that who asks may not see count, and are not named.
   */
  private void checkUse(Policy next) {
    Map<String, List<Machine>> orphans =
        Sites.everywhere(inventory::all).stream()
            .filter(machine -> machine.state() != State.RETIRED)
            .filter(machine -> machine.profile().flatMap(next::find).isEmpty())
            .filter(machine -> machine.profile().isPresent())
            .collect(Collectors.groupingBy(machine -> machine.profile().orElseThrow()));
    orphans.forEach((profile, machines) -> {
      throw new ConfigException(
          "the profile '%s' is gone, and %d machine(s) have it, the first is %s"
              .formatted(
                  profile,
                  machines.size(),
                  machines.stream()
                      .filter(Sites::cover)
                      .findFirst()
                      .map(Machine::label)
                      .orElse("of another site")));
    });
  }

  private PolicyEntry inForce() {
    return present()
        .flatMap(
            applied -> applied.text().map(yaml -> ConfigFile.parsePolicy(yaml, applied.name())))
        .orElse(config.policy());
  }

  private Optional<PolicyStore.Applied> present() {
    return store.newest().filter(applied -> applied.text().isPresent());
  }
}
