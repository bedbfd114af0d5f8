package org.edgeztp.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.edgeztp.server.tls.Fingerprint;
import org.edgeztp.server.tls.PinnedCertificate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to a server's API, and what its answers mean. */
final class ApiConnection implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final URI server;
  private final ApiClient.Credential credential;

  ApiConnection(URI server, Optional<Fingerprint> certificate, ApiClient.Credential credential) {
    this.http = client(server, certificate);
    this.server = server;
    this.credential = credential;
  }

  private static HttpClient client(URI server, Optional<Fingerprint> certificate) {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(5))
        .sslContext(
            "https".equals(server.getScheme())
                ? PinnedCertificate.context(
                    certificate, "--server-certificate or ZTP_SERVER_CERTIFICATE")
                : trustless())
        .build();
  }

  /** Without it a client reads all authorities of the world before it asks in plain HTTP. */
  private static SSLContext trustless() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS of the JDK", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** What a GET answers, within half a minute. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return parsed(send(request(path).timeout(Duration.ofSeconds(30)).build()));
  }

  private HttpRequest.Builder request(String path) throws IOException {
    var request = HttpRequest.newBuilder(server.resolve(path));
    credential.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    try {
      return http.send(request, body);
    } catch (IOException e) {
      throw Unreachable.or(e, server);
    }
  }

  /** What the server answers to a JSON body. */
  JsonNode send(String method, String path, Object body) throws IOException, InterruptedException {
    return parsed(exchange(method, path, body));
  }

  /** What the server answers to content. */
  JsonNode put(String path, HttpRequest.BodyPublisher content)
      throws IOException, InterruptedException {
    return parsed(send(request(path).PUT(content).build()));
  }

  /** The answer as it comes, a refusal too. */
  HttpResponse<String> exchange(String method, String path, Object body)
      throws IOException, InterruptedException {
    String json = JSON.writeValueAsString(body);
    return send(request(path).method(method, HttpRequest.BodyPublishers.ofString(json)).build());
  }

  /**
   * Reads Server-Sent Events, each of one line, while the reader of their type and data goes on.
   */
  void stream(String path, BiPredicate<String, String> reader)
      throws IOException, InterruptedException {
    var response = send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      if (response.statusCode() >= 500) {
        throw new IOException("it answers " + response.statusCode());
      }
      if (response.statusCode() != 200) {
        throw refused(response.statusCode(), lines.readAllAsString());
      }
      String type = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ") && !reader.test(type, line.substring(6))) {
          return;
        }
      }
    }
  }

  /**
   * The JSON of an answer.
   *
   * @throws Refused when it is a refusal, or not the API's
   */
  JsonNode parsed(HttpResponse<String> response) throws Refused {
    if (response.statusCode() >= 400) {
      throw refused(response.statusCode(), response.body());
    }
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw foreign(response.statusCode());
    }
  }

  private Refused refused(int status, String body) {
    try {
      String detail = JSON.readTree(body).path("detail").asString("");
      return detail.isEmpty() ? foreign(status) : new Refused(status, Refused.inOptions(detail));
    } catch (JacksonException e) {
      return foreign(status);
    }
  }

  private Refused foreign(int status) {
    return new Refused(
        status,
        "what answers at %s is not the API of EdgeZTP (HTTP %d): see --server"
            .formatted(server, status));
  }
}
