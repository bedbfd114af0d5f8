package org.edgeztp.server.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.bridge.Progress;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages over HTTP: who is let in, what each shows, and what its forms do. */
class PagesTest {
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
  void aVerbIsShownDoneAndPutOnRecord() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    String session = logIn(token("ada", "operator"));
    String path = "/machines/" + machine.id() + "/do/maintenance-on";

    assertThat(get(session, path).body()).contains("Reason").doesNotContain("What would happen");
    assertThat(get(session, path + "?reason=new+memory").body())
        .contains("What would happen", "new memory", "method=\"post\" action=\"" + path + "\"");
    assertThat(site.inventory.find(machine.id()).orElseThrow().maintenance()).isEmpty();

    var done = post(session, path, "seal=" + seal(session) + "&reason=new+memory");
    assertThat(location(done)).isEqualTo("/machines/" + machine.id() + "?done=maintenance-on");
    assertThat(get(session, location(done)).body())
        .contains("Begin maintenance: done", "In maintenance:", "ada puts it in maintenance");
    assertThat(api("GET", "/audit", "").body())
        .contains("\"who\":\"ada\"", path + "\"", "{\\\"reason\\\":\\\"new memory\\\"}")
        .doesNotContain(seal(session));
  }

  @Test
  void whatDestroysWantsTheNameOfTheMachine() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    String session = logIn(site.admin());
    String path = "/machines/" + machine.id() + "/do/redeploy";
    String seal = "seal=" + seal(session);

    assertThat(post(session, path, seal + "&name=edge").statusCode()).isEqualTo(422);
    assertThat(post(session, path, seal).body()).contains("type its name to confirm: edge-0001");
    assertThat(state(machine)).isEqualTo(State.IN_SERVICE);
    assertThat(post(session, path, seal + "&name=edge-0001").statusCode()).isEqualTo(303);
    assertThat(state(machine)).isEqualTo(State.QUEUED);
    String renamed = site.inventory.find(machine.id()).orElseThrow().label();
    assertThat(post(session, path, seal + "&name=" + renamed).statusCode()).isEqualTo(409);
  }

  @Test
  void whoOnlyLooksHasNoButtonsAndMayNotPressThem() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    String session = logIn(token("vera", "viewer"));
    String page = "/machines/" + machine.id();

    assertThat(get(session, page).body()).contains("edge-0001").doesNotContain("/do/");
    assertThat(get(session, page + "/power").body()).doesNotContain("<button class=\"danger\"");
    var answer = post(session, page + "/do/drain", "seal=" + seal(session));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("takes the role operator");
    assertThat(state(machine)).isEqualTo(State.IN_SERVICE);
  }

  @Test
  void powerThatCutsMustBeMeant() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    String session = logIn(site.admin());
    String path = "/machines/" + machine.id() + "/power";
    String seal = "seal=" + seal(session);

    assertThat(get(session, path).body()).contains("<strong>on</strong>", "Shut down");
    assertThat(post(session, path, seal + "&action=off").statusCode()).isEqualTo(422);
    assertThat(site.power).isEqualTo("on");
    assertThat(post(session, path, seal + "&action=off&sure=yes").statusCode()).isEqualTo(303);
    assertThat(site.power).isEqualTo("off");
  }

  @Test
  void whatMachinesTellIsShownAndNotRun() throws Exception {
    String script = "<script>alert('&\"1')</script>";
    Machine machine =
        site.inventory.sight(
            new MacAddress("52:54:00:77:00:01"),
            script,
            new Sighting(Optional.of(script), Optional.of(InetAddress.ofLiteral("10.77.0.1"))));
    String session = logIn(site.admin());

    for (String path :
        new String[] {"/", "/machines?search=%3Cscript%3E", "/machines/" + machine.id()}) {
      assertThat(get(session, path).body()).doesNotContain("<script>alert");
    }
    assertThat(get(session, "/machines/" + machine.id()).body()).contains("&lt;script&gt;alert");
  }

  @ParameterizedTest(name = "{0}: {1} machines")
  @CsvSource({
    "/machines, 6",
    "/machines?state=IN_SERVICE, 3",
    "'/machines?state=QUEUED,INSTALLING', 2",
    "/machines?state=DISCOVERED, 1",
    "/machines?site=s1, 2",
    "/machines?search=EDGE-0002, 1",
    "/machines?search=10.77.0.3, 1",
    "/machines?search=5254.0077.0004, 1",
    "/machines?search=edge&site=s2&state=IN_SERVICE, 1",
    "/machines?search=&state=&sort=-hostname, 6",
    "/machines?search=nothing, 0",
    "/machines?need!=, 1",
    "/machines?fact.cpus%3E=2&hostname=*1, 1"
  })
  void theAddressSaysWhichMachinesAreShown(String path, int lines) throws Exception {
    for (State state :
        new State[] {
          State.IN_SERVICE,
          State.IN_SERVICE,
          State.IN_SERVICE,
          State.INSTALLING,
          State.QUEUED,
          State.DISCOVERED
        }) {
      Machine _ = site.led(state);
    }
    assertThat(get(logIn(site.admin()), path).body().split("<tr id=\"row-", -1)).hasSize(lines + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "/machines?state=NONSENSE, there is no state",
    "/machines?page=2, machines have no field",
    "/machines?fact.cpus=many, 'many'"
  })
  void whatIsAskedAmissIsSaidAsTheApiSaysIt(String path, String sentence) throws Exception {
    var answer = get(logIn(site.admin()), path);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(sentence, "Show all");
  }

  @Test
  void termsThatAreTypedBecomeAPartOfTheAddress() throws Exception {
    String session = logIn(site.admin());
    Machine _ = site.led(State.IN_SERVICE);
    var answer = get(session, "/machines?state=IN_SERVICE&also=fact.cpus%3E%3D2++need%3D");
    assertThat(location(answer)).isEqualTo("/machines?state=IN_SERVICE&fact.cpus%3E=2&need=");
    assertThat(get(session, location(answer)).body())
        .contains("<code>fact.cpus&gt;=2</code>", "1 of 1");
  }

  @Test
  void allMachinesAreFoundPageByPage() throws Exception {
    for (int i = 0; i < MachinesPage.SIZE + 1; i++) {
      Machine _ = site.led(State.DISCOVERED);
    }
    String session = logIn(site.admin());
    String first = get(session, "/machines?sort=hostname").body();
    assertThat(first.split("<tr id=\"row-", -1)).hasSize(MachinesPage.SIZE + 1);
    Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
    assertThat(next.find()).isTrue();
    String second = get(session, next.group(1).replace("&amp;", "&")).body();
    assertThat(second.split("<tr id=\"row-", -1)).hasSize(2);
    assertThat(second).contains("To the beginning").doesNotContain("rel=\"next\"");
  }

  @Test
  void manyMachinesAreActedOnAfterWhatWouldHappenWasShown() throws Exception {
    Machine one = site.led(State.IN_SERVICE);
    Machine two = site.led(State.IN_SERVICE);
    Machine other = site.led(State.DISCOVERED);
    String session = logIn(token("ada", "operator"));
    String picks = "verb=drain&pick=%s&pick=%s".formatted(one.id(), other.id());

    assertThat(get(session, "/machines/do?" + picks).body())
        .contains("1 of 2 machines would do it, 1 would refuse", "takes no Drain");
    assertThat(state(one)).isEqualTo(State.IN_SERVICE);
    assertThat(get(session, "/machines/do?verb=drain").body()).contains("no machine was chosen");

    String ids = one.id() + "," + other.id();
    var done =
        post(session, "/machines/do", "verb=drain&machines=" + ids + "&seal=" + seal(session));
    assertThat(done.body()).contains("Drain: 1 done, 1 refused");
    assertThat(state(one)).isEqualTo(State.DRAINING);
    assertThat(state(two)).isEqualTo(State.IN_SERVICE);
  }

  @Test
  void whatDestroysManyWantsItsNumberTyped() throws Exception {
    Machine one = site.led(State.IN_SERVICE);
    Machine two = site.led(State.IN_SERVICE);
    String session = logIn(site.admin());
    String page = get(session, "/machines/do?verb=release&every=yes&in=state%3DIN_SERVICE").body();
    String ids = "%s,%s".formatted(two.id(), one.id());
    assertThat(page).contains("Type <strong>release 2</strong> to confirm", ids);

    String form = "verb=release&machines=" + ids + "&seal=" + seal(session);
    assertThat(post(session, "/machines/do", form).statusCode()).isEqualTo(422);
    assertThat(post(session, "/machines/do", form + "&name=release+1").statusCode()).isEqualTo(422);
    assertThat(state(one)).isEqualTo(State.IN_SERVICE);
    assertThat(post(session, "/machines/do", form + "&name=release+2").body())
        .contains("2 done, 0 refused");
    assertThat(state(one)).isEqualTo(State.DRAINING);
    assertThat(state(two)).isEqualTo(State.DRAINING);
  }

  @Test
  void emptyPagesSayWhatToDoNext() throws Exception {
    String session = logIn(site.admin());
    assertThat(get(session, "/").body()).contains("No machines yet", "ztp preflight");
    assertThat(get(session, "/machines").body()).contains("ztp machine add");
    assertThat(get(session, "/machines/m-0000000099").statusCode()).isEqualTo(404);
    assertThat(get(session, "/nowhere").body()).contains("there is no such page");
  }

  @Test
  void whatTheNextBootWouldBeIsAskedOfTheServerItself() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    assertThat(get(logIn(site.admin()), "/machines/" + machine.id() + "/boot?arch=bios").body())
        .contains("bios: DHCP DISCOVER", "OFFER 10.77.0.50");
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
  void theBootPlaneShowsWhoHasWhatAndWhoElseAnswers() throws Exception {
    Machine machine = site.led(State.BOOTING);
    String session = logIn(site.admin());
    assertThat(get(session, "/network").body())
        .contains("10.77.0.0/24", "1 offered", "of 50", "/machines/" + machine.id())
        .contains("10.77.2.9 answers DHCP here", "Silent");
    assertThat(get(session, "/network?q=52:54:00:99").body()).contains("No lease is like that");
  }

  @Test
  void racksShowMachinesWhereListsToldThemAndPortsInTheirOrder() throws Exception {
    String session = logIn(site.admin());
    assertThat(get(session, "/racks").body())
        .contains("No rack was told yet", "ztp machine import", "No switch told of itself");
    for (int i = 0; i < 12; i++) {
      Machine _ = site.led(State.IN_SERVICE);
    }
    assertThat(get(session, "/racks").body())
        .containsSubsequence("<h2>R9 ", ">40</span>", "/machines/m-0000000001", "db9 <span")
        .containsSubsequence("<h2>R10 ", "/machines/m-0000000002")
        .containsSubsequence("<h3>leaf-1</h3>", "Ethernet2<", "Ethernet10<", "Ethernet12<")
        .contains("In no rack that was told: 0 machines.");
    assertThat(get(session, "/racks?q=r10").body()).contains("<h2>R10 ").doesNotContain("<h2>R9 ");
    assertThat(get(session, "/racks?rack=R9").body())
        .contains("<h2>R10 ", "<h3>leaf-1</h3>")
        .doesNotContain("<h2>R9 ");
    assertThat(get(session, "/racks?q=nowhere").body())
        .contains("No rack is called like that", "No switch is called like that");
  }

  @Test
  void whatAnOrchestratorDoesNotDecideIsShownAndToldAgain() throws Exception {
    Machine machine = site.led(State.HANDING_OFF);
    Machine refused = site.led(State.HANDING_OFF);
    site.apply(refused, new Event.HandoffRefused("lab", "it is in no region"));
    String session = logIn(token("ada", "operator"));
    assertThat(site.handoff.advance(machine)).isInstanceOf(Progress.Again.class);
    assertThat(get(session, "/handoffs").body())
        .contains("0 in service, 1 waiting, 1 refused", "answered 503: down for maintenance")
        .contains("1 message<", "it is in no region", "/machines/" + refused.id() + "/do/retry");

    String form = "machine=%s&seal=%s".formatted(machine.id(), seal(session));
    assertThat(location(post(session, "/handoffs", form))).isEqualTo("/handoffs");
    assertThat(site.handoff.advance(machine)).isInstanceOf(Progress.Again.class);
    assertThat(get(session, "/handoffs").body()).contains("2 messages<");
    assertThat(post(session, "/handoffs", form.replace("machine=m", "machine=x")).body())
        .contains("no orchestrator is told anything");
  }

  @Test
  void theTestBenchSaysWhatEachRuleSaysToAMachine() throws Exception {
    Machine _ = site.led(State.DISCOVERED);
    Machine machine = site.led(State.READY);
    Machine s1 = site.led(State.READY);
    String session = logIn(site.admin());
    assertThat(get(session, "/policy").body())
        .contains("memory &gt;= 512 GiB", "edge-{serial}", "debian-13", "1 machine<");
    assertThat(get(session, "/policy?machine=" + s1.id()).body())
        .contains("counts: profile <strong>edge</strong>", "1024 MiB: no");
    assertThat(get(session, "/policy?machine=" + machine.id()).body())
        .contains("does not match: it is for the site s1");
    assertThat(get(session, "/policy?machine=nobody").body())
        .contains("No machine is called nobody");
  }

  @Test
  void theAuditIsForAdministrators() throws Exception {
    String ada = logIn(token("ada", "operator"));
    assertThat(get(ada, "/").body()).doesNotContain("href=\"/audit\"");
    assertThat(get(ada, "/audit").statusCode()).isEqualTo(403);
    assertThat(get(ada, "//audit").statusCode()).isEqualTo(403);
    String session = logIn(site.admin());
    assertThat(get(session, "/").body()).contains("href=\"/audit\"");
    assertThat(get(session, "/audit").body()).contains("/api/v1/tokens", "admin at 127.0.0.1");
    assertThat(get(session, "/audit?before=1").body()).contains("Nothing was changed yet");
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
