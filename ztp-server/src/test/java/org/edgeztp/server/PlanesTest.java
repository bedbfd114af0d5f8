package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.edgeztp.server.artifact.Artifacts;
import org.edgeztp.server.boot.Announced;
import org.edgeztp.server.boot.Tokens;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.http.Served;
import org.edgeztp.server.repository.DiskLimit;
import org.edgeztp.server.repository.MirrorSettings;
import org.edgeztp.server.repository.PackageMirror;
import org.edgeztp.server.ssh.OperatorKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines are served on one listener and people on another: neither serves what is the other's.
 */
class PlanesTest {
  private static final List<String> OF_MACHINES =
      List.of(
          "/boot/ipxe.efi", "/boot/52-54-00-77-00-01.ipxe", "/grub/grub.cfg", "/mirror/", "/v2/");
  private static final List<String> OF_PEOPLE = List.of("/", "/login", "/machines", "/audit");

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private ApiSite people;
  private PackageMirror mirror;
  private Artifacts artifacts;
  private HttpListener machines;

  @BeforeEach
  void start() throws Exception {
    people = new ApiSite(Files.createDirectory(folder.resolve("people")));
    Path own = Files.createDirectory(folder.resolve("machines"));
    var site = new ExplainSite(own);
    mirror =
        new PackageMirror(
            new MirrorSettings(
                site.config.mirrors(),
                Map.of(),
                own.resolve("mirror"),
                false,
                new DiskLimit.Percent(100)),
            _ -> {});
    artifacts = new Artifacts(own.resolve("artifacts"), Optional.empty(), Clock.systemUTC());
    Served served = Served.read(site.config.assets(), site.config.installers());
    Handler plane =
        BootPlane.of(
                site.config,
                () -> served,
                Settings.site(
                    site.config,
                    NetworkPlan.of(site.config.networks()),
                    OperatorKey.in(own, "a word"),
                    () -> false,
                    (_, _) -> Optional.empty()),
                new Whereabouts(site.inventory, site.leases),
                new Tokens(new byte[32]),
                Announced.NOTHING)
            .http(new Repository(mirror, artifacts).handler(), (_, _, _) -> {});
    machines = new HttpListener("device", List.of("127.0.0.1"), 0, plane);
  }

  @AfterEach
  void stop() throws Exception {
    http.shutdownNow();
    machines.close();
    artifacts.close();
    mirror.close();
    people.close();
  }

  @Test
  void machinesAreServedNothingOfTheApiNorOfThePages() throws Exception {
    String base = "http://127.0.0.1:" + machines.port();
    Stream<String> pages = OF_PEOPLE.stream().map(path -> "GET " + path);
    for (String operation : Stream.concat(people.operations().stream(), pages).toList()) {
      String[] parts = operation.split(" ", 2);
      String path = parts[1].replaceAll("\\{[^}]+\\}", "x");
      var request =
          HttpRequest.newBuilder(URI.create(base + path))
              .method(parts[0], HttpRequest.BodyPublishers.ofString("{}"))
              .header("Authorization", "Bearer " + people.token());
      var response = send(request);
      assertThat(response.statusCode()).as(operation).isEqualTo(404);
      assertThat(response.body()).as(operation).contains("machines are served at /boot/");
    }
    assertThat(send(get(base + "/boot/ipxe.efi")).statusCode()).isEqualTo(200);
  }

  @Test
  void peopleAreServedNothingThatMachinesBootFrom() throws Exception {
    String cookie =
        send(HttpRequest.newBuilder(URI.create(people.address() + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + people.token())))
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .replaceFirst(";.*", "");
    for (String path : OF_MACHINES) {
      assertThat(send(get("http://127.0.0.1:" + machines.port() + path)).body())
          .as(path)
          .doesNotContain("machines are served at /boot/");
      var response = send(get(people.address() + path).header("Cookie", cookie));
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.body()).as(path).contains("there is no such page");
    }
    assertThat(send(get(people.address() + "/machines").header("Cookie", cookie)).statusCode())
        .isEqualTo(200);
  }

  private static HttpRequest.Builder get(String address) {
    return HttpRequest.newBuilder(URI.create(address));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
