package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.assets.Manifest;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.boot.Intake;
import org.edgeztp.server.boot.Stock;
import org.edgeztp.server.boot.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A switch's conversation with the device plane over real HTTP, on the loopback. */
class SwitchPlaneTest {
  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:41");
  private static final String SHA256 = "ab".repeat(32);

  @TempDir private Path folder;
  private Inventory inventory;
  private Intake intake;
  private Boot boot;
  private final Tokens tokens = new Tokens(new byte[32]);
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpListener listener;

  @BeforeEach
  void listen() throws Exception {
    Path config = Files.writeString(folder.resolve("config.json"), "{\"name\": \"{hostname}\"}");
    Path script = Files.writeString(folder.resolve("script"), "echo {mac} {serial} {address}\n");
    Files.writeString(folder.resolve("sonic.bin"), "a system");
    var leaf =
        new Profile(
            "leaf",
            Profile.Installer.ONIE,
            "sonic",
            "leaf-{serial}",
            List.of(),
            Map.of(),
            "",
            "lab",
            Duration.ofMinutes(20),
            Duration.ofMinutes(20),
            Optional.of(new Profile.Ztp(Optional.of(config), Optional.of(script))));
    inventory =
        new Inventory(
            new MemoryMachineStore(),
            Map.of("leaf", leaf),
            Clock.systemUTC(),
            () -> new MachineId("m-0000000001"));
    var rule =
        new Rule("leaves", "lab", "leaf", Machine.Kind.SWITCH, Optional.empty(), Optional.empty());
    intake = new Intake(inventory, List.of(rule), 1);
    boot = new Boot(inventory, intake, tokens, new Stock(Set.of(), Set.of()), "lab");
    var manifest =
        new Manifest(
            Instant.EPOCH,
            "trixie",
            Map.of(),
            Map.of("sonic", new Manifest.Image("sonic.bin", 8, SHA256, 8, "6.1")));
    var site =
        new Site("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA push", "ops", List.of(), _ -> List.of());
    var installations = new Installations(inventory, new Templates(), Map.of(), site);
    listener =
        new HttpListener(
            "device",
            List.of("127.0.0.1"),
            0,
            DevicePlane.handler(
                boot,
                inventory,
                tokens,
                new Served(folder, manifest, folder.resolve("none"), Map.of()),
                site,
                new Scripts(boot, inventory, new Templates(), installations),
                installations,
                new SwitchScripts(inventory, tokens, manifest),
                address -> inventory.find(MAC).filter(machine -> machine.isAt(address)),
                new NoMirror()));
  }

  @AfterEach
  void close() {
    http.shutdownNow();
    listener.close();
  }

  @Test
  void takesASwitchFromOniesFirstNameToItsAcceptance() throws Exception {
    discovered();
    assertThat(onie("/onie-installer", "TW1").statusCode()).isEqualTo(404);
    assertThat(now().state()).isEqualTo(State.READY);
    assertThat(now().hardware().orElseThrow().onie().orElseThrow().version()).isEqualTo("2023.02");
    intake.assign(now());
    intake.admit(now());
    String installer = onie("/onie-installer-x86_64-accton_as7712_32x-r0", "TW1").body();
    assertThat(installer)
        .contains(request(run()).build().uri().toString(), SHA256)
        .startsWith("#!/bin/sh");
    assertThat(onie(run() + "/installer", "TW1").body()).isEqualTo(installer);

    assertThat(post(run() + "/started", "").statusCode()).isEqualTo(204);
    assertThat(post(run() + "/started", "").statusCode()).isEqualTo(409);
    assertThat(onie(run() + "/installer", "TW1").statusCode()).isEqualTo(409);
    assertThat(get(run() + "/image").body()).isEqualTo("a system");
    assertThat(post(run() + "/installed", "root_disk=its own&seconds=3").statusCode())
        .isEqualTo(204);
    assertThat(now().state()).isEqualTo(State.INSTALLED);
    assertThat(onie("/onie-installer", "TW1").body()).contains("that takes a redeploy");

    JsonNode ztp = JsonMapper.shared().readTree(sonic(run() + "/ztp", "TW1").body()).path("ztp");
    assertThat(ztp.propertyNames()).containsExactly("01-configdb-json", "02-provisioning-script");
    assertThat(now().state()).isEqualTo(State.CONVERGING);
    assertThat(get(run() + "/config-db").body()).isEqualTo("{\"name\": \"leaf-tw1\"}");
    assertThat(get(run() + "/provision").body()).contains("CUMULUS-AUTOPROVISIONING", "leaf-tw1");
    assertThat(get(run() + "/script").body()).isEqualTo("echo " + MAC + " TW1 127.0.0.1\n");
    post(run() + "/section", "name=01-configdb-json&status=SUCCESS");
    assertThat(last().text()).isEqualTo("01-configdb-json: SUCCESS");
    assertThat(post(run() + "/converged", "sections=2&seconds=4").statusCode()).isEqualTo(204);
    assertThat(post(run() + "/converged", "sections=2&seconds=4").statusCode()).isEqualTo(204);
    assertThat(now().state()).isEqualTo(State.VERIFYING);
    assertThat(post(run() + "/acceptance", "hostname=leaf-tw1").statusCode()).isEqualTo(204);
    assertThat(now().state()).isEqualTo(State.HANDING_OFF);
  }

  @Test
  void aSwitchWithAnotherNameIsNotAccepted() throws Exception {
    installed();
    sonic(run() + "/ztp", "TW1");
    post(run() + "/converged", "sections=0&seconds=0");
    post(run() + "/acceptance", "hostname=sonic");
    assertThat(now().failure().orElseThrow().cause())
        .isEqualTo("hostname: is 'sonic' instead of 'leaf-tw1'");
  }

  @Test
  void aSetupThatFailsKeepsItsSectionCauseAndLog() throws Exception {
    installed();
    get(run() + "/provision");
    assertThat(last().text()).isEqualTo("its own system runs and asks for its provisioning");
    post(run() + "/setup-failed", "section=script&cause=exit+1&log=a%0Ab");
    assertThat(now().state()).isEqualTo(State.FAILED);
    assertThat(last().facts()).containsEntry("resource", "script").containsEntry("log", "a\nb");
  }

  @Test
  void anotherSerialNumberIsRefusedWhereverItIsTold() throws Exception {
    discovered();
    assertThat(onie("/onie-installer", "TW2").statusCode()).isEqualTo(403);
    assertThat(now().state()).isEqualTo(State.INSPECTING);
    installed();
    assertThat(sonic(run() + "/ztp", "TW2").body()).contains("had serial TW1 and tells TW2 now");
    assertThat(now().state()).isEqualTo(State.INSTALLED);
  }

  @Test
  void everyNameThatLeadsNowhereIsToldOfOnce() throws Exception {
    discovered();
    HttpRequest.Builder update =
        headers(request("/onie-updater"), "TW1").setHeader("ONIE-OPERATION", "onie-update");
    assertThat(send(update).body()).contains("only systems are installed from here");
    assertThat(get("/onie-installer.bin").body()).contains("names its machine");
    assertThat(get("/onie-installer").statusCode()).isEqualTo(404);
    assertThat(inventory.timeline(now().id(), 0, 100))
        .filteredOn(entry -> entry.kind().equals("refused"))
        .hasSize(2);
  }

  private void discovered() {
    var facts = new SwitchFacts("accton", "accton_as7712_32x", "0", "x86_64", "TW1", "", "");
    boot.target(
        new Client(MAC, Optional.empty(), Firmware.ONIE, Architecture.UNKNOWN, Optional.of(facts)),
        Optional.of(InetAddress.getLoopbackAddress()));
  }

  private void installed() throws Exception {
    discovered();
    onie("/onie-installer", "TW1");
    intake.assign(now());
    intake.admit(now());
    post(run() + "/started", "");
    post(run() + "/installed", "root_disk=its own&seconds=3");
  }

  private Machine now() {
    return inventory.find(MAC).orElseThrow();
  }

  private Entry last() {
    return inventory.timeline(now().id(), 0, 1000).getLast();
  }

  private String run() {
    return "/run/" + tokens.of(now()).text();
  }

  private HttpResponse<String> onie(String path, String serial) throws Exception {
    return send(headers(request(path), serial));
  }

  private static HttpRequest.Builder headers(HttpRequest.Builder request, String serial) {
    return request
        .header("ONIE-SERIAL-NUMBER", serial)
        .header("ONIE-ETH-ADDR", MAC.value())
        .header("ONIE-MACHINE", "accton_as7712_32x")
        .header("ONIE-MACHINE-REV", "0")
        .header("ONIE-ARCH", "x86_64")
        .header("ONIE-OPERATION", "os-install")
        .header("ONIE-VERSION", "2023.02");
  }

  private HttpResponse<String> sonic(String path, String serial) throws Exception {
    return send(
        request(path)
            .header("PRODUCT-NAME", "AS7712-32X")
            .header("SERIAL-NUMBER", serial)
            .header("BASE-MAC-ADDRESS", MAC.value())
            .header("SONiC-VERSION", "SONiC.202311"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path));
  }

  private static final class NoMirror extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      return false;
    }
  }
}
