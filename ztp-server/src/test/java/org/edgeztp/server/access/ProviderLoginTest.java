package org.edgeztp.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.ui.Pages;
import org.edgeztp.server.ui.Sources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People who log in by a provider, redirect by redirect as their browser goes. */
class ProviderLoginTest {
  private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");
  private static final Pattern STATE = Pattern.compile("state=([^&]+)");

  @TempDir Path folder;

  private final TestClock clock = new TestClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private Database database;
  private ApiAccess access;
  private Authority authority;
  private Pages pages;
  private HttpListener listener;

  @BeforeEach
  void start() throws Exception {
    int port = freePort();
    authority =
        new Authority(URI.create("http://127.0.0.1:%d/login/callback".formatted(port)), clock);
    database = Database.open(folder.resolve("db"));
    access = ApiAccess.open(database.source(), folder.resolve("admin-token"), false, clock);
    serve(port);
  }

  private void serve(int port) {
    authority.introduceTo(access);
    var inventory =
        new Inventory(
            new MemoryMachineStore(), Policy.of(), clock, () -> new MachineId("m-0000000001"));
    pages = new Pages(inventory, new Sources(Map.of(), Map.of()), clock);
    listener =
        new HttpListener(
            "api",
            List.of("127.0.0.1"),
            port,
            pages.beside(access.guard(new DefaultHandler()), access));
  }

  private int leave() {
    int port = listener.port();
    pages.close();
    listener.close();
    return port;
  }

  @AfterEach
  void stop() {
    leave();
    http.shutdownNow();
    database.close();
    authority.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_secret_basic", "client_secret_post", "none"})
  void aPersonComesInAsTheProviderSays(String proof) throws Exception {
    int port = leave();
    authority.supports(proof);
    serve(port);
    assertThat(get("/login?to=%2Fmachines").body())
        .contains("Log in with Example", "href=\"/login/provider?to=%2Fmachines\"");
    var begun = get("/login/provider?to=%2Fmachines");
    assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
        .matches(
            "ztp-login=[A-Za-z0-9_-]{43}; Path=/login; Expires=[^;]+; Max-Age=600; HttpOnly; SameSite=Lax");
    var back = get(path(chosen(begun)), cookie(begun));
    assertThat(back.statusCode()).isEqualTo(200);
    assertThat(back.body()).contains("content=\"0;url=/machines\"");
    String session = session(back).orElseThrow();

    var page = get("/machines", session);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("oidc:ada", "<span class=\"role\">operator</span>");
    clock.advance(Duration.ofHours(12));
    assertThat(get("/machines", session).statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example/", "https://evil.example/", "/\\evil.example"})
  void goesOnToNoOtherServer(String to) throws Exception {
    var begun = get("/login/provider?to=" + URLEncoder.encode(to, UTF_8));
    assertThat(get(path(chosen(begun)), cookie(begun)).body()).contains("content=\"0;url=/\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonce | another | is of another login",
        "aud   | edgeztp | JWT aud claim rejected",
        "iss   | http://127.0.0.1:1/realm | iss claim",
        "azp   | another | is for another client",
        "roles | visitor | its claim 'roles' has none of the roles [admin, operator], but [visitor]",
        "sub   |         | it has no claim 'sub'"
      })
  void anIdTokenThatIsNotForThisLoginLetsNobodyIn(String claim, String value, String why)
      throws Exception {
    authority.says = claims -> claims.claim("roles", "operator").claim(claim, value);
    refused(why);
  }

  @Test
  void anIdTokenThatIsOverLetsNobodyIn() throws Exception {
    authority.says =
        claims ->
            claims
                .claim("roles", "operator")
                .expirationTime(Date.from(clock.instant().minusSeconds(61)));
    refused("Expired JWT");
  }

  @Test
  void whatTheProviderRefusesIsTold() throws Exception {
    authority.denies = true;
    refused("Example did not let you in.");
    authority.denies = false;
    authority.tokensAway = true;
    refused("its token endpoint answered 503");
  }

  @Test
  void aProviderThatIsAwayIsTold() throws Exception {
    authority.issuer.away = true;
    var begun = get("/login/provider");
    assertThat(begun.statusCode()).isEqualTo(403);
    assertThat(begun.body()).contains("Example cannot be asked", "Log in with a token");
  }

  @Test
  void aLoginIsGoodOnceInTheBrowserThatBeganItAndNotForLong() throws Exception {
    String notHere = "not begun in this browser";
    var begun = get("/login/provider");
    var other = get("/login/provider");
    String back = path(chosen(begun));
    assertThat(get(back).body()).contains(notHere);
    assertThat(get(back, cookie(other)).body()).contains(notHere);
    assertThat(get(back.replaceFirst("state=[^&]+", "state=x"), cookie(begun)).body())
        .contains(notHere);

    assertThat(session(get(back, cookie(begun)))).isPresent();
    var replayed = get(back, cookie(begun));
    assertThat(replayed.body()).contains(notHere);
    assertThat(session(replayed)).isEmpty();

    String late = path(chosen(other));
    clock.advance(Duration.ofMinutes(10));
    assertThat(get(late, cookie(other)).body()).contains(notHere);
  }

  /** A code that was stolen is of no use in another login: its verifier is another. */
  @Test
  void aCodeOfAnotherLoginIsRefused() throws Exception {
    var theirs = get("/login/provider");
    var mine = get("/login/provider");
    String stolen = path(chosen(theirs)).replaceFirst("state=[^&]+", "state=" + state(mine));
    assertThat(get(stolen, cookie(mine)).body())
        .contains("Example refused the login: invalid_grant.");
  }

  @Test
  void anAnswerOfAnotherIssuerIsNotListenedTo() throws Exception {
    var begun = get("/login/provider");
    var back = get(path(chosen(begun)) + "&iss=https%3A%2F%2Fevil.example", cookie(begun));
    assertThat(back.body()).contains("of another provider");
  }

  @Test
  void aProviderThatTricklesIsNotWaitedFor() throws Exception {
    authority.trickles = true;
    refused("its token endpoint takes longer than 5000 ms");
    assertThat(authority.leftAlone).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void aProviderWritesNoLinesOfItsOwnIntoTheLog() throws Exception {
    authority.says = claims -> claims.claim("roles", List.of("x\nWARN forged"));
    try (var logged = new Logged(LoginRoutes.class)) {
      refused("WARN forged");
      assertThat(logged.lines()).singleElement().asString().endsWith("x?WARN forged].");
    }
  }

  /** The browser keeps its strict cookie to itself when it comes back from another site. */
  @Test
  void theSessionThatTheBrowserHadEnds() throws Exception {
    var first = get("/login/provider");
    String former = session(get(path(chosen(first)), cookie(first))).orElseThrow();
    var second = get("/login/provider", former);
    assertThat(session(get(path(chosen(second)), cookie(second)))).isPresent();
    assertThat(get("/machines", former).statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @CsvSource({"%2Fmachines, %2Fmachines", "https%3A%2F%2Fevil.example, %2F"})
  void aLoginBeginsWhereItComesBackTo(String to, String goesOn) throws Exception {
    int port = leave();
    authority.close();
    String origin = "http://localhost:" + port;
    authority = new Authority(URI.create(origin + "/login/callback"), clock);
    serve(port);
    var sent = get("/login/provider?to=" + to);
    String there = sent.headers().firstValue("Location").orElseThrow();
    assertThat(there).isEqualTo(origin + "/login/provider?to=" + goesOn + "&moved=true");
    assertThat(sent.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(get(there.substring(origin.length())).headers().firstValue("Location").orElseThrow())
        .startsWith(authority.issuer.uri() + "/authorize");
  }

  private void refused(String why) throws Exception {
    var begun = get("/login/provider");
    var back = get(path(chosen(begun)), cookie(begun));
    assertThat(back.statusCode()).isEqualTo(403);
    assertThat(back.body().replace("&#39;", "'")).contains("role=\"alert\"", why);
    assertThat(session(back)).isEmpty();
  }

  /** What the provider's page leads to. */
  private URI chosen(HttpResponse<String> begun) throws Exception {
    var page = get(begun.headers().firstValue("Location").orElseThrow());
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    var link = LINK.matcher(page.body());
    assertThat(link.find()).isTrue();
    return URI.create(link.group(1).replace("&amp;", "&"));
  }

  private static String state(HttpResponse<String> begun) {
    var state = STATE.matcher(begun.headers().firstValue("Location").orElseThrow());
    assertThat(state.find()).isTrue();
    return URLDecoder.decode(state.group(1), UTF_8);
  }

  private static String path(URI back) {
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private static Optional<String> session(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("ztp-session="))
        .map(cookie -> cookie.split(";", 2)[0])
        .findFirst();
  }

  private HttpResponse<String> get(String path, String... cookie) throws Exception {
    var here = URI.create("http://127.0.0.1:" + listener.port());
    var request = HttpRequest.newBuilder(here.resolve(path));
    if (cookie.length > 0) {
      request.header("Cookie", cookie[0]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
