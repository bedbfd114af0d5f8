package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.server.artifact.Artifacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Container images that nobody needs any more. */
class UnusedImagesTest {
  @TempDir Path home;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @BeforeEach
  void fill() throws IOException {
    Files.createDirectories(home.resolve("artifacts/blobs/sha256"));
    Files.createDirectories(home.resolve("artifacts/images"));
    Files.createFile(home.resolve("artifacts/images/.uses"));
    image("old", 100, 'a', 'c');
    image("young", 3, 'b', 'c');
  }

  /** An image as the store keeps it, of two pieces of content, added some days ago. */
  private void image(String name, int days, char manifest, char layer) throws IOException {
    Path file = home.resolve("artifacts/images/lab/%s:1.json".formatted(name));
    Files.createDirectories(file.getParent());
    Instant added = now.minus(Duration.ofDays(days));
    Files.writeString(
        file,
        """
        {"name": "lab/%1$s", "tag": "1", "digest": "%2$s", "size": 2, "platforms": ["linux/arm64"],
         "manifests": {"%2$s": "application/vnd.oci.image.manifest.v1+json"}, "blobs": ["%3$s"],
         "added": "%4$s", "by": "ada"}
        """
            .formatted(name, hash(manifest), hash(layer), added));
    Files.setLastModifiedTime(file, FileTime.from(added));
    for (char content : new char[] {manifest, layer}) {
      Files.writeString(blob(content), "x");
    }
  }

  private static String hash(char letter) {
    return String.valueOf(letter).repeat(64);
  }

  private Path blob(char letter) {
    return home.resolve("artifacts/blobs/sha256").resolve(hash(letter));
  }

  @Test
  void areListedFirstAndRemovedWhenOneSaysSo() throws Exception {
    try (var site = new ArtifactSite(home)) {
      assertThat(site.run("prune")).as(site.err.toString()).isZero();
      assertThat(site.out.toString()).contains("lab/old", "linux/arm64").doesNotContain("young");
      assertThat(blob('a')).exists();
      assertThat(site.run("prune", "--keep", "2")).isZero();
      assertThat(site.out.toString()).contains("lab/old", "lab/young");
      assertThat(site.run("prune", "--remove")).isZero();
      assertThat(site.out.toString()).contains("lab/old").doesNotContain("young");
      assertThat(blob('a')).doesNotExist();
      assertThat(blob('c')).as("of the other one, too").exists();
      assertThat(site.run("list", "--oci")).isZero();
      assertThat(site.out.toString()).contains("lab/young").doesNotContain("lab/old");
    }
  }

  @Test
  void thatMachinesStillPullAreNone() throws Exception {
    try (var site = new ArtifactSite(home)) {
      var request = site.device("/v2/lab/old/manifests/1").build();
      assertThat(site.http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      assertThat(site.run("prune", "--remove")).isZero();
      assertThat(site.out.toString()).doesNotContain("lab/old");
      assertThat(blob('a')).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unused=0", "unused=-1", "unused=soon", "unused=30&name=lab/old&tag=1"})
  void areToldByADayOrMore(String query) throws Exception {
    try (var site = new ArtifactSite(home)) {
      var answer = site.api("DELETE", "/api/v1/container-images?" + query, BodyPublishers.noBody());
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"field\":\"unused\"");
      assertThat(blob('a')).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lab/old:1",
        "10.20.0.1/lab/old:1",
        "lab/old@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void thatAProfileNamesAreNone(String name) throws IOException {
    sweep(Map.of("edge", Map.of("app", Map.of("images", List.of(name)))));
    assertThat(blob('a')).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lab/old:10", "very-lab/old:1", "lab/old"})
  void areNotNamedByWhatIsCalledAlmostSo(String name) throws IOException {
    sweep(Map.of("edge", Map.of("image", name)));
    assertThat(blob('a')).doesNotExist();
    assertThat(blob('b')).exists();
  }

  @Test
  void stayForEverUnlessItIsConfigured() throws IOException {
    Path part = Files.createDirectories(home.resolve("artifacts/uploads")).resolve(hash('d'));
    try (var store =
        new Artifacts(home.resolve("artifacts"), Optional.empty(), Clock.systemUTC())) {
      Files.setLastModifiedTime(
          Files.writeString(part, "x"), FileTime.from(now.minus(Duration.ofDays(8))));
      store.sweep(Map.of(), List.of(), Optional.empty());
    }
    assertThat(blob('a')).exists();
    assertThat(part).as("of an upload that nobody went on with").doesNotExist();
  }

  @Test
  void ofABundleGoWithIt() throws IOException {
    Path own = home.resolve("own");
    try (var store =
        new Artifacts(own, Optional.of(home.resolve("artifacts")), Clock.systemUTC())) {
      store.sweep(Map.of(), List.of(), Optional.of(Duration.ofDays(1)));
    }
    try (Stream<Path> kept = Files.list(home.resolve("artifacts/images/lab"))) {
      assertThat(kept).hasSize(2);
    }
    assertThat(blob('a')).exists();
  }

  @Test
  void areNoneWhosePullsNobodyHasNotedSoFar() throws IOException {
    Files.delete(home.resolve("artifacts/images/.uses"));
    sweep(Map.of());
    assertThat(blob('a')).exists();
    Files.setLastModifiedTime(
        home.resolve("artifacts/images/lab/old:1.json"),
        FileTime.from(now.minus(Duration.ofDays(40))));
    sweep(Map.of());
    assertThat(blob('a')).as("40 days after that").doesNotExist();
  }

  @Test
  void areNoneThatTheConfigurationKeeps() throws Exception {
    image("pause", 100, 'e', 'f');
    try (var site = new ArtifactSite(home)) {
      assertThat(site.run("prune", "--remove")).isZero();
      assertThat(site.out.toString()).contains("lab/old").doesNotContain("pause");
    }
    sweep(Map.of(), List.of("lab/pause:1"));
    assertThat(blob('e')).exists();
    sweep(Map.of(), List.of("lab/pause:2"));
    assertThat(blob('e')).doesNotExist();
  }

  private void sweep(Map<String, Map<String, Object>> profiles) throws IOException {
    sweep(profiles, List.of());
  }

  private void sweep(Map<String, Map<String, Object>> profiles, List<String> kept)
      throws IOException {
    try (var store =
        new Artifacts(home.resolve("artifacts"), Optional.empty(), Clock.systemUTC())) {
      store.sweep(profiles, kept, Optional.of(Duration.ofDays(30)));
    }
  }
}
