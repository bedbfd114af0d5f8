package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Container images, from a person's tar file to what pulls them. */
class ContainerImageTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path home;
  private static ArtifactSite site;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    site = new ArtifactSite(home);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void anImageIsPulledAsItWasSaved() throws Exception {
    ImageTar image = ImageTar.of(1000, 200_000);
    image.write(folder.resolve("image.tar"));
    assertThat(add("library/hello:1.0")).as(site.err.toString()).isZero();
    assertThat(site.out.toString()).contains("library/hello", "linux/amd64");

    HttpResponse<byte[]> manifest = get("/v2/library/hello/manifests/1.0");
    assertThat(manifest.statusCode()).isEqualTo(200);
    assertThat(manifest.headers().firstValue("Content-Type")).contains(ImageTar.MANIFEST);
    String digest = ImageTar.digest(manifest.body());
    assertThat(manifest.headers().firstValue("Docker-Content-Digest")).contains(digest);
    assertThat(get("/v2/library/hello/manifests/" + digest).body()).isEqualTo(manifest.body());

    HttpResponse<byte[]> head = send("HEAD", "/v2/library/hello/manifests/1.0");
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(manifest.body().length);
    assertThat(head.body()).isEmpty();

    JsonNode json = JSON.readTree(manifest.body());
    for (JsonNode layer :
        (Iterable<JsonNode>)
            Stream.concat(Stream.of(json.path("config")), json.path("layers").valueStream())
                ::iterator) {
      HttpResponse<byte[]> blob = get("/v2/library/hello/blobs/" + layer.path("digest").asString());
      assertThat(ImageTar.digest(blob.body())).isEqualTo(layer.path("digest").asString());
      assertThat(blob.headers().firstValue("Docker-Content-Digest"))
          .contains(layer.path("digest").asString());
    }
    String layer = json.path("layers").path(1).path("digest").asString();
    HttpResponse<byte[]> part = get("/v2/library/hello/blobs/" + layer, "Range", "bytes=1000-1999");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body())
        .isEqualTo(java.util.Arrays.copyOfRange(image.layers.get(1), 1000, 2000));
  }

  @Test
  void tellsThatItIsARegistryAndWhatItHas() throws Exception {
    ImageTar.of(1000).write(folder.resolve("image.tar"));
    for (String name : List.of("library/many:1", "library/many:2", "library/many:3", "other")) {
      assertThat(add(name)).as(site.err.toString()).isZero();
    }
    HttpResponse<byte[]> version = get("/v2/");
    assertThat(version.statusCode()).isEqualTo(200);
    assertThat(version.headers().firstValue("Docker-Distribution-Api-Version"))
        .contains("registry/2.0");
    assertThat(json("/v2/_catalog").path("repositories").toString())
        .contains("\"library/many\"", "\"other\"");
    assertThat(json("/v2/other/tags/list"))
        .hasToString("{\"name\":\"other\",\"tags\":[\"latest\"]}");
    HttpResponse<byte[]> page = get("/v2/library/many/tags/list?n=2");
    assertThat(JSON.readTree(page.body()).path("tags")).hasToString("[\"1\",\"2\"]");
    assertThat(page.headers().firstValue("Link"))
        .contains("</v2/library/many/tags/list?n=2&last=2>; rel=\"next\"");
    assertThat(json("/v2/library/many/tags/list?n=2&last=2").path("tags")).hasToString("[\"3\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/nobody/tags/list, 404, NAME_UNKNOWN",
    "GET, /v2/nobody/manifests/1, 404, NAME_UNKNOWN",
    "GET, /v2/hello/manifests/2, 404, MANIFEST_UNKNOWN",
    "GET, /v2/hello/blobs/sha256:1111, 404, BLOB_UNKNOWN",
    "POST, /v2/hello/blobs/uploads/, 405, UNSUPPORTED",
    "PUT, /v2/hello/manifests/2, 405, UNSUPPORTED"
  })
  void refusesInTheWordsOfTheSpecification(String method, String path, int status, String code)
      throws Exception {
    ImageTar.of(1000).write(folder.resolve("image.tar"));
    add("hello:1");
    HttpResponse<byte[]> answer = send(method, path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).path("errors").path(0).path("code").asString())
        .isEqualTo(code);
  }

  /** Content of another repository, and files that are no images, are not blobs of this one. */
  @Test
  void aRepositoryHasItsOwnContentAlone() throws Exception {
    ImageTar.of(1000).write(folder.resolve("image.tar"));
    add("a");
    ImageTar.of(2000).write(folder.resolve("image.tar"));
    add("b");
    String layer = json("/v2/b/manifests/latest").path("layers").path(0).path("digest").asString();
    assertThat(get("/v2/b/blobs/" + layer).statusCode()).isEqualTo(200);
    assertThat(get("/v2/a/blobs/" + layer).statusCode()).isEqualTo(404);
  }

  @Test
  void asksInPlaceOfAnotherRegistryFindItsImages() throws Exception {
    ImageTar.of(1000).write(folder.resolve("image.tar"));
    add("registry.k8s.io/pause:3.9");
    add("library/nginx:1");
    assertThat(get("/v2/pause/manifests/3.9?ns=registry.k8s.io").statusCode()).isEqualTo(200);
    assertThat(get("/v2/pause/manifests/3.9?ns=docker.io").statusCode()).isEqualTo(404);
    assertThat(get("/v2/library/nginx/manifests/1?ns=docker.io").statusCode()).isEqualTo(200);
  }

  @Test
  void ofAnIndexThoseAreServedThatAreHere() throws Exception {
    var image = new ImageTar();
    Map<String, Object> arm = image.image("arm64", 3000);
    image.entries.clear();
    Map<String, Object> amd = image.image("amd64", 1000);
    image.called("latest", image.index(List.of(amd, arm))).write(folder.resolve("image.tar"));
    assertThat(add("multi:1")).as(site.err.toString()).isZero();
    assertThat(site.out.toString()).contains("linux/amd64").doesNotContain("arm64");
    assertThat(get("/v2/multi/manifests/1").headers().firstValue("Content-Type"))
        .contains(ImageTar.INDEX);
    assertThat(get("/v2/multi/manifests/" + amd.get("digest")).statusCode()).isEqualTo(200);
    assertThat(get("/v2/multi/manifests/" + arm.get("digest")).statusCode()).isEqualTo(404);
  }

  @Test
  void takesWhatDockerSavedBefore25() throws Exception {
    ImageTar image = ImageTar.of(1000, 2000);
    image.writeSaved(folder.resolve("image.tar"));
    assertThat(add("old:1")).as(site.err.toString()).isZero();
    JsonNode layers = json("/v2/old/manifests/1").path("layers");
    assertThat(layers.size()).isEqualTo(2);
    assertThat(get("/v2/old/blobs/" + layers.path(1).path("digest").asString()).body())
        .isEqualTo(image.layers.get(1));
  }

  @Test
  void refusesWhatIsNotWhatItsDigestSays() throws Exception {
    ImageTar image = ImageTar.of(7007);
    String layer = "blobs/sha256/" + ImageTar.digest(image.layers.getFirst()).substring(7);
    Objects.requireNonNull(image.entries.get(layer))[600] ^= 1;
    image.write(folder.resolve("image.tar"));
    assertThat(add("tampered")).isOne();
    assertThat(site.err.toString()).contains("none of it was kept");
    assertThat(get("/v2/tampered/manifests/latest").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesWhatIsIncomplete() throws Exception {
    ImageTar image = ImageTar.of(1000);
    String layer = "blobs/sha256/" + ImageTar.digest(image.layers.getFirst()).substring(7);
    image.entries.remove(layer);
    image.write(folder.resolve("image.tar"));
    assertThat(add("tampered")).isOne();
    assertThat(site.err.toString()).contains(layer + " is missing in it");

    Files.writeString(folder.resolve("image.tar"), "nothing");
    assertThat(add("tampered")).isOne();
  }

  @Test
  void theServerFollowsAManifestToItsLayers() throws Exception {
    byte[] manifest =
        JSON.writeValueAsBytes(
            Map.of(
                "schemaVersion", 2,
                "config", Map.of("digest", "sha256:" + "1".repeat(64), "size", 3),
                "layers", List.of()));
    String digest = ImageTar.digest(manifest);
    site.api(
        "PUT",
        "/api/v1/uploads/" + digest.substring(7) + "?size=" + manifest.length,
        BodyPublishers.ofByteArray(manifest));
    HttpResponse<String> answer =
        site.api(
            "POST",
            "/api/v1/container-images",
            BodyPublishers.ofByteArray(
                JSON.writeValueAsBytes(Map.of("name", "x", "digest", digest))));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("1".repeat(64), "is not here");
  }

  @Test
  void whatTwoImagesShareStaysWithTheOther() throws Exception {
    long before = blobs();
    ImageTar.of(1001, 2001).write(folder.resolve("image.tar"));
    add("share:1");
    ImageTar.of(1001, 3001).write(folder.resolve("image.tar"));
    add("share:2");
    assertThat(blobs() - before)
        .as("of each layer, configuration, manifest; one shared")
        .isEqualTo(7);
    assertThat(site.run("list", "--oci", "share")).isZero();
    assertThat(site.out.toString().lines()).hasSize(3);
    assertThat(site.run("remove", "share:1", "--oci")).as(site.err.toString()).isZero();
    assertThat(blobs() - before).isEqualTo(4);
    assertThat(site.run("remove", "share:1", "--oci")).isEqualTo(5);
    // A tag goes over to another image, whose predecessor goes.
    ImageTar.of(5001).write(folder.resolve("image.tar"));
    add("share:2");
    assertThat(blobs() - before).isEqualTo(3);
  }

  private long blobs() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("artifacts/blobs/sha256"))) {
      return files.count();
    }
  }

  /** Debian's skopeo, which podman and CRI-O share their code with. */
  @Test
  void skopeoReadsAndCopiesIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/skopeo")), "skopeo is not installed");
    var image = new ImageTar();
    Map<String, Object> amd = image.image("amd64", 1000, 300_000);
    Map<String, Object> arm = image.image("arm64", 4000);
    image.called("latest", image.index(List.of(amd, arm))).write(folder.resolve("image.tar"));
    assertThat(add("library/hello:1.0")).as(site.err.toString()).isZero();

    String ours = "docker://127.0.0.1:%d/library/hello:1.0".formatted(site.port());
    JsonNode seen =
        JSON.readTree(skopeo("inspect", "--tls-verify=false", "--override-arch", "arm64", ours));
    assertThat(seen.path("Architecture").asString()).isEqualTo("arm64");
    assertThat(seen.path("Layers").size()).isOne();
    assertThat(seen.path("RepoTags")).hasToString("[\"1.0\"]");
    assertThat(skopeo("list-tags", "--tls-verify=false", ours.replace(":1.0", ""))).contains("1.0");

    String copied = "oci-archive:" + folder.resolve("copied.tar");
    skopeo("copy", "--all", "--preserve-digests", "--src-tls-verify=false", ours, copied);
    String saved = "docker-archive:" + folder.resolve("saved.tar") + ":hello:1.0";
    skopeo("copy", "--override-arch", "amd64", "--src-tls-verify=false", ours, saved);

    // What it wrote is an image again.
    Files.move(
        folder.resolve("copied.tar"),
        folder.resolve("image.tar"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(add("again:1")).as(site.err.toString()).isZero();
    // skopeo may write the index anew; what that names stays the same to the byte.
    assertThat(digests("/v2/again/manifests/1"))
        .isEqualTo(digests("/v2/library/hello/manifests/1.0"))
        .hasSize(2);
    Files.move(
        folder.resolve("saved.tar"),
        folder.resolve("image.tar"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(add("saved:1")).as(site.err.toString()).isZero();
    skopeo(
        "copy",
        "--src-tls-verify=false",
        "docker://127.0.0.1:%d/saved:1".formatted(site.port()),
        "dir:" + folder.resolve("dir"));
  }

  private List<String> digests(String index) throws Exception {
    return json(index)
        .path("manifests")
        .valueStream()
        .map(one -> one.path("digest").asString())
        .toList();
  }

  private String skopeo(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("skopeo", "--insecure-policy"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .redirectError(folder.resolve("skopeo.err").toFile())
            .directory(folder.toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor())
        .as("%s: %s", command, Files.readString(folder.resolve("skopeo.err")))
        .isZero();
    return said;
  }

  private int add(String name) {
    return site.run("add", folder.resolve("image.tar").toString(), "--oci", name);
  }

  private JsonNode json(String path) throws Exception {
    return JSON.readTree(get(path).body());
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = site.device(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return site.http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> send(String method, String path) throws Exception {
    return site.http.send(
        site.device(path).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofByteArray());
  }
}
