package org.edgeztp.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.inventory.web.OperatorApi;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.runlog.LogsResource;
import org.edgeztp.server.runlog.RunLogs;
import org.edgeztp.server.runlog.Source;
import org.edgeztp.server.ui.Pages;
import org.edgeztp.server.ui.Sources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Who may see something no longer is told no more, on connections that are open as well. */
class LiveStreamsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String EVENTS = "/api/v1/events";
  private static final String LOG = "/api/v1/machines/m-0000000001/logs?follow=true";

  @TempDir Path folder;

  private final TestClock clock = new TestClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(), Policy.of(), clock, () -> new MachineId("m-0000000001"));
  private Database database;
  private RunLogs logs;
  private Pages pages;
  private OperatorApi api;
  private HttpListener listener;
  private RSAKey key;
  private Issuer issuer;

  @BeforeEach
  void start() throws Exception {
    key = Issuer.rsa("k1");
    issuer = new Issuer(key);
    database = Database.open(folder.resolve("db"));
    var access = ApiAccess.open(database.source(), folder.resolve("admin-token"), false, clock);
    access.trust(
        new OidcSettings(
            issuer.uri(),
            "ztp",
            "sub",
            "roles",
            Map.of("viewer", "viewer"),
            Optional.empty(),
            Duration.ofSeconds(60)),
        Optional.empty());
    logs = new RunLogs(folder.resolve("logs"));
    Map<String, MachineResource> parts = Map.of("logs", new LogsResource(logs));
    pages = new Pages(inventory, new Sources(Map.of(), parts), clock);
    api =
        new OperatorApi(
            inventory,
            Map.of("tokens", access.tokens()),
            parts,
            mac -> inventory.register(mac, "lab", "ada"),
            access.answers());
    listener =
        new HttpListener("api", List.of("127.0.0.1"), 0, pages.beside(access.guard(api), access));
    var machine = inventory.register(new MacAddress("52:54:00:77:00:01"), "lab", "ada");
    inventory.note(machine, Observation.of(Observation.Kind.HTTP, "a word"));
    logs.keep(machine, Source.PUSH, "a line\n");
  }

  @AfterEach
  void stop() {
    logs.close();
    pages.close();
    api.close();
    listener.close();
    http.shutdownNow();
    database.close();
    issuer.close();
  }

  @Test
  void theStreamsOfATokenEndWhenItIsRevokedAndNobodyElses() throws Exception {
    String ada = token("ada");
    String bob = token("bob");
    try (Stream events = open(EVENTS, bearer(ada));
        Stream log = open(LOG, bearer(ada));
        Stream others = open(EVENTS, bearer(bob))) {
      events.shows("a word");
      log.shows("a line");
      others.shows("a word");
      send("DELETE", "/api/v1/tokens/ada", "", bearer(admin()));
      assertThat(events.isOver()).isTrue();
      assertThat(log.isOver()).isTrue();
      assertThat(others.isOver()).isFalse();
    }
    assertThat(send("GET", EVENTS, "", bearer(ada)).statusCode()).isEqualTo(401);
  }

  @Test
  void whatHappensAfterwardsIsNotTold() throws Exception {
    String ada = token("ada");
    try (Stream events = open(EVENTS, bearer(ada))) {
      events.shows("a word");
      send("DELETE", "/api/v1/tokens/ada", "", bearer(admin()));
      inventory.note(
          inventory.find(new MachineId("m-0000000001")).orElseThrow(),
          Observation.of(Observation.Kind.HTTP, "a secret word"));
      assertThat(events.isOver()).isTrue();
      assertThat(events.rest()).doesNotContain("a secret word");
    }
  }

  @Test
  void theyEndWithTheDaysOfTheToken() throws Exception {
    String bob = made("{\"name\": \"bob\", \"role\": \"viewer\", \"days\": 2}");
    try (Stream events = open(EVENTS, bearer(bob))) {
      events.shows("a word");
      clock.advance(Duration.ofDays(2));
      assertThat(events.isOver()).isTrue();
    }
  }

  @Test
  void theyEndWithTheTokenOfAProvider() throws Exception {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer.uri().toString())
            .audience("ztp")
            .subject("eva")
            .claim("roles", "viewer")
            .expirationTime(Date.from(clock.instant().plusSeconds(300)))
            .build();
    try (Stream events = open(EVENTS, bearer(Issuer.signed(key, claims)))) {
      events.shows("a word");
      clock.advance(Duration.ofMinutes(5));
      assertThat(events.isOver()).as("within the skew of clocks").isFalse();
      clock.advance(Duration.ofMinutes(1));
      assertThat(events.isOver()).isTrue();
    }
  }

  @Test
  void thoseOfPagesEndWithTheirSession() throws Exception {
    String ada = token("ada");
    String[] left = logIn(ada);
    String[] ended = logIn(ada);
    String[] stays = logIn(token("bob"));
    try (Stream out = open("/changes", left);
        Stream changes = open("/changes", ended);
        Stream log = open("/machines/m-0000000001/log", ended);
        Stream others = open("/changes", stays)) {
      log.shows("a line");
      send("POST", "/logout", "seal=" + seal(left), left);
      assertThat(out.isOver()).isTrue();
      assertThat(changes.isOver()).isFalse();
      send("DELETE", "/api/v1/tokens/ada", "", bearer(admin()));
      assertThat(changes.isOver()).isTrue();
      assertThat(log.isOver()).isTrue();
      assertThat(others.isOver()).isFalse();
      clock.advance(Duration.ofHours(12));
      assertThat(others.isOver()).isTrue();
    }
  }

  /** What a client reads. */
  private record Stream(BufferedReader lines, CompletableFuture<String> end)
      implements AutoCloseable {
    void shows(String word) throws IOException {
      String line = lines.readLine();
      while (line != null && !line.contains(word)) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
      end.completeAsync(this::toEnd);
    }

    private String toEnd() {
      try {
        return lines.readAllAsString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Whether it ends by itself in a moment. */
    boolean isOver() throws Exception {
      try {
        end.get(2500, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException goesOn) {
        return false;
      }
    }

    String rest() {
      return end.join();
    }

    @Override
    public void close() {
      end.cancel(true);
    }
  }

  private Stream open(String path, String... headers) throws Exception {
    var response =
        http.send(request(path, headers).build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    var lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
    var stream = new Stream(lines, new CompletableFuture<>());
    if (path.equals("/changes")) {
      stream.shows("still here");
    }
    return stream;
  }

  private String[] logIn(String token) throws Exception {
    var answer = send("POST", "/login", "token=" + token);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    return new String[] {"Cookie", cookie};
  }

  private String seal(String... session) throws Exception {
    String page = send("GET", "/machines", "", session).body();
    return page.replaceFirst("(?s).*name=\"seal\" value=\"([^\"]*)\".*", "$1");
  }

  private String token(String name) throws Exception {
    return made("{\"name\": \"%s\", \"role\": \"viewer\"}".formatted(name));
  }

  private String made(String wish) throws Exception {
    return JSON.readTree(send("POST", "/api/v1/tokens", wish, bearer(admin())).body())
        .path("secret")
        .asString();
  }

  private String admin() throws IOException {
    return Files.readString(folder.resolve("admin-token")).strip();
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    var request = request(path, headers).method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!path.startsWith("/api")) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }
}
