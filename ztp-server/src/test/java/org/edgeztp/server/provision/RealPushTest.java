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

  private void recipe(String text) throws Exception {
    Path recipes = node.settings.cookbooks().resolve("base/recipes");
    Files.writeString(Files.createDirectories(recipes).resolve("default.rb"), text);
  }

  static boolean rubyIsHere() {
    return Files.isExecutable(Path.of("/usr/bin/ruby"))
        && Files.isExecutable(PUSH.resolve("converge"));
  }
}
