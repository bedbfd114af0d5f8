package org.edgeztp.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of the pages at the API: let in by their session and its seal, and by nothing less. */
class PageScriptsTest {
  private static final String PLACE = "/api/v1/uploads/" + "0".repeat(64) + "?size=9";

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private UiSite site;
  private String session;
  private String seal;

  @BeforeEach
  void start() throws Exception {
    site = new UiSite(folder);
    session = logIn();
    seal = sealOf(session);
  }

  @AfterEach
  void end() {
    http.shutdownNow();
    site.close();
  }

  @Test
  void aSessionWithItsSealDoesWhatItsTokenMay() throws Exception {
    var answer = put("Cookie", session, "Ztp-Seal", seal);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"offset\":0");
    var audit = send(request("/audit", "Cookie", session).build()).body();
    assertThat(audit).contains("/api/v1/uploads/", "admin");
  }

  /**
   * Browsers send the cookie along whoever asks; what they cannot be made to send is the header.
   */
  @Test
  void theCookieAloneIsNoToken() throws Exception {
    assertThat(put("Cookie", session).statusCode()).isEqualTo(401);
    assertThat(put("Ztp-Seal", seal).statusCode()).isEqualTo(403);
  }

  @Test
  void theSealOfAnotherSessionIsNoToken() throws Exception {
    var answer = put("Cookie", session, "Ztp-Seal", sealOf(logIn()));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("\"code\":\"seal\"", "your session is over");
  }

  @Test
  void pagesOfOtherSitesAreTurnedAway() throws Exception {
    var answer = put("Cookie", session, "Ztp-Seal", seal, "Origin", "https://evil.example");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("\"code\":\"cross-site\"");
  }

  @Test
  void itEndsWithTheSession() throws Exception {
    site.clock.advance(Duration.ofHours(12));
    assertThat(put("Cookie", session, "Ztp-Seal", seal).statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> put(String... headers) throws Exception {
    return send(request(PLACE, headers).PUT(HttpRequest.BodyPublishers.noBody()).build());
  }

  private String logIn() throws Exception {
    var request =
        request("/login", "Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("token=" + site.admin()));
    return send(request.build()).headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private String sealOf(String cookie) throws Exception {
    String page = send(request("/", "Cookie", cookie).build()).body();
    return page.replaceFirst("(?s).*?name=\"seal\" value=\"([^\"]+)\".*", "$1");
  }

  private HttpRequest.Builder request(String path, String... headers) {
    return HttpRequest.newBuilder(URI.create(site.address() + path)).headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
