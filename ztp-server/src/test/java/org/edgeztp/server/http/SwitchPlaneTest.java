package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A switch's conversation with the device plane over real HTTP, on the loopback. */
class SwitchPlaneTest {
  @TempDir private Path folder;
  private SwitchSite plane;

  @BeforeEach
  void listen() throws Exception {
    plane = new SwitchSite(folder);
  }

  @AfterEach
  void close() {
    plane.close();
  }

  @Test
  void takesASwitchFromOniesFirstNameToItsAcceptance() throws Exception {
    plane.discovered();
    assertThat(plane.onie("/onie-installer", "TW1").statusCode()).isEqualTo(404);
    assertThat(plane.now().state()).isEqualTo(State.READY);
    assertThat(plane.now().hardware().orElseThrow().onie().orElseThrow().version())
        .isEqualTo("2023.02");
    plane.intake.assign(plane.now());
    plane.intake.admit(plane.now());
    String installer = plane.onie("/onie-installer-x86_64-accton_as7712_32x-r0", "TW1").body();
    assertThat(installer)
        .contains(plane.request(plane.run()).build().uri().toString(), plane.sha256)
        .startsWith("#!/bin/sh");
    assertThat(plane.onie(plane.run() + "/installer", "TW1").body()).isEqualTo(installer);

    assertThat(plane.post(plane.run() + "/started", "").statusCode()).isEqualTo(204);
    assertThat(plane.post(plane.run() + "/started", "").statusCode()).isEqualTo(409);
    assertThat(plane.onie(plane.run() + "/installer", "TW1").statusCode()).isEqualTo(409);
    assertThat(plane.get(plane.run() + "/file/switch-installer").body()).isEqualTo(SwitchSite.NOS);
    assertThat(plane.post(plane.run() + "/installed", "root_disk=its own&seconds=3").statusCode())
        .isEqualTo(204);
    assertThat(plane.now().state()).isEqualTo(State.INSTALLED);
    assertThat(plane.onie("/onie-installer", "TW1").body()).contains("that takes a redeploy");

    JsonNode ztp =
        JsonMapper.shared().readTree(sonic(plane.run() + "/ztp", "TW1").body()).path("ztp");
    assertThat(ztp.propertyNames()).containsExactly("01-configdb-json", "02-provisioning-script");
    assertThat(plane.now().state()).isEqualTo(State.CONVERGING);
    assertThat(plane.get(plane.run() + "/config-db").body()).isEqualTo("{\"name\": \"leaf-tw1\"}");
    assertThat(plane.get(plane.run() + "/provision").body())
        .contains("CUMULUS-AUTOPROVISIONING", "leaf-tw1");
    assertThat(plane.get(plane.run() + "/script").body())
        .isEqualTo("echo " + SwitchSite.MAC + " TW1 127.0.0.1\n");
    plane.post(plane.run() + "/section", "name=01-configdb-json&status=SUCCESS");
    assertThat(last().text()).isEqualTo("01-configdb-json: SUCCESS");
    assertThat(plane.post(plane.run() + "/converged", "sections=2&seconds=4").statusCode())
        .isEqualTo(204);
    assertThat(plane.post(plane.run() + "/converged", "sections=2&seconds=4").statusCode())
        .isEqualTo(204);
    assertThat(plane.now().state()).isEqualTo(State.VERIFYING);
    assertThat(plane.post(plane.run() + "/acceptance", "hostname=leaf-tw1").statusCode())
        .isEqualTo(204);
    assertThat(plane.now().state()).isEqualTo(State.HANDING_OFF);
  }

  @Test
  void aSwitchWithAnotherNameIsNotAccepted() throws Exception {
    installed();
    sonic(plane.run() + "/ztp", "TW1");
    plane.post(plane.run() + "/converged", "sections=0&seconds=0");
    plane.post(plane.run() + "/acceptance", "hostname=sonic");
    assertThat(plane.now().failure().orElseThrow().cause())
        .isEqualTo("hostname: is 'sonic' instead of 'leaf-tw1'");
  }

  @Test
  void aSetupThatFailsKeepsItsSectionCauseAndLog() throws Exception {
    installed();
    plane.get(plane.run() + "/provision");
    assertThat(last().text()).isEqualTo("its own system runs and asks for its provisioning");
    plane.post(plane.run() + "/setup-failed", "section=script&cause=exit+1&log=a%0Ab");
    assertThat(plane.now().state()).isEqualTo(State.FAILED);
    assertThat(last().facts()).containsEntry("resource", "script").containsEntry("log", "a\nb");
  }

  @Test
  void anotherSerialNumberIsRefusedWhereverItIsTold() throws Exception {
    plane.discovered();
    assertThat(plane.onie("/onie-installer", "TW2").statusCode()).isEqualTo(403);
    assertThat(plane.now().state()).isEqualTo(State.INSPECTING);
    installed();
    assertThat(sonic(plane.run() + "/ztp", "TW2").body())
        .contains("had serial TW1 and tells TW2 now");
    assertThat(plane.now().state()).isEqualTo(State.INSTALLED);
  }

  @Test
  void everyNameThatLeadsNowhereIsToldOfOnce() throws Exception {
    plane.discovered();
    HttpRequest.Builder update =
        SwitchSite.headers(plane.request("/onie-updater"), "TW1")
            .setHeader("ONIE-OPERATION", "onie-update");
    assertThat(plane.send(update).body()).contains("only systems are installed from here");
    assertThat(plane.get("/onie-installer.bin").body()).contains("names its machine");
    assertThat(plane.get("/onie-installer").statusCode()).isEqualTo(404);
    assertThat(plane.inventory.timeline(plane.now().id(), 0, 100))
        .filteredOn(entry -> entry.kind().equals("refused"))
        .hasSize(2);
  }

  private void installed() throws Exception {
    plane.toBeInstalled();
    plane.post(plane.run() + "/started", "");
    plane.post(plane.run() + "/installed", "root_disk=its own&seconds=3");
  }

  private Entry last() {
    return plane.inventory.timeline(plane.now().id(), 0, 1000).getLast();
  }

  private HttpResponse<String> sonic(String path, String serial) throws Exception {
    return plane.send(
        plane
            .request(path)
            .header("PRODUCT-NAME", "AS7712-32X")
            .header("SERIAL-NUMBER", serial)
            .header("BASE-MAC-ADDRESS", SwitchSite.MAC.value())
            .header("SONiC-VERSION", "SONiC.202311"));
  }
}
