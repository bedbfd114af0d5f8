package org.edgeztp.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a provider's token endpoint for the ID token that a code stands for. */
final class CodeExchange {
  private final LoginSettings login;
  private final HttpClient http = HttpClient.newHttpClient();

  /** What it answers. */
  sealed interface Answer {
    record IdToken(String jwt) implements Answer {}

    /** It does not take the code; why is an error of RFC 6749, section 5.2. */
    record Refused(String why) implements Answer {}
  }

  CodeExchange(LoginSettings login) {
    this.login = login;
  }

  /**
   * Changes the code.
   *
   * @param place the token endpoint
   * @param verifier whose hash the provider was told
   * @throws IOException when it does not answer, or what is no answer
   */
  Answer of(Provider.Known provider, URI place, String code, String verifier) throws IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("grant_type", "authorization_code");
    asked.put("code", code);
    asked.put("redirect_uri", login.redirect().toString());
    asked.put("code_verifier", verifier);
    var request =
        HttpRequest.newBuilder(place)
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (login.secret().isEmpty()) {
      asked.put("client_id", login.clientId());
    } else if (takesSecretInBody(provider.document())) {
      asked.put("client_id", login.clientId());
      asked.put("client_secret", login.secret().get());
    } else {
      String both = encoded(login.clientId()) + ":" + encoded(login.secret().get());
      String basic = Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
      request.header("Authorization", "Basic " + basic);
    }
    return answer(send(request.POST(HttpRequest.BodyPublishers.ofString(form(asked))).build()));
  }

  private static Answer answer(HttpResponse<String> response) throws IOException {
    JsonNode body;
    try {
      body = JsonMapper.shared().readTree(response.body());
    } catch (JacksonException e) {
      throw new IOException(
          "its token endpoint answered %d without JSON".formatted(response.statusCode()), e);
    }
    String jwt = body.path("id_token").asString("");
    String error = body.path("error").asString("");
    if (response.statusCode() == 200 && !jwt.isEmpty()) {
      return new Answer.IdToken(jwt);
    }
    if (response.statusCode() >= 500) {
      throw new IOException("its token endpoint answered " + response.statusCode());
    }
    return new Answer.Refused(error.isEmpty() ? "no ID token" : error);
  }

  /** Waits for the whole answer: the timeout of a request is over with the answer's headers. */
  private HttpResponse<String> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofString(), Provider.LONGEST));
    try {
      return answer.get(Provider.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "its token endpoint takes longer than %d ms".formatted(Provider.TIMEOUT_MILLIS), e);
    } catch (ExecutionException e) {
      throw new IOException("its token endpoint does not answer (" + e.getCause() + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is closing");
    } finally {
      answer.cancel(true);
    }
  }

  /** Basic authentication is what there is where nothing is told (Discovery 1.0, section 3). */
  private static boolean takesSecretInBody(JsonNode document) {
    JsonNode methods = document.path("token_endpoint_auth_methods_supported");
    return has(methods, "client_secret_post") && !has(methods, "client_secret_basic");
  }

  private static boolean has(JsonNode methods, String name) {
    return methods.valueStream().anyMatch(method -> method.asString("").equals(name));
  }

  /** As a query and a form alike have it. */
  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
