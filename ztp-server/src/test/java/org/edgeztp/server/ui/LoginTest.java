package org.edgeztp.server.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, for how long, and what a browser is told about it. */
class LoginTest {
  private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([^\"]+)\"");

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private UiSite site;

  @BeforeEach
  void start() throws Exception {
    site = new UiSite(folder);
  }

  @AfterEach
  void end() {
    http.shutdownNow();
    site.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/machines", "/machines/m-0000000001", "/changes", "/nowhere"})
  void whoIsNotLoggedInIsSentToTheLogin(String path) throws Exception {
    var answer = get("", path);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(location(answer)).isEqualTo("/login?to=" + URLEncoder.encode(path, UTF_8));
  }

  @Test
  void theLoginLeadsToWhereOneWantedToGo() throws Exception {
    assertThat(get("", "/login?to=%2Fmachines").body())
        .contains("name=\"to\" value=\"/machines\"", "type=\"password\"");
    var answer = post("", "/login", "token=" + site.admin() + "&to=/machines");
    assertThat(location(answer)).isEqualTo("/machines");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("ztp-session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict")
        .doesNotContain(site.admin());
    assertThat(get(cookie(answer), "/").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example/", "https://evil.example/", "/\\evil.example", "evil"})
  void theLoginLeadsToNoOtherServer(String to) throws Exception {
    assertThat(
            location(
                post(
                    "", "/login", "token=" + site.admin() + "&to=" + URLEncoder.encode(to, UTF_8))))
        .isEqualTo("/");
  }

  @Test
  void wrongTokensAreToldAndAtLastNotListenedTo() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(location(post("", "/login", "token=ztp_wrong"))).endsWith("why=wrong");
    }
    assertThat(location(post("", "/login", "token=" + site.admin()))).endsWith("why=held");
    assertThat(get("", "/login?why=held").body()).contains("Try again in a minute");
  }

  @Test
  void aSessionEndsByLogoutByTimeAndWithItsToken() throws Exception {
    String gone = logIn(site.admin());
    assertThat(location(post(gone, "/logout", "seal=" + seal(gone)))).isEqualTo("/login");
    assertThat(get(gone, "/").statusCode()).isEqualTo(303);

    String late = logIn(site.admin());
    site.clock.advance(Duration.ofHours(12));
    assertThat(get(late, "/").statusCode()).isEqualTo(303);

    String revoked = logIn(token("ada", "viewer"));
    assertThat(get(revoked, "/").statusCode()).isEqualTo(200);
    assertThat(api("DELETE", "/tokens/ada", "").statusCode()).isEqualTo(200);
    assertThat(get(revoked, "/").statusCode()).isEqualTo(303);
  }

  @Test
  void browsersAreToldToRunAndToEmbedNothingForeign() throws Exception {
    var headers = get("", "/login").headers();
    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(headers.firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void aFormCountsOnlyWithTheSealOfItsSession() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    String session = logIn(site.admin());
    String drain = "/machines/" + machine.id() + "/do/drain";

    assertThat(post(session, drain, "").statusCode()).isEqualTo(403);
    assertThat(post(session, drain, "seal=" + seal(logIn(site.admin()))).statusCode())
        .isEqualTo(403);
    var foreign =
        request(session, drain)
            .header("Origin", "https://evil.example")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("seal=" + seal(session)));
    assertThat(http.send(foreign.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
    assertThat(state(machine)).isEqualTo(State.IN_SERVICE);
  }

  @Test
  void filesMayBeKeptByBrowsersAsTheirAddressesChangeWithThem() throws Exception {
    Matcher style =
        Pattern.compile("href=\"(/assets/style.css\\?v=[0-9a-f]{12})\"")
            .matcher(get("", "/login").body());
    assertThat(style.find()).isTrue();
    var answer = get("", style.group(1));
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/css;charset=utf-8");
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(get("", "/assets/..%2Flayout.html").statusCode()).isIn(400, 404);
  }

  @Test
  void programsAreStillAskedForTheirToken() throws Exception {
    String session = logIn(site.admin());
    assertThat(get(session, "/api/v1/machines").statusCode()).isEqualTo(401);
    assertThat(get("", "/healthz").statusCode()).isEqualTo(200);
  }

  private State state(Machine machine) {
    return site.inventory.find(machine.id()).orElseThrow().state();
  }

  private String logIn(String token) throws Exception {
    return cookie(post("", "/login", "token=" + token));
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  private String seal(String session) throws Exception {
    Matcher seal = SEAL.matcher(get(session, "/nowhere").body());
    assertThat(seal.find()).isTrue();
    return seal.group(1);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("none: " + answer.statusCode());
  }

  private HttpResponse<String> get(String session, String path) throws Exception {
    return http.send(request(session, path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String session, String path, String form) throws Exception {
    var request =
        request(session, path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String session, String path) {
    var request = HttpRequest.newBuilder(URI.create(site.address() + path));
    return session.isEmpty() ? request : request.header("Cookie", session);
  }

  private String token(String name, String role) throws Exception {
    String answer =
        api("POST", "/tokens", "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role)).body();
    return answer.replaceFirst(".*\"secret\":\"", "").replaceFirst("\".*", "");
  }

  private HttpResponse<String> api(String method, String path, String body) throws Exception {
    var request =
        request("", "/api/v1" + path)
            .header("Authorization", "Bearer " + site.admin())
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
