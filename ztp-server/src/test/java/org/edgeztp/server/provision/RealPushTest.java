package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The server's half and the half that is carried to the machine, together. */
@EnabledIf(value = "rubyIsHere", disabledReason = "there is no ruby to run recipes with")
class RealPushTest {
  private static final Path PUSH = Path.of("push").toAbsolutePath();

  @TempDir Path directory;
  private Node node;
  private Convergence convergence;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory, PUSH);
    convergence = node.convergence;
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void convergesARecipeForReal() throws Exception {
    recipe("file '%s/made' do\n  content node['base']['hostname']\nend\n".formatted(directory));
    convergence.advance(node.converging());
    assertThat(node.state()).as(node.told("ConvergeFailed").toString()).isEqualTo(State.VERIFYING);
    assertThat(directory.resolve("made")).hasContent("edge-1");
    assertThat(node.told("converge"))
        .singleElement()
        .asString()
        .startsWith("file[" + directory + "/made] create updated");
  }

  @Test
  void namesTheLineOfTheRecipeThatFailed() throws Exception {
    recipe("# first\nexecute 'exit 3' do\n  cwd '/'\nend\n");
    convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.cause())
        .startsWith("execute[exit 3] (base::default line 2 of base/recipes/default.rb): ");
  }

  @Test
  void namesAResourceThatTheRunnerDoesNotKnow() throws Exception {
    recipe("teapot 'short and stout'\n");
    convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.cause()).contains("teapot");
  }

  @Test
  void runsAScriptWhereTheRoleIsOne() throws Exception {
    node.follow("motd");
    node.cookbook("motd", "roles.yaml", "motd: {shell: motd.sh}\n");
    node.cookbook("motd", "motd.sh", "cp $ZTP_NODE %s/made; pwd\n".formatted(directory));
    convergence.advance(node.converging());
    assertThat(node.state()).as(node.told("ConvergeFailed").toString()).isEqualTo(State.VERIFYING);
    assertThat(directory.resolve("made")).content().contains("recipe[motd]");
    assertThat(node.told("converge"))
        .singleElement()
        .asString()
        .startsWith("script[motd/motd.sh] run updated");
  }

  @Test
  void tellsTheLastWordsOfAScriptThatFailed() throws Exception {
    node.follow("motd");
    node.cookbook("motd", "roles.yaml", "motd: {shell: motd.sh}\n");
    node.cookbook(
        "motd", "motd.sh", "#!/bin/sh\necho token=abcdef; echo 'no such \"disk\"' >&2; exit 7\n");
    convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.cause()).isEqualTo("ended with 7: no such \"disk\"");
    assertThat(node.entries("ConvergeFailed").getFirst().facts().get("log"))
        .isEqualTo("token=***\nno such \"disk\"");
  }

  @Test
  void namesAScriptThatIsNotThere() throws Exception {
    node.follow("motd");
    node.cookbook("motd", "roles.yaml", "motd: {shell: gone.sh}\n");
    convergence.advance(node.converging());
    assertThat(node.cause()).contains("the role motd names gone.sh, which its folder has not");
  }

  @Test
  @EnabledIf(value = "ansibleIsHere", disabledReason = "there is no ansible-playbook")
  void runsAPlaybookWhereTheRoleIsOne() throws Exception {
    playbook(
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - name: make it
              copy: {content: "{{ base.hostname }}", dest: "%1$s/made"}
            - name: keep it quiet
              copy: {content: "nobody-may-see", dest: "%1$s/secret"}
              no_log: true
        """);
    convergence.advance(node.converging());
    assertThat(node.state()).as(node.told("ConvergeFailed").toString()).isEqualTo(State.VERIFYING);
    assertThat(directory.resolve("made")).hasContent("edge-1");
    assertThat(node.told("converge")).hasSize(2);
    assertThat(node.told("converge").getFirst()).startsWith("task[make it] copy updated in");
    assertThat(node.log.toString()).doesNotContain("nobody-may-see");
    assertThat(node.told("Converged").getFirst()).startsWith("Ansible 2").contains("2 of 2");
  }

  @Test
  @EnabledIf(value = "ansibleIsHere", disabledReason = "there is no ansible-playbook")
  void namesTheTaskOfAPlaybookThatFailed() throws Exception {
    playbook(
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - name: break
              command: sh -c "echo worse than %1$s >&2; exit 5"
        """);
    convergence.advance(node.converging());
    assertThat(node.cause())
        .isEqualTo("task[break] (line 4 of hard/site.yaml): non-zero return code");
    assertThat(node.entries("ConvergeFailed").getFirst().facts().get("log"))
        .asString()
        .startsWith("worse than");
  }

  private void playbook(String text) throws Exception {
    node.follow("hard");
    node.cookbook("hard", "roles.yaml", "hard: {ansible: site.yaml}\n");
    node.cookbook("hard", "site.yaml", text.formatted(directory));
  }

  static boolean ansibleIsHere() {
    return Files.isExecutable(Path.of("/usr/bin/ansible-playbook"));
  }

  private void recipe(String text) throws Exception {
    Path recipes = node.settings.cookbooks().resolve("base/recipes");
    Files.writeString(Files.createDirectories(recipes).resolve("default.rb"), text);
  }

  static boolean rubyIsHere() {
    return Files.isExecutable(Path.of("/usr/bin/ruby"))
        && Files.isExecutable(PUSH.resolve("converge"));
  }
}
