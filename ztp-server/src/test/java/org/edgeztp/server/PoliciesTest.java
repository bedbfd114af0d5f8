package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ztp apply} puts in force, and what it refuses. */
class PoliciesTest {
  private static final String ORCHESTRATORS =
      """
      orchestrators:
        - {name: central, url: "http://o/e", confirm: "http://o/{id}", secrets: [whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3]}
      """;
  private static final String POLICY =
      """
      profiles:
        - {name: edge, image: debian-13, orchestrator: central}
      rules:
        - {name: big, profile: edge, when: {memory: ">= 64 GiB"}}
        - {name: any, profile: edge}
      """;
  private static final String OTHER =
      """
      profiles:
        - {name: edge, image: debian-13, orchestrator: central, hostname: "e-{serial}"}
        - {name: gpu, image: debian-13, orchestrator: central}
      rules:
        - {name: any, profile: edge}
        - {name: big, profile: gpu, when: {memory: [">= 64 GiB", 1 TiB], vendor: dell*}}
      """;

  @TempDir Path folder;
  private Database database;
  private Inventory inventory;
  private Policies policies;

  @BeforeEach
  void start() {
    database = Database.open(folder.resolve("ztp"));
    Config config = config(POLICY, ORCHESTRATORS);
    inventory = inventory(config);
    policies = policies(config);
    policies.start(false);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void tellsWhatChangesBeforeAnythingDoes() {
    Policies.Change change = post(Map.of("text", OTHER, "name", "new.yaml", "dryRun", true));
    assertThat(change.changes())
        .containsExactly(
            "~ profile edge: hostname node-{mac} -> e-{serial}",
            "+ profile gpu",
            "~ rule big: profile edge -> gpu",
            "~ rule big: when {\"memory\":\">= 64 GiB\"} ->"
                + " {\"memory\":[\">= 64 GiB\",\"1 TiB\"],\"vendor\":\"dell*\"}",
            "~ rules come in the order any, big");
    assertThat(inventory.policy().profiles()).containsOnlyKeys("edge");
    assertThat(present().name()).isEqualTo("the configuration");
  }

  @Test
  void whatIsAppliedIsInForceAtOnceAndAfterARestartUntilItIsReset() {
    Machine machine = inventory.register(Machines.MAC, "s1", "a test");
    Policies.Change change = post(Map.of("text", OTHER, "name", "new.yaml"));
    assertThat(change.machines())
        .containsExactly(machine.label() + " (DISCOVERED): rule any gives it the profile edge");
    assertThat(inventory.policy().profiles()).containsOnlyKeys("edge", "gpu");

    restart(POLICY);
    assertThat(inventory.policy().profiles()).containsOnlyKeys("edge", "gpu");
    assertThat(present().name()).isEqualTo("new.yaml");
    assertThat(post(Map.of("text", present().text())).changes()).isEmpty();

    post(Map.of("reset", true));
    assertThat(inventory.policy().profiles()).containsOnlyKeys("edge");
    restart(POLICY);
    assertThat(present().name()).isEqualTo("the configuration");
  }

  @Test
  void refusesWhatDoesNotFitAndChangesNothing() {
    refused("profile: []", "unknown key 'profile', did you mean 'profiles'?");
    refused(OTHER.replace("vendor", "vendr"), "unknown fact 'vendr', did you mean 'vendor'?");
    refused(OTHER.replace(">= 64 GiB", "plenty"), "compared with a size");
    refused(OTHER.replace("central", "west"), "names an orchestrator that is not there: west");
    refused(OTHER.replace("image: debian-13", "image: x, installer: preseed"), "was not added");
    refused("text", "there are no keys in it");
    assertThat(inventory.policy().profiles()).containsOnlyKeys("edge");
  }

  @Test
  void aProfileThatMachinesHaveCannotGo() throws Exception {
    Machine machine = inventory.register(Machines.MAC, "s1", "a test");
    inventory.apply(machine, new Event.Inspect("a test"));
    machine = inventory.find(machine.id()).orElseThrow();
    inventory.apply(machine, new Event.HardwareReported(Machines.HARDWARE));
    machine = inventory.find(machine.id()).orElseThrow();
    inventory.apply(machine, new Event.Assigned("edge", "e1", "a test"));
    refused(
        "profiles: []", "the profile 'edge' is gone, and 1 machine(s) have it, the first is e1");
    boolean done =
        Sites.within(
            Set.of("s2"),
            () -> {
              refused("profiles: []", "1 machine(s) have it, the first is of another site");
              return true;
            });
    assertThat(done).isTrue();
  }

  @Test
  void aResetCountsAlsoWhereNothingDiffers() {
    post(Map.of("text", OTHER));
    post(Map.of("text", POLICY, "name", "same.yaml"));
    assertThat(post(Map.of("reset", true)).changes()).isEmpty();
    assertThat(present().name()).isEqualTo("the configuration");
  }

  @Test
  void whoeverLooksAtAnOldPolicyChangesNoNewerOne() {
    post(Map.of("text", OTHER, "version", 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> post(Map.of("text", POLICY, "version", 0)))
        .withMessageContaining("applied since");
  }

  @Test
  void doesNotStartWithWhatTheConfigurationNoLongerBears() {
    post(Map.of("text", OTHER, "name", "new.yaml"));
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> restart("", ORCHESTRATORS.replace("central", "west")))
        .withMessageContaining("--forget-applied");
    policies.start(true);
    assertThat(inventory.policy().profiles()).isEmpty();
  }

  private void refused(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> post(Map.of("text", text)))
        .withMessageContaining(why);
  }

  private Policies.Change post(Map<String, Object> body) {
    return (Policies.Change) policies.answer("POST", new JsonMapper().valueToTree(body));
  }

  private Policies.Present present() {
    return (Policies.Present) policies.answer("GET", new JsonMapper().createObjectNode());
  }

  private void restart(String policy) {
    restart(policy, ORCHESTRATORS);
  }

  private void restart(String policy, String orchestrators) {
    Config config = config(policy, orchestrators);
    inventory = inventory(config);
    policies = policies(config);
    policies.start(false);
  }

  private static Config config(String policy, String orchestrators) {
    String rest =
        """
        site: s1
        assets: /assets
        networks: [{interface: eth1, address: 10.77.0.1}]
        """;
    return ConfigFile.parse(rest + orchestrators + policy, "ztp.yaml");
  }

  private Inventory inventory(Config config) {
    return new Inventory(
        new SqlMachineStore(database),
        config.policy().toPolicy(config),
        Clock.systemUTC(),
        Ids::next);
  }

  private Policies policies(Config config) {
    var store = new PolicyStore(database.source(), Clock.systemUTC());
    return new Policies(config, () -> InstallableTest.SERVED, store, inventory);
  }
}
