package org.edgeztp.server.ui;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A person at a browser that runs no scripts. */
final class Visitor implements AutoCloseable {
  private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final UiSite site;
  private final String cookie;
  private final String seal;

  /** One who has logged in with a token. */
  Visitor(UiSite site, String token) throws Exception {
    this.site = site;
    HttpResponse<String> in = send(form("/login", "token=" + token));
    cookie = in.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    Matcher found = SEAL.matcher(get("/").body());
    seal = found.find() ? found.group(1) : "";
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).header("Cookie", cookie));
  }

  /** Sends a form of its own session. */
  HttpResponse<String> post(String path, String form) throws Exception {
    return send(form(path, form + "&seal=" + seal).header("Cookie", cookie));
  }

  /** The secret of a new token, of who may make one; of all sites where none is named. */
  String token(String name, String role, String... sites) throws Exception {
    Map<String, Object> wish = Map.of("name", name, "role", role, "sites", sites);
    String answer = api("POST", "/tokens", new JsonMapper().writeValueAsString(wish)).body();
    return answer.replaceFirst(".*\"secret\":\"", "").replaceFirst("\".*", "");
  }

  /** Asks the API, as the scripts of the pages do. */
  HttpResponse<String> api(String method, String path, String json) throws Exception {
    return send(
        request("/api/v1" + path)
            .header("Cookie", cookie)
            .header("Ztp-Seal", seal)
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  /** What its forms count with. */
  String seal() {
    return seal;
  }

  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("none: " + answer.statusCode());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder form(String path, String form) {
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(site.address() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
