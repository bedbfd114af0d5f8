package org.edgeztp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Artifacts and container images on their way to a site without internet. */
class BundledArtifactsTest {
  private static final String IMAGE = "registry.k8s.io/pause:3.9";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path home;
  private static ArtifactSite site;

  @TempDir private Path folder;
  private BundleSite from;

  @BeforeAll
  static void fill() throws Exception {
    site = new ArtifactSite(home);
    Files.writeString(home.resolve("kubelet"), "a program");
    Files.writeString(home.resolve("model"), "a model");
    ImageTar.of(1000, 20_000).write(home.resolve("image.tar"));
    add("kubelet", "kubelet/1.34.1/amd64");
    add("kubelet", "kubelet/1.33.0/amd64");
    add("model", "model/7");
    add("image.tar", "--oci", IMAGE);
    add("image.tar", "--oci", "library/other:1");
  }

  private static void add(String file, String... words) {
    String[] all =
        Stream.concat(Stream.of("add", home.resolve(file).toString()), Stream.of(words))
            .toArray(String[]::new);
    assertThat(site.run(all)).as(site.err.toString()).isZero();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void configure() throws IOException {
    from = new BundleSite(folder, home.resolve("artifacts"));
    profile("http://10.77.0.1/artifacts/kubelet/1.34.1/amd64/kubelet");
  }

  private void profile(String url) throws IOException {
    from.has(
        "site.yaml",
        """
        profiles:
          - name: worker
            image: debian-13
            orchestrator: central
            attributes:
              kubernetes: {artifacts: {kubelet: {url: "%s"}}, images: ["10.77.0.1/%s"]}
        """
            .formatted(url, IMAGE));
  }

  @Test
  void takesWhatProfilesUseAndWhatIsNamed() throws Exception {
    assertThat(from.create("--artifact", "model/7")).as(from.err.toString()).isZero();
    assertThat(
            from.run(
                "show",
                "-o",
                "json",
                "--key",
                from.at("data/bundle.key.pub"),
                from.at("s1.bundle")))
        .isZero();
    JsonNode shown = JSON.readTree(from.said);
    assertThat(
            shown
                .path("components")
                .valueStream()
                .map(one -> one.path("name").asString() + " " + one.path("version").asString()))
        .containsExactly(
            "ipxe.efi 2026-11-26T09:00:00Z",
            "debian-13 2026-11-26T09:00:00Z",
            "kubelet 1.34.1",
            "model 7",
            "registry.k8s.io/pause 3.9");
    assertThat(from.run("show", "--key", from.at("data/bundle.key.pub"), from.at("s1.bundle")))
        .isZero();
    assertThat(from.said).containsPattern("artifacts +registry.k8s.io/pause +3.9 +\\w{12}\n");
  }

  @Test
  void areServedWhereTheyWereImported() throws Exception {
    assertThat(from.create()).as(from.err.toString()).isZero();
    Path bundled = from.unpack().resolve("artifacts");

    Path other = Files.createDirectory(folder.resolve("other"));
    try (var there = new ArtifactSite(other, Optional.of(bundled))) {
      assertThat(fetch(there, "/artifacts/kubelet/1.34.1/amd64/kubelet")).isEqualTo("a program");
      assertThat(fetch(there, "/artifacts/")).contains("1.34.1").doesNotContain("1.33.0", "model");
      JsonNode manifest = JSON.readTree(fetch(there, "/v2/registry.k8s.io/pause/manifests/3.9"));
      JsonNode layer = manifest.path("layers").path(1);
      assertThat(
              ImageTar.digest(
                  get(there, "/v2/registry.k8s.io/pause/blobs/" + layer.path("digest").asString())
                      .body()))
          .isEqualTo(layer.path("digest").asString());

      HttpResponse<String> kept =
          there.api(
              "DELETE", "/api/v1/artifacts/kubelet/1.34.1/amd64/kubelet", BodyPublishers.noBody());
      assertThat(kept.statusCode()).isEqualTo(409);
      assertThat(kept.body()).contains("repository.bundled");
      assertThat(there.run("remove", "--oci", IMAGE)).isEqualTo(1);

      // What somebody adds there is kept there, also when the bundle has the same.
      String program = home.resolve("kubelet").toString();
      assertThat(there.run("add", program, "kubelet/1.34.1/amd64"))
          .as(there.err.toString())
          .isZero();
      assertThat(other.resolve("artifacts/files/kubelet/1.34.1/amd64/kubelet.json")).exists();
      assertThat(there.run("remove", "kubelet/1.34.1/amd64/kubelet")).isZero();
      assertThat(fetch(there, "/artifacts/kubelet/1.34.1/amd64/kubelet")).isEqualTo("a program");
    }
  }

  @Test
  void saysWhatTheStoreLacks() throws Exception {
    profile("http://10.77.0.1/artifacts/kubelet/1.35.0/amd64/kubelet");
    assertThat(from.create()).isEqualTo(1);
    assertThat(from.err.toString())
        .contains("profile 'worker' uses http://10.77.0.1/artifacts/kubelet/1.35.0/amd64/kubelet")
        .contains("add it with 'ztp artifact add' first");
    profile("http://10.77.0.1/artifacts/kubelet/1.34.1/amd64/kubelet");
    assertThat(from.create("--artifact", "kube")).isEqualTo(1);
    assertThat(from.err.toString()).contains("the artifact store has no kube:");
    assertThat(from.create("--oci", "pause")).isEqualTo(1);
    assertThat(from.err.toString()).contains("the artifact store has no image pause:");
  }

  @ParameterizedTest
  @CsvSource({
    "https://ci.example.com/job/artifacts/app/12/amd64/app.tar, false",
    "https://ci.example.com/artifacts/app/12/amd64/linux/app.tar, false",
    "https://ci.example.com/artifacts/app/12/amd64/app.tar, true",
    "https://10.77.0.1.example.com/artifacts/app/12/amd64/app.tar, true",
    "/artifacts/app/12/amd64/app.tar, true",
    "https://ci.example.com/artifacts/kubelet/1.34.1/amd64/kubelet, false"
  })
  void isNotStoppedByWhatOthersServe(String url, boolean isTold) throws Exception {
    profile(url);
    assertThat(from.create()).as(from.err.toString()).isZero();
    assertThat(from.said.contains("uses " + url + ", which does not go along")).isEqualTo(isTold);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.77.0.1:80", "https://ada@10.77.0.1"})
  void isStoppedByWhatTheServerIsToServe(String server) throws Exception {
    profile(server + "/artifacts/kubelet/1.35.0/amd64/kubelet");
    assertThat(from.create()).isEqualTo(1);
  }

  @Test
  void takesNoContentThatIsDamaged() throws Exception {
    Path blobs = home.resolve("artifacts/blobs/sha256");
    String hash = ImageTar.digest("a model".getBytes(UTF_8));
    Path model = blobs.resolve(hash.substring(7));
    Files.writeString(model, "a modem");
    assertThat(from.create("--artifact", "model")).isEqualTo(1);
    assertThat(from.err.toString()).contains(model.getFileName() + " is not what its");
    assertThat(folder.resolve("s1.bundle")).doesNotExist();
    Files.writeString(model, "a model");
  }

  private static String fetch(ArtifactSite from, String path) throws Exception {
    return new String(get(from, path).body(), UTF_8);
  }

  private static HttpResponse<byte[]> get(ArtifactSite from, String path) throws Exception {
    HttpResponse<byte[]> answer =
        from.http.send(from.device(path).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer;
  }
}
