package org.edgeztp.server.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts of a profile name an image. */
class MentionsTest {
  private static final String INDEX = "a".repeat(64);
  private static final String PLATFORM = "b".repeat(64);

  private static Image image(String path) {
    int colon = path.lastIndexOf(':');
    return new Image(
        path.substring(0, colon),
        path.substring(colon + 1),
        INDEX,
        Map.of(INDEX, "index", PLATFORM, "manifest"),
        List.of(),
        1,
        List.of(),
        Instant.EPOCH,
        "ada");
  }

  private static boolean names(Object attribute, String image) {
    Map<String, Map<String, Object>> profiles = Map.of("edge", Map.of("app", attribute));
    return Mentions.of(profiles, List.of()).has(image(image));
  }

  private static String written(String text) {
    return text.replace("INDEX", INDEX).replace("PLATFORM", PLATFORM).replace("NL", "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "registry.k8s.io/pause:3.10, registry.k8s.io/pause:3.10",
    "registry.k8s.io/pause:3.10@sha256:INDEX, registry.k8s.io/pause:3.10",
    "registry.k8s.io/pause:3.9@sha256:INDEX, registry.k8s.io/pause:3.10",
    "registry.k8s.io/pause@sha256:PLATFORM, registry.k8s.io/pause:3.10",
    "--pod-infra-container-image=registry.k8s.io/pause:3.10, registry.k8s.io/pause:3.10",
    "docker://10.20.0.1:5000/registry.k8s.io/pause:3.10, registry.k8s.io/pause:3.10",
    "'spec:NL  image: \"app/web:1\"NL  args: []', app/web:1",
    "'It wants app/web:1.', app/web:1",
    "nginx:1.27, library/nginx:1.27",
    "nginx:1.27, docker.io/library/nginx:1.27",
    "docker.io/nginx:1.27, library/nginx:1.27",
    "docker://nginx:1.27, library/nginx:1.27",
    "docker.io/library/nginx:1.27, library/nginx:1.27",
    "bitnami/redis:7, docker.io/bitnami/redis:7",
    "'image: nginxNL', library/nginx:latest",
    "app/web, app/web:latest"
  })
  void isNamed(String text, String image) {
    assertThat(names(List.of(written(text)), image)).isTrue();
    assertThat(names(Map.of(written(text), 1), image)).as("by a key").isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "registry.k8s.io/pause:3.1, registry.k8s.io/pause:3.10",
    "registry.k8s.io/pause:3.10.1, registry.k8s.io/pause:3.10",
    "registry.k8s.io/pause:3.10-arm64, registry.k8s.io/pause:3.10",
    "registry-k8s.io/pause:3.10, registry.k8s.io/pause:3.10",
    "my-app/web:1, app/web:1",
    "app/web, app/web:1",
    "app/web:1, app/web:latest",
    "app/web-ui, app/web:latest",
    "app/web/ui, app/web:latest",
    "bitnami/nginx:1.27, library/nginx:1.27",
    "openresty-nginx:1.27, library/nginx:1.27"
  })
  void isNotNamed(String text, String image) {
    assertThat(names(text, image)).isFalse();
  }
}
