package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the audit tells of changes through the API and the pages: who, what, before and after. */
class AuditTrailTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MAC = "52:54:00:77:00:01";

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private ApiSite site;
  private String token;

  @BeforeEach
  void start() throws Exception {
    site = new ApiSite(folder);
    token = site.token();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    site.close();
  }

  @Test
  void ofAMachineItTellsWhatWasAndWhatIs() throws Exception {
    ask("POST", "/machines", "{\"mac\": \"%s\"}".formatted(MAC));
    assertThat(changes()).contains("m-0000000001.mac: null > " + MAC);
    assertThat(changes()).contains("m-0000000001.state: null > DISCOVERED");
    ask("POST", "/machines", "{\"mac\": \"%s\"}".formatted(MAC));
    assertThat(changes()).isEmpty();
    ask("POST", "/machines/" + MAC + "/actions/maintenance-on", "{\"reason\": \"new memory\"}");
    assertThat(changes()).containsExactly("m-0000000001.maintenance: null > new memory");
    ask("POST", "/machines/actions/maintenance-off", "{\"machines\": [\"%s\"]}".formatted(MAC));
    assertThat(changes()).containsExactly("m-0000000001.maintenance: new memory > null");
    ask("POST", "/machines/" + MAC + "/actions/retry", "{}");
    assertThat(changes()).isEmpty();
    ask("POST", "/machines/" + MAC + "/actions/retire", "{}");
    assertThat(changes()).containsExactly("m-0000000001.state: DISCOVERED > RETIRED");
    ask("DELETE", "/machines/" + MAC, "");
    assertThat(changes()).contains("mac: %s > null".formatted(MAC), "state: RETIRED > null");
  }

  @Test
  void ofAControllerItTellsAllButThePassword() throws Exception {
    Machine machine = site.ready(MAC);
    String bmc =
        "{\"driver\": \"ipmi\", \"address\": \"%s\", \"account\": \"admin\", \"password\": \"hush\"}";
    ask("PUT", "/machines/" + machine.id() + "/bmc", bmc.formatted("10.9.0.7"));
    assertThat(changes()).contains("address: null > 10.9.0.7", "account: null > admin");
    ask("PUT", "/machines/" + machine.id() + "/bmc", bmc.formatted("10.9.0.8"));
    assertThat(changes()).containsExactly("address: 10.9.0.7 > 10.9.0.8");
    ask("DELETE", "/machines/" + machine.id() + "/bmc", "");
    assertThat(changes()).contains("address: 10.9.0.8 > null");
    assertThat(ask("GET", "/audit", "")).doesNotContain("hush");
  }

  @Test
  void ofAPolicyItTellsProfilesRulesAndMachines() throws Exception {
    site.ready(MAC);
    String text = JSON.readTree(ask("GET", "/policy", "")).path("text").asString();
    ask("POST", "/policy", policy(renamed(text, "also-here"), true));
    assertThat(changes()).isEmpty();
    ask("POST", "/policy", policy(renamed(text, "here"), false));
    assertThat(changes())
        .anySatisfy(line -> assertThat(line).startsWith("rules.here: {").endsWith("> null"))
        .anySatisfy(line -> assertThat(line).startsWith("rules.first: null > {"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("machines.")
                .contains(": rule here gives it")
                .contains("> rule first gives it"));
    assertThat(changes()).noneMatch(line -> line.startsWith("profiles"));
    assertThat(last().path("who").asString()).isEqualTo("admin");
    ask("POST", "/policy", "{\"reset\": true}");
    assertThat(changes()).anyMatch(line -> line.startsWith("rules.first: {"));
  }

  @Test
  void ofTokensAndSecretsItTellsAllButTheirValues() throws Exception {
    String made = ask("POST", "/tokens", "{\"name\": \"ada\", \"role\": \"operator\"}");
    assertThat(changes()).contains("name: null > ada", "role: null > operator");
    ask("DELETE", "/tokens/ada", "");
    assertThat(changes()).contains("name: ada > null", "role: operator > null");
    ask(
        "POST",
        "/secrets",
        "{\"site\": \"s1\", \"name\": \"openstack.admin_password\","
            + " \"secret\": \"hush-hush-hush-hush\"}");
    assertThat(changes()).contains("site: null > s1", "by: null > admin");
    ask("DELETE", "/secrets/s1/openstack.admin_password", "");
    assertThat(changes()).contains("site: s1 > null");
    assertThat(ask("GET", "/audit", ""))
        .doesNotContain("hush-hush", JSON.readTree(made).path("secret").asString());
  }

  @Test
  void ofWhatIsExpectedItTellsEachMachine() throws Exception {
    String list = "{\"items\": [{\"serial\": \"SN-9\", \"name\": \"db9\", \"rack\": \"%s\"}]}";
    ask("POST", "/expected", list.formatted("R1"));
    assertThat(changes()).contains("db9.serial: null > SN-9", "db9.rack: null > R1");
    ask("POST", "/expected", list.formatted("R2"));
    assertThat(changes()).containsExactly("db9.rack: R1 > R2");
    assertThat(JSON.readTree(ask("GET", "/expected/sn-9", "")).path("name").asString())
        .isEqualTo("db9");
    ask("DELETE", "/expected/db9", "");
    assertThat(changes()).contains("rack: R2 > null");
    assertThat(JSON.readTree(ask("GET", "/expected/db9", "")).path("code").asString())
        .isEqualTo("not-found");
  }

  @Test
  void whoLogsInAndOutAndWhoFailsIsOnRecord() throws Exception {
    logIn("ztp_wrong");
    assertThat(last().path("who").asString()).isEqualTo("nobody");
    assertThat(last().path("status").asInt()).isEqualTo(401);
    assertThat(last().path("asked").asString()).isEqualTo("{\"refused\":\"a wrong token\"}");
    String cookie =
        logIn(token).headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    assertThat(last().path("who").asString()).isEqualTo("admin");
    assertThat(last().path("path").asString()).isEqualTo("/login");
    site.ready(MAC);
    String page = "/machines/m-0000000001/do/maintenance-on";
    String seal =
        send(page("GET", page, "").header("Cookie", cookie))
            .body()
            .replaceFirst("(?s).*name=\"seal\" value=\"([^\"]+)\".*", "$1");
    send(page("POST", page, "seal=" + seal + "&reason=disk").header("Cookie", cookie));
    assertThat(changes()).containsExactly("m-0000000001.maintenance: null > disk");
    assertThat(send(page("GET", "/audit", "").header("Cookie", cookie)).body())
        .contains("m-0000000001.maintenance: none → disk", "a wrong token");
    send(page("POST", "/logout", "seal=" + seal).header("Cookie", cookie));
    assertThat(last().path("path").asString()).isEqualTo("/logout");
    assertThat(ask("GET", "/audit", "")).doesNotContain(token, "ztp_wrong", seal);
  }

  private HttpResponse<String> logIn(String secret) throws Exception {
    return send(page("POST", "/login", "token=" + secret));
  }

  private HttpRequest.Builder page(String method, String path, String form) {
    return HttpRequest.newBuilder(URI.create(site.address() + path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .method(method, HttpRequest.BodyPublishers.ofString(form));
  }

  private static String renamed(String text, String rule) {
    String other = text.replaceFirst("name: \"?" + rule + "\\b\"?", "name: first");
    assertThat(other).isNotEqualTo(text);
    return other;
  }

  private static String policy(String text, boolean dryRun) {
    return JSON.writeValueAsString(
        JSON.createObjectNode().put("text", text).put("name", "site.yaml").put("dryRun", dryRun));
  }

  private JsonNode last() throws Exception {
    return JSON.readTree(ask("GET", "/audit?before=999999", "")).path("items").get(0);
  }

  private List<String> changes() throws Exception {
    return last()
        .path("changed")
        .valueStream()
        .map(change ->
            "%s: %s > %s"
                .formatted(
                    change.path("field").asString(),
                    change.path("before").asString("null"),
                    change.path("after").asString("null")))
        .toList();
  }

  private String ask(String method, String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(site.address() + "/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(body)))
        .body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
