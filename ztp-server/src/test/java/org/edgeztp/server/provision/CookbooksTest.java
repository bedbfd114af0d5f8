package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookbooksTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"none", "../base", "", "a/b"})
  void knowsNoCookbookOutsideItsFolder(String name) throws Exception {
    cookbook("base", "");
    Cookbooks cookbooks = new Cookbooks(Files.createDirectories(root.resolve("in")));
    assertThatThrownBy(() -> cookbooks.withDependencies(List.of(name)))
        .hasMessage("there is no cookbook " + name + ", but the profile needs it");
  }

  @Test
  void endsWhereCookbooksDependOnEachOther() throws Exception {
    cookbook("a", "depends 'b'");
    cookbook("b", "depends 'a'");
    assertThat(new Cookbooks(root).withDependencies(List.of("a"))).containsExactly("a", "b");
  }

  @Test
  void readsTheChecksOfTheRoles() throws Exception {
    cookbook("base", "");
    cookbook("edge", "");
    Files.writeString(
        root.resolve("edge/acceptance.json"),
        """
        [{"name":"one","command":"true","expect":"x","timeoutSeconds":30},
         {"name":"two","command":"false"}]
        """);
    List<Check> checks = RoleChecks.of(new Cookbooks(root), List.of("base", "edge"));
    assertThat(checks).map(Check::name).containsExactly("edge: one", "edge: two");
    assertThat(checks)
        .map(Check::timeout)
        .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(10));
  }

  @Test
  void leavesOutChecksOfRolesThatTheMachineHasNot() throws Exception {
    cookbook("cloud", "");
    Files.writeString(
        root.resolve("cloud/acceptance.json"),
        """
        [{"name":"api","command":"true","roles":["cloud::controller"]},
         {"name":"agent","command":"true","roles":["cloud::compute","cloud::single"]},
         {"name":"time","command":"true"}]
        """);
    var cookbooks = new Cookbooks(root);
    assertThat(RoleChecks.of(cookbooks, List.of("cloud::controller")))
        .map(Check::name)
        .containsExactly("cloud: api", "cloud: time");
    assertThat(RoleChecks.of(cookbooks, List.of("cloud::controller", "cloud::single")))
        .map(Check::name)
        .containsExactly("cloud: api", "cloud: agent", "cloud: time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"name\":\"x\",\"command\":\"x\",\"roles\":\"base\"}]",
        "[{\"name\":\"x\",\"command\":\"x\",\"roles\":[\"bass::x\"]}]",
        "[{\"name\":1,\"command\":\"x\"}]",
        "[{}]",
        "[",
        "[{\"name\":\"x\",\"command\":\"x\",\"expect\":\"(\"}]"
      })
  void refusesChecksThatAreNone(String json) throws Exception {
    cookbook("base", "");
    Files.writeString(root.resolve("base/acceptance.json"), json);
    assertThatThrownBy(() -> RoleChecks.of(new Cookbooks(root), List.of("base")))
        .hasMessageContaining("checks of cookbook base");
  }

  private void cookbook(String name, String metadata) throws Exception {
    Files.writeString(Files.createDirectories(root.resolve(name)).resolve("metadata.rb"), metadata);
  }
}
