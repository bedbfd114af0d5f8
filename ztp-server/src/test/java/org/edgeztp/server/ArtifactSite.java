package org.edgeztp.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.http.HttpListener;

/** A server with its artifacts, as people add them and as machines fetch them. */
final class ArtifactSite implements AutoCloseable {
  /** What the verb that was run last wrote. */
  final StringWriter out = new StringWriter();

  final StringWriter err = new StringWriter();
  final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final ApiSite site;
  private final HttpListener devices;

  ArtifactSite(Path home) throws Exception {
    this(home, Optional.empty());
  }

  /** One that has what a bundle had as well. */
  ArtifactSite(Path home, Optional<Path> bundled) throws Exception {
    this.home = home;
    site = new ApiSite(home, bundled);
    devices = new HttpListener("device", List.of("127.0.0.1"), 0, site.artifacts.handler());
  }

  String address() {
    return site.address();
  }

  String token() throws Exception {
    return site.token();
  }

  /** Where machines fetch from. */
  int port() {
    return devices.port();
  }

  /** A request of a machine. */
  HttpRequest.Builder device(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  /** A request of an administrator. */
  HttpResponse<String> api(String method, String path, BodyPublisher body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address() + path))
            .method(method, body)
            .header("Authorization", "Bearer " + token())
            .build(),
        BodyHandlers.ofString());
  }

  /** Runs {@code ztp artifact}, as the administrator unless the words name another token. */
  int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("artifact"));
    all.addAll(List.of(words));
    all.addAll(List.of("--server", address()));
    if (!all.contains("--token-file")) {
      all.addAll(List.of("--token-file", home.resolve("admin-token").toString()));
    }
    return Main.commandLine(all)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Override
  public void close() {
    http.shutdownNow();
    devices.close();
    site.close();
  }
}
