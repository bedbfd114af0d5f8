package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Profile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteOrderTest {
  @TempDir Path cookbooks;

  @BeforeEach
  void recipes() throws Exception {
    for (String cookbook : List.of("a", "b", "base", "c", "d", "net")) {
      recipe(cookbook, "default");
    }
    recipe("k8s", "control");
  }

  @Test
  void letsPassWhatCanComeOneAfterTheOther() throws Exception {
    roles("k8s", "k8s::worker: {needs: ['k8s::control']}\nk8s::control: {needs: [net]}\n");
    assertThatCode(() -> check("w=base::default k8s::worker", "c=base k8s::control", "n=net"))
        .doesNotThrowAnyException();
  }

  @Test
  void letsAMachineHaveItselfWhatItNeeds() throws Exception {
    roles("k8s", "k8s::worker: {needs: ['k8s::control']}\n");
    assertThatCode(() -> check("single=k8s::worker k8s::control")).doesNotThrowAnyException();
    assertThat(
            Plan.of(profile("single=k8s::worker k8s::control"), new Cookbooks(cookbooks)).steps())
        .map(Step::name)
        .containsExactly("k8s::control", "k8s::worker");
  }

  @Test
  void namesTheCircleOfRoles() throws Exception {
    roles("a", "a: {needs: [b]}\n");
    roles("b", "b: {needs: [c]}\n");
    roles("c", "c: {needs: [a]}\n");
    assertThatThrownBy(() -> check("x=base", "p=a", "q=b", "r=c"))
        .hasMessage("profiles wait for each other: p needs b of q, q needs c of r, r needs a of p");
  }

  /** No role needs itself here: only which roles are together on a machine makes the circle. */
  @Test
  void namesTheCircleThatProfilesMake() throws Exception {
    roles("a", "a: {needs: [c]}\n");
    roles("d", "d: {needs: [b]}\n");
    assertThatThrownBy(() -> check("p=a b", "q=c d"))
        .hasMessage("profiles wait for each other: p needs c of q, q needs b of p");
  }

  @Test
  void namesTheRoleThatNoCookbookHas() {
    assertThatThrownBy(() -> check("p=base bas"))
        .hasMessage(
            "profile 'p' has the role bas, which no cookbook of %s has; there are a, b, base, c, d,"
                    .formatted(cookbooks)
                + " k8s::control, net");
  }

  @Test
  void namesTheRoleThatNobodyHas() throws Exception {
    roles("a", "a: {needs: [gone]}\n");
    assertThatThrownBy(() -> check("p=a"))
        .hasMessage("profile 'p' needs the role gone in service, which no profile has");
  }

  @Test
  void namesTheCircleWithinAProfile() throws Exception {
    roles("a", "a: {after: [b]}\n");
    roles("b", "b: {after: [a]}\n");
    assertThatThrownBy(() -> check("p=base a b"))
        .hasMessage("profile 'p': roles come after each other: a after b after a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "base edge db   |                     | base edge db",
        "db base edge   | db: {after: [edge]} | base edge db",
        "db base        | db: {after: [edge]} | db base",
        "db edge base   | db: {after: [edge, base]} | edge base db"
      })
  void keepsTheOrderOfTheProfileButForWhatComesAfter(String given, String told, String order)
      throws Exception {
    roles("db", told == null ? "{}" : told);
    assertThat(Plan.of(profile("p=" + given), new Cookbooks(cookbooks)).steps())
        .map(Step::name)
        .containsExactly(order.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b: {after: [x]}",
        "a: {befor: [x]}",
        "a: {after: x}",
        "a: {silence: 0}",
        "a: {after: [1]}",
        "a: [",
        "a::b: {needs: {c: d}}"
      })
  void refusesWhatIsNoFileOfRoles(String text) throws Exception {
    roles("a", text + "\n");
    assertThatThrownBy(() -> check("p=a")).hasMessageContaining("a/roles.yaml: ");
  }

  private void recipe(String cookbook, String recipe) throws IOException {
    Path folder = Files.createDirectories(cookbooks.resolve(cookbook).resolve("recipes"));
    Files.writeString(folder.resolve(recipe + ".rb"), "");
  }

  private void check(String... profiles) {
    SiteOrder.check(Stream.of(profiles).map(SiteOrderTest::profile).toList(), cookbooks);
  }

  private static Profile profile(String text) {
    String[] parts = text.split("=", 2);
    return new Profile(
        parts[0],
        Profile.Installer.IMAGE,
        "debian-13",
        "{id}",
        List.of(parts[1].split(" ")),
        Map.of(),
        "",
        "none",
        Duration.ofMinutes(60),
        Duration.ofMinutes(60));
  }

  private void roles(String cookbook, String text) throws Exception {
    Files.writeString(
        Files.createDirectories(cookbooks.resolve(cookbook)).resolve("roles.yaml"), text);
  }
}
