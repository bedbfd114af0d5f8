package org.edgeztp.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
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
import org.assertj.core.api.InstanceOfAssertFactories;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.OperatorApi;
import org.edgeztp.server.http.HttpListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API behind a guard that takes the tokens of a provider as well, over HTTP. */
class ProviderTest {
  private static final String MACHINE = "{\"mac\": \"52:54:00:77:00:01\"}";

  @TempDir private Path folder;

  private final TestClock clock = new TestClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private Database database;
  private OperatorApi api;
  private HttpListener listener;
  private Issuer issuer;
  private JWK key;

  @BeforeEach
  void start() throws Exception {
    key = Issuer.ec("e1");
    issuer = new Issuer(key.toPublicJWK());
    database = Database.open(folder.resolve("db"));
    ApiAccess access =
        ApiAccess.open(database.source(), folder.resolve("admin-token"), false, clock);
    access.trust(
        new OidcSettings(
            issuer.uri(),
            "edgeztp",
            "sub",
            "roles",
            Map.of("operator", "operator"),
            Optional.of("sites"),
            Duration.ofMinutes(1)),
        Optional.empty());
    var inventory =
        new Inventory(
            new MemoryMachineStore(), Policy.of(), clock, () -> new MachineId("m-0000000001"));
    api =
        new OperatorApi(
            inventory,
            Map.of("tokens", access.tokens(), "audit", access.audit()),
            Map.of(),
            mac -> inventory.register(mac, "lab", Caller.name()),
            access.answers());
    listener = new HttpListener("api", List.of("127.0.0.1"), 0, access.guard(api));
  }

  @AfterEach
  void stop() {
    listener.close();
    api.close();
    http.shutdownNow();
    database.close();
    issuer.close();
  }

  @Test
  void itsHoldersDoWhatTheirRoleMayAndAreOnRecordByTheirNames() throws Exception {
    String token = token("edgeztp", "*");
    assertThat(ask(token, "POST", "/machines", MACHINE).statusCode()).isEqualTo(200);
    assertThat(ask(token, "GET", "/audit", "").statusCode()).isEqualTo(403);
    assertThat(ask(admin(), "GET", "/audit", "").body()).contains("\"who\":\"oidc:ada\"");
  }

  @Test
  void itsSitesLimitThemAsThoseOfOurTokensDo() throws Exception {
    var refused = ask(token("edgeztp", "s2"), "POST", "/machines", MACHINE);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("\"code\":\"site\"");
    assertThat(ask(token("edgeztp", "lab"), "POST", "/machines", MACHINE).statusCode())
        .isEqualTo(200);
  }

  @Test
  void saysWhyATokenDoesNotCount() throws Exception {
    var refused = ask(token("other", "*"), "GET", "/machines", "");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("wrong-token", "aud claim");

    String token = token("edgeztp", "*");
    assertThat(ask(token, "GET", "/machines", "").statusCode()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(3));
    assertThat(ask(token, "GET", "/machines", "").statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenWritesNoLinesOfItsOwnIntoTheLog() throws Exception {
    try (var logged = new Logged(Guard.class)) {
      var type = new JOSEObjectType("x\nWARN forged");
      var header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(type).keyID("e1").build();
      var jwt = new SignedJWT(header, new JWTClaimsSet.Builder().build());
      jwt.sign(new ECDSASigner(key.toECKey()));
      assertThat(ask(jwt.serialize(), "GET", "/machines", "").statusCode()).isEqualTo(401);
      assertThat(logged.lines())
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("x?WARN forged")
          .doesNotContain("\n");
    }
  }

  @Test
  void anOutageOfTheProviderIsNoFaultOfTheToken() throws Exception {
    issuer.away = true;
    var answer = ask(token("edgeztp", "*"), "GET", "/machines", "");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("10");
    assertThat(answer.body()).contains("\"code\":\"away\"", "the keys of " + issuer.uri());
    assertThat(ask(admin(), "GET", "/machines", "").statusCode()).isEqualTo(200);
  }

  @Test
  void nobodyIsGivenAProvidersName() throws Exception {
    var refused = ask(admin(), "POST", "/tokens", "{\"name\": \"oidc:ada\", \"role\": \"viewer\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("names with oidc: are the provider's");
  }

  private String token(String audience, String sites) throws Exception {
    return Issuer.signed(
        key,
        new JWTClaimsSet.Builder()
            .issuer(issuer.uri().toString())
            .audience(audience)
            .subject("ada")
            .claim("roles", "operator")
            .claim("sites", sites)
            .expirationTime(Date.from(clock.instant().plusSeconds(60)))
            .build());
  }

  private String admin() throws Exception {
    return Files.readString(folder.resolve("admin-token")).strip();
  }

  private HttpResponse<String> ask(String token, String method, String path, String body)
      throws Exception {
    var at = URI.create("http://127.0.0.1:" + listener.port() + "/api/v1" + path);
    var request =
        HttpRequest.newBuilder(at)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
