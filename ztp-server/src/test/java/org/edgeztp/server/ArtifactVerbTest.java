package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ztp artifact} and what stands behind it, from a person's file to a machine. */
class ArtifactVerbTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MAKER = "52D78515EE04E00DCA2095DA5655FCC87C4CC5FD";

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
  void whatAPersonAddsAMachineFetches() throws Exception {
    byte[] content = file("kubelet", 3 << 20);
    assertThat(site.run("add", at("kubelet"), "kubelet/1.34.1/amd64"))
        .as(site.err.toString())
        .isZero();
    assertThat(site.out.toString()).contains("kubelet", "1.34.1", "amd64", hash(content));

    HttpResponse<byte[]> fetched = fetch("/artifacts/kubelet/1.34.1/amd64/kubelet");
    assertThat(fetched.statusCode()).isEqualTo(200);
    assertThat(fetched.body()).isEqualTo(content);
    assertThat(fetched.headers().firstValue("ETag")).contains('"' + hash(content) + '"');

    JsonNode listed = JSON.readTree(fetch("/artifacts/kubelet/1.34.1/").body()).path("items");
    assertThat(listed.size()).isOne();
    assertThat(listed.path(0).path("sha256").asString()).isEqualTo(hash(content));
    assertThat(
            site.http
                .send(
                    HttpRequest.newBuilder(URI.create(listed.path(0).path("url").asString()))
                        .build(),
                    BodyHandlers.ofByteArray())
                .body())
        .isEqualTo(content);
    assertThat(JSON.readTree(fetch("/artifacts/other/").body()).path("items").size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "Range, bytes=2-4, 206, cde",
        "Range, bytes=-2, 206, ij",
        "Range, bytes=10-, 416, -",
        "If-None-Match, TAG, 304, ''",
        "If-None-Match, \"other\", 200, abcdefghij",
      })
  void machinesMayAskForAPartAndForNewsAlone(
      String header, String value, int status, String expected) throws Exception {
    Files.writeString(folder.resolve("letters"), "abcdefghij");
    assertThat(site.run("add", at("letters"), "letters/1")).as(site.err.toString()).isZero();
    String tag = '"' + hash("abcdefghij".getBytes(StandardCharsets.UTF_8)) + '"';
    HttpResponse<byte[]> answer =
        fetch("/artifacts/letters/1/all/letters", header, value.replace("TAG", tag));
    assertThat(answer.statusCode()).isEqualTo(status);
    if (expected != null) {
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  @Test
  void aRangeOfWhatIsOtherByNowIsAllOfIt() throws Exception {
    Files.writeString(folder.resolve("letters"), "abcdefghij");
    site.run("add", at("letters"), "letters/1");
    HttpResponse<byte[]> answer =
        site.http.send(
            site.device("/artifacts/letters/1/all/letters")
                .header("Range", "bytes=2-4")
                .header("If-Range", "\"other\"")
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasSize(10);
  }

  @Test
  void goesOnWhereACutLeftIt() throws Exception {
    byte[] content = file("image", 5 << 20);
    cutUpload(content, 2 << 20);
    JsonNode before = api("GET", "/api/v1/uploads/" + hash(content), "");
    assertThat(before.path("offset").asLong()).isBetween(1L << 20, 2L << 20);
    assertThat(before.path("whole").asBoolean()).isFalse();
    assertThat(JSON.readTree(fetch("/artifacts/image/").body()).path("items").size()).isZero();

    assertThat(site.run("add", at("image"), "image/1")).as(site.err.toString()).isZero();
    assertThat(fetch("/artifacts/image/1/all/image").body()).isEqualTo(content);
    // What the verb sent, by what is on record: the rest alone.
    assertThat(site.run("list", "-o", "json")).isZero();
    assertThat(audit()).contains("offset=" + before.path("offset").asLong());
  }

  /** Sends the first bytes of what was promised, and is gone. */
  private void cutUpload(byte[] content, int sent) throws Exception {
    URI server = URI.create(site.address());
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      OutputStream wire = socket.getOutputStream();
      wire.write(
          """
          PUT /api/v1/uploads/%s?size=%d HTTP/1.1
          Host: x
          Authorization: Bearer %s
          Content-Length: %d

          """
              .formatted(hash(content), content.length, site.token(), content.length)
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      wire.write(content, 0, sent);
      wire.flush();
    }
    org.awaitility.Awaitility.await()
        .until(() ->
            api("GET", "/api/v1/uploads/" + hash(content), "").path("offset").asLong() >= sent);
  }

  @Test
  void sameContentIsKeptAndSentOnce() throws Exception {
    byte[] content = file("same", 1 << 20);
    Files.write(folder.resolve("other"), content);
    site.run("add", at("same"), "same/1");
    assertThat(site.run("add", at("other"), "same/2/arm64/other")).as(site.err.toString()).isZero();
    assertThat(audit().split("PUT\",\"path\":\"/api/v1/uploads/" + hash(content), -1))
        .as("one question for room, and the content")
        .hasSize(3);
    Path kept = home.resolve("artifacts/blobs/sha256").resolve(hash(content));
    assertThat(site.run("remove", "same/1/all/same")).as(site.err.toString()).isZero();
    assertThat(fetch("/artifacts/same/1/all/same").statusCode()).isEqualTo(404);
    assertThat(fetch("/artifacts/same/2/arm64/other").body()).isEqualTo(content);
    assertThat(kept).exists();
    assertThat(site.run("remove", "same/2/arm64/other")).isZero();
    assertThat(kept).doesNotExist();
    assertThat(site.run("remove", "same/2/arm64/other")).isEqualTo(5);
  }

  @Test
  void aNameStaysWhatItIs() throws Exception {
    file("stays", 1000);
    site.run("add", at("stays"), "stays/1");
    assertThat(site.run("add", at("stays"), "stays/1")).as("again").isZero();
    file("stays", 1001);
    assertThat(site.run("add", at("stays"), "stays/1")).isOne();
    assertThat(site.err.toString()).contains("add yours as another version, or remove it");
  }

  @Test
  void refusesWhatIsNotWhatItsHashSays() throws Exception {
    byte[] content = file("a", 1000);
    assertThat(site.run("add", at("a"), "a/1", "--sha256", "0".repeat(64))).isOne();
    assertThat(site.err.toString()).contains("nothing was sent", hash(content));

    HttpResponse<String> answer =
        site.api(
            "PUT",
            "/api/v1/uploads/" + "0".repeat(64) + "?size=1000",
            BodyPublishers.ofByteArray(content));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("mismatch", hash(content));
    assertThat(api("GET", "/api/v1/uploads/" + "0".repeat(64), "").path("offset").asLong())
        .isZero();
    assertThat(api("GET", "/api/v1/uploads", "").path("items").toString())
        .doesNotContain("0".repeat(64));
  }

  @ParameterizedTest
  @CsvSource({
    "?size=5000000000000000, 507, no-room",
    "?size=10&offset=11, 400, bad-request",
    "?size=1000&offset=5, 409, conflict",
    "?size=ten, 400, bad-request",
    "'', 400, bad-request"
  })
  void refusesWhatCannotBeTaken(String query, int status, String code) throws Exception {
    HttpResponse<String> answer =
        site.api("PUT", "/api/v1/uploads/" + "1".repeat(64) + query, BodyPublishers.noBody());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).path("code").asString()).isEqualTo(code);
  }

  @Test
  void aSignatureIsCheckedBeforeTheNameIsGiven() throws Exception {
    for (String file : List.of("program", "program.asc", "maker.asc", "else.asc")) {
      try (var in = getClass().getResourceAsStream("artifact/" + file)) {
        Files.write(folder.resolve(file), java.util.Objects.requireNonNull(in).readAllBytes());
      }
    }
    List<String> signed =
        List.of("add", at("program"), "program/1", "--signature", at("program.asc"));
    assertThat(site.run(with(signed, "--key", at("else.asc")))).isOne();
    assertThat(site.err.toString()).contains("signed with another key than the one given");
    assertThat(site.run(with(signed, "--key", at("program")))).isOne();
    assertThat(fetch("/artifacts/program/1/all/program").statusCode()).isEqualTo(404);

    assertThat(site.run(with(signed, "--key", at("maker.asc")))).as(site.err.toString()).isZero();
    assertThat(site.run("show", "program/1/all/program")).isZero();
    assertThat(site.out.toString()).contains(MAKER);

    Files.writeString(folder.resolve("program"), "another program\n");
    assertThat(
            site.run(
                "add",
                at("program"),
                "program/2",
                "--signature",
                at("program.asc"),
                "--key",
                at("maker.asc")))
        .isOne();
    assertThat(site.err.toString()).contains("the signature is of other content");
    assertThat(site.run("add", at("program"), "program/2", "--key", at("maker.asc"))).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"a, 2", "a/1/2/3/4, 2", "../1, 1", "a/.., 1", "a/1/amd64/.x, 1", "'a b/1', 1"})
  void refusesWhatIsNoName(String path, int code) throws Exception {
    file("a", 10);
    assertThat(site.run("add", at("a"), path)).isEqualTo(code);
  }

  @Test
  void onlyAnAdministratorAdds() throws Exception {
    file("a", 10);
    HttpResponse<String> token =
        site.api(
            "POST",
            "/api/v1/tokens",
            BodyPublishers.ofString("{\"name\":\"o\",\"role\":\"operator\"}"));
    Files.writeString(
        folder.resolve("operator"), JSON.readTree(token.body()).path("secret").asString());
    assertThat(site.run("add", at("a"), "a/1", "--token-file", at("operator"))).isEqualTo(4);
    assertThat(site.run("list", "--token-file", at("operator"))).isZero();
  }

  @Test
  void listsByPage() throws Exception {
    for (int i = 0; i < 5; i++) {
      file("f" + i, 10 + i);
      site.run("add", at("f" + i), "f/" + i + "/" + (i % 2 == 0 ? "amd64" : "arm64"));
    }
    JsonNode page = api("GET", "/api/v1/artifacts?limit=2&arch=amd64", "");
    assertThat(page.path("items").size()).isEqualTo(2);
    JsonNode rest = api("GET", page.path("next").asString(), "");
    assertThat(rest.path("items").path(0).path("version").asString()).isEqualTo("4");
    assertThat(rest.path("next").isNull()).isTrue();
    assertThat(site.run("list", "f")).isZero();
    assertThat(site.out.toString().lines()).hasSize(6);
  }

  @Test
  void machinesAreToldWhatThereIsNot() throws Exception {
    assertThat(new String(fetch("/artifacts/a/1/all/a").body(), StandardCharsets.UTF_8))
        .isEqualTo("there is no artifact a/1/all/a; /artifacts/ lists them\n");
    HttpResponse<String> posted =
        site.http.send(
            site.device("/artifacts/a/1/all/a").POST(BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
    assertThat(posted.statusCode()).isEqualTo(405);
  }

  private byte[] file(String name, int size) throws IOException {
    byte[] content = new byte[size];
    new Random(name.hashCode() + 31L * size).nextBytes(content);
    Files.write(folder.resolve(name), content);
    return content;
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static String hash(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private static String[] with(List<String> words, String... more) {
    return java.util.stream.Stream.concat(words.stream(), List.of(more).stream())
        .toArray(String[]::new);
  }

  private HttpResponse<byte[]> fetch(String path, String... headers) throws Exception {
    HttpRequest.Builder request = site.device(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return site.http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private JsonNode api(String method, String path, String body) throws Exception {
    return JSON.readTree(site.api(method, path, BodyPublishers.ofString(body)).body());
  }

  private String audit() throws Exception {
    return site.api("GET", "/api/v1/audit", BodyPublishers.noBody()).body();
  }
}
