package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Roles that share secrets and tell each other things, on a machine that answers on SSH. */
class RelationsTest {
  /** Each step publishes what the test wrote for it, and prints the secret that it was given. */
  private static final String STEP =
      """
      told() { sed -n 's/.*"'$1'" : "\\([^"]*\\)".*/\\1/p' node.json; }
      echo "joins with $(told join)"
      echo '{"event":"resource","name":"execute[join '$(told join)']","action":"run",\
      "status":"updated"}' >>events.jsonl
      case $1 in *control) cat "$HOME/published.json" >"$(told publish)";; esac
      echo '{"event":"run_completed","updated":1,"total":1,"seconds":1}' >>events.jsonl
      echo 0 >exit-code
      """;

  @TempDir Path directory;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory);
    node.cookbook(
        "cloud",
        "roles.yaml",
        """
        cloud::control: {secrets: {join: kubeadm-token}}
        cloud::worker: {needs: [cloud::control], secrets: {join: kubeadm-token}}
        cloud::other: {}
        """);
    node.follow("cloud::worker", "cloud::control", "cloud::other");
    node.converge(STEP.replace("$HOME", node.home.toString()));
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void givesARoleWhatTheOnesItNeedsPublished() throws Exception {
    publish("{\"ca\": \"PEM\"}");
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(told("2-cloud-worker").at("/ztp/peers"))
        .hasToString(
            "{\"cloud::control\":[{\"address\":\"127.0.0.1\",\"hostname\":\"edge-1\","
                + "\"published\":{\"ca\":\"PEM\"}}]}");
    assertThat(told("1-cloud-control").at("/ztp/address").asString()).isEqualTo("127.0.0.1");
    assertThat(told("1-cloud-control").at("/ztp/peers")).isEmpty();
  }

  @Test
  void givesASecretOfTheSiteToThoseThatNameItAndTellsItNobodyElse() throws Exception {
    publish("");
    node.convergence.advance(node.converging());
    String secret = told("1-cloud-control").at("/cloud/join").asString();
    assertThat(secret).matches("[a-z0-9]{6}\\.[a-z0-9]{16}");
    assertThat(told("2-cloud-worker").at("/cloud/join").asString()).isEqualTo(secret);
    assertThat(told("3-cloud-other").has("cloud")).isFalse();
    assertThat(node.told("converge")).contains("execute[join ***] run updated in 0.0 s");
    assertThat(node.entries("converge"))
        .noneMatch(entry -> entry.facts().toString().contains(secret));
    assertThat(node.log).contains("PUSH: [cloud::control] joins with ***");
    assertThat(node.log).noneMatch(line -> line.contains(secret));
  }

  @Test
  void leavesASecretToTheProfileThatHasOne() throws Exception {
    publish("");
    node.inventory.follow(
        Policy.of(with(Map.of("cloud", Map.of("join", "of the profile")), "cloud::control")));
    node.convergence.advance(node.converging());
    assertThat(told("1-cloud-control").at("/cloud/join").asString()).isEqualTo("of the profile");
    assertThat(node.log).contains("PUSH: [cloud::control] joins with ***");
  }

  @Test
  void forgetsWhatAMachineHadTakenWhenItIsInstalledAnew() throws Exception {
    publish("{\"ca\": \"old\"}");
    node.convergence.advance(node.converging());
    Machine machine = node.machine();
    Step worker = Plan.of(profile(), new Cookbooks(node.settings.cookbooks())).steps().get(1);
    assertThat(peers(machine, worker)).contains("old");
    node.relations.installed(machine);
    assertThat(peers(machine, worker)).isEqualTo("{cloud::control=[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"x\"]", "{\"port\": 6443}", "{", "\"x\""})
  void failsAStepThatPublishesWhatNobodyCanRead(String text) throws Exception {
    publish(text);
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.cause()).contains("cloud::control left in", "what cannot be published: ");
  }

  @Test
  void failsAStepThatPublishesTooMuch() throws Exception {
    publish("{\"a\": \"" + "x".repeat(Published.LIMIT) + "\"}");
    node.convergence.advance(node.converging());
    assertThat(node.cause()).contains("it is longer than 32768 bytes");
  }

  private String peers(Machine machine, Step step) throws Exception {
    Object ztp = node.relations.of(machine, profile(), step, Path.of("/x")).attributes().get("ztp");
    return ztp instanceof Map<?, ?> map ? String.valueOf(map.get("peers")) : "";
  }

  private void publish(String text) throws Exception {
    Files.writeString(node.home.resolve("published.json"), text);
  }

  private JsonNode told(String step) throws Exception {
    return JsonMapper.shared().readTree(Files.readString(node.step(step).resolve("node.json")));
  }

  private Profile profile() {
    return node.inventory.policy().find("edge").orElseThrow();
  }

  private static Profile with(Map<String, Object> attributes, String role) {
    Profile plain = Node.profile(role);
    return new Profile(
        plain.name(),
        plain.installer(),
        plain.image(),
        "edge-{id}",
        plain.roles(),
        attributes,
        "",
        "none",
        plain.installWithin(),
        plain.convergeWithin());
  }
}
