package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.MissingNode;

/** Machines in service are compared with their roles by the runner that is carried to them. */
@EnabledIf(value = "rubyIsHere", disabledReason = "there is no ruby to run recipes with")
class DriftTest {
  @TempDir Path directory;
  private Node node;
  private Drift drift;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory, Path.of("push").toAbsolutePath());
    drift = node.drift(Duration.ofMinutes(1));
    Files.createDirectories(node.settings.cookbooks().resolve("base/recipes"));
  }

  @AfterEach
  void stop() throws Exception {
    drift.close();
    node.close();
  }

  @Test
  void tellsWhatWouldChangeWithItsDifferencesAndChangesNothing() throws Exception {
    Path motd = Files.writeString(directory.resolve("motd"), "hello\nold\n");
    Path secret = Files.writeString(directory.resolve("secret"), "before");
    recipe(
        """
        file '%1$s/motd' do
          content "hello\\nnew\\npassword: hunter2\\n"
        end
        file '%1$s/secret' do
          content 'after-that-nobody-may-see'
          sensitive true
        end
        directory '%1$s' do
        end
        """
            .formatted(directory));
    compareAfter(Duration.ofHours(25));
    assertThat(motd).hasContent("hello\nold\n");
    assertThat(secret).hasContent("before");
    assertThat(node.told("drift"))
        .singleElement()
        .asString()
        .startsWith("2 of 3 resources would change: file[" + motd + "] (content, 10 -> 28 bytes)");
    DriftResource.View view = (DriftResource.View) resource().answer(node.machine(), "GET", none());
    assertThat(view.status()).isEqualTo("drifted");
    List<?> changes = (List<?>) java.util.Objects.requireNonNull(view.changes());
    assertThat(changes).hasSize(2);
    assertThat(((Map<?, ?>) changes.getFirst()).get("diff"))
        .isEqualTo("@@ -1,2 +1,3 @@\n hello\n-old\n+new\n+password: ***");
    assertThat(changes.toString()).doesNotContain("nobody-may-see").doesNotContain("hunter2");
  }

  @Test
  void comparesOnceADay() throws Exception {
    recipe("log 'fine'\n");
    compareAfter(Duration.ofHours(25));
    assertThat(node.entries("drift").getFirst().facts()).doesNotContainKey("times");
    for (int hour = 0; hour < 24; hour++) {
      node.clock.advance(Duration.ofHours(1));
      drift.sweep();
    }
    await().until(() -> node.entries("drift").getFirst().facts().containsKey("times"));
    drift.sweep();
    drift.close();
    assertThat(node.entries("drift"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.facts()).containsEntry("times", 2));
  }

  @Test
  void comparesAtOnceWhenSomebodyAsks() throws Exception {
    recipe("log 'fine'\n");
    node.serve();
    assertThat(((DriftResource.View) resource().answer(node.machine(), "GET", none())).status())
        .isNull();
    resource().answer(node.machine(), "POST", none());
    await().until(() -> !node.entries("drift").isEmpty());
  }

  @Test
  void saysWhyAMachineCouldNotBeCompared() throws Exception {
    recipe("teapot 'short'\n");
    compareAfter(Duration.ofHours(25));
    assertThat(node.told("drift")).singleElement().asString().startsWith("could not be compared: ");
    assertThat(node.told("drift").getFirst()).contains("teapot");
  }

  @Test
  void comparesNoMachineThatIsNotInService() throws Exception {
    Machine machine = node.converging();
    assertThat(resource().answer(machine, "POST", none())).isInstanceOf(Problem.class);
    node.clock.advance(Duration.ofDays(2));
    drift.sweep();
    assertThat(node.host.connections()).isZero();
  }

  private void compareAfter(Duration time) throws Exception {
    node.serve();
    node.clock.advance(time);
    drift.sweep();
    await().atMost(Duration.ofSeconds(30)).until(() -> !node.entries("drift").isEmpty());
  }

  private void recipe(String text) throws Exception {
    Files.writeString(node.settings.cookbooks().resolve("base/recipes/default.rb"), text);
  }

  private DriftResource resource() {
    return new DriftResource(node.inventory, drift);
  }

  private static tools.jackson.databind.JsonNode none() {
    return MissingNode.getInstance();
  }

  static boolean rubyIsHere() {
    return Files.isExecutable(Path.of("/usr/bin/ruby"));
  }
}
