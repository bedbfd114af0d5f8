package org.edgeztp.server.power;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.server.tls.PinnedCertificate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * One login at a Redfish service (DSP0266, 13.3.4): controllers have room for a few, so it is given
 * back.
 */
final class RedfishSession implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final JsonMapper JSON = new JsonMapper();

  private final Bmc bmc;
  private final HttpClient http;
  private JsonNode root = MissingNode.getInstance();
  private Optional<String> token = Optional.empty();
  private Optional<String> location = Optional.empty();

  private RedfishSession(Bmc bmc) {
    this.bmc = bmc;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .sslContext(PinnedCertificate.context(bmc.certificate(), "ztp bmc set --certificate"))
            .build();
  }

  /** What was answered; the entity tag guards a change of what was read. */
  record Answer(String path, JsonNode body, Optional<String> etag) {}

  static RedfishSession open(Bmc bmc) throws PowerException, InterruptedException {
    var session = new RedfishSession(bmc);
    try {
      session.root = session.get("/redfish/v1/").body();
      String sessions =
          session
              .root
              .path("Links")
              .path("Sessions")
              .path("@odata.id")
              .asString("/redfish/v1/SessionService/Sessions");
      HttpResponse<String> login =
          session.send(
              "POST",
              sessions,
              Map.of("UserName", bmc.account(), "Password", bmc.password()),
              null);
      session.token = login.headers().firstValue("X-Auth-Token");
      session.location = login.headers().firstValue("Location");
      if (session.token.isEmpty()) {
        throw new PowerException(bmc + " gives no session to '" + bmc.account() + "'");
      }
      return session;
    } catch (PowerException | InterruptedException | RuntimeException e) {
      session.http.shutdownNow();
      throw e;
    }
  }

  /** Of the protocol, for example {@code 1.15.0}. */
  String version() {
    return root.path("RedfishVersion").asString("");
  }

  String systems() {
    return root.path("Systems").path("@odata.id").asString("/redfish/v1/Systems");
  }

  Answer get(String path) throws PowerException, InterruptedException {
    HttpResponse<String> response = send("GET", path, null, null);
    try {
      return new Answer(
          path, JSON.readTree(response.body()), response.headers().firstValue("ETag"));
    } catch (JacksonException e) {
      throw new PowerException(bmc + " answers " + path + " with what is no JSON");
    }
  }

  void post(String path, Map<String, Object> body) throws PowerException, InterruptedException {
    send("POST", path, body, null);
  }

  void patch(Answer read, Map<String, Object> change) throws PowerException, InterruptedException {
    send("PATCH", read.path(), change, read.etag().orElse(null));
  }

  @Override
  public void close() {
    try {
      if (location.isPresent()) {
        send("DELETE", URI.create(location.get()).getPath(), null, null);
      }
    } catch (PowerException e) {
      // It ends by itself after some minutes.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      http.shutdownNow();
    }
  }

  @Override
  public String toString() {
    return bmc.toString();
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable Map<String, Object> body, @Nullable String etag)
      throws PowerException, InterruptedException {
    String host = bmc.address().contains(":") ? "[" + bmc.address() + "]" : bmc.address();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://" + host + ":" + bmc.port() + path))
            .timeout(LIMIT)
            .header("OData-Version", "4.0")
            .header("Accept", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (etag != null) {
      request.header("If-Match", etag);
    }
    token.ifPresent(value -> request.header("X-Auth-Token", value));
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new PowerException(
            "%s answers %s %s with %d%s"
                .formatted(bmc, method, path, response.statusCode(), reason(response.body())));
      }
      return response;
    } catch (IOException e) {
      throw new PowerException(bmc + " cannot be asked: " + PinnedCertificate.told(e));
    }
  }

  /** The first message of its error (DSP0266, 8.6); nothing when there is none. */
  private static String reason(String body) {
    try {
      JsonNode error = JSON.readTree(body).path("error");
      String extended = error.path("@Message.ExtendedInfo").path(0).path("Message").asString("");
      String message = extended.isEmpty() ? error.path("message").asString("") : extended;
      return message.isEmpty() ? "" : ": " + message;
    } catch (JacksonException e) {
      return "";
    }
  }
}
