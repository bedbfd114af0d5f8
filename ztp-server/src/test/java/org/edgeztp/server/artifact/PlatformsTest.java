package org.edgeztp.server.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which machines can run what a profile names. */
class PlatformsTest {
  private static final String PAUSE = "10.77.0.1/registry.k8s.io/pause:3.9";

  private static Image image(String name, String... platforms) {
    String hash = "%064x".formatted(name.hashCode() & 0xffffffL);
    return new Image(
        name,
        "3.9",
        hash,
        Map.of(hash, "index"),
        List.of(),
        1,
        List.of(platforms),
        Instant.EPOCH,
        "ada");
  }

  private static Optional<String> lack(Object attribute, String architecture, Image... images) {
    return Platforms.lack(List.of(images), Map.of("app", attribute), architecture);
  }

  @Test
  void anImageOfAnotherPlatformIsTold() {
    Image pause = image("registry.k8s.io/pause", "linux/amd64", "windows/arm64");
    assertThat(lack(List.of(PAUSE), "arm64", pause).orElseThrow())
        .startsWith(
            "the container image registry.k8s.io/pause:3.9, which the artifact store has for"
                + " linux/amd64, windows/arm64 alone, and this machine is arm64");
    assertThat(lack(List.of(PAUSE), "amd64", pause)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "arm64"})
  void anImageOfBothAndOneThatTellsNothingAreForAll(String architecture) {
    assertThat(
            lack(PAUSE, architecture, image("registry.k8s.io/pause", "linux/amd64", "linux/arm64")))
        .isEmpty();
    assertThat(lack(PAUSE, architecture, image("registry.k8s.io/pause"))).isEmpty();
  }

  @Test
  void whatNoProfileNamesIsForNobody() {
    assertThat(lack("app/web:3.9", "arm64", image("registry.k8s.io/pause", "linux/amd64")))
        .isEmpty();
  }

  @Test
  void itIsEnoughUnderOneOfItsNames() {
    assertThat(
            lack(
                "nginx:3.9",
                "arm64",
                image("library/nginx", "linux/amd64"),
                image("docker.io/library/nginx", "linux/arm64")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "/etc/nginx", "nginx:3", "quay.io/x/nginx:3.9", "nginx:3.9.1"})
  void aTextThatOnlyResemblesItsNameIsNoReference(String text) {
    Image nginx = image("library/nginx", "linux/arm64");
    assertThat(lack(text, "amd64", nginx)).isEmpty();
    assertThat(lack(Map.of("nginx:3.9", text), "amd64", nginx)).isEmpty();
    assertThat(lack("nginx:3.9", "amd64", nginx)).isPresent();
    assertThat(lack("10.77.0.1:80/library/nginx:3.9", "amd64", nginx)).isPresent();
  }

  @Test
  void anAttributeMayBeEmpty() {
    Map<String, Object> empty = new HashMap<>();
    empty.put("registry", null);
    empty.put("images", Arrays.asList(null, PAUSE));
    assertThat(lack(empty, "arm64", image("registry.k8s.io/pause", "linux/amd64"))).isPresent();
    assertThat(Mentions.of(Map.of("p", empty), List.of()).of(image("app/web"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "x86_64"})
  void whatIsBelowAnArchitectureIsForItsMachines(String key) {
    Image pause = image("registry.k8s.io/pause", "linux/amd64");
    Object images = Map.of("images", List.of(Map.of(key, List.of(PAUSE))));
    assertThat(lack(images, "arm64", pause)).isEmpty();
    assertThat(lack(Map.of("arm64", PAUSE), "arm64", pause)).isPresent();
    assertThat(lack(Map.of("aarch64", PAUSE), "arm64", pause)).isPresent();
  }
}
