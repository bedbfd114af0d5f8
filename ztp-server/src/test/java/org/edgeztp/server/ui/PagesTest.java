package org.edgeztp.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.edgeztp.bridge.Progress;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;

/** What each page shows, and what its forms do. */
class PagesTest extends PageTest {
  @Test
  void aVerbIsShownDoneAndPutOnRecord() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    Visitor ada = visitor("ada", "operator");
    String path = "/machines/" + machine.id() + "/do/maintenance-on";

    assertThat(ada.get(path).body()).contains("Reason").doesNotContain("What would happen");
    assertThat(ada.get(path + "?reason=new+memory").body())
        .contains("What would happen", "new memory", "method=\"post\" action=\"" + path + "\"");
    assertThat(site.inventory.find(machine.id()).orElseThrow().maintenance()).isEmpty();

    var done = ada.post(path, "reason=new+memory");
    assertThat(Visitor.location(done))
        .isEqualTo("/machines/" + machine.id() + "?done=maintenance-on");
    assertThat(ada.get(Visitor.location(done)).body())
        .contains("Begin maintenance: done", "In maintenance:", "ada puts it in maintenance");
    assertThat(admin.api("GET", "/audit", "").body())
        .contains("\"who\":\"ada\"", path + "\"", "{\\\"reason\\\":\\\"new memory\\\"}")
        .doesNotContain(ada.seal());
  }

  @Test
  void whatDestroysWantsTheNameOfTheMachine() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    String path = "/machines/" + machine.id() + "/do/redeploy";

    assertThat(admin.post(path, "name=edge").statusCode()).isEqualTo(422);
    assertThat(admin.post(path, "").body()).contains("type its name to confirm: edge-0001");
    assertThat(state(machine)).isEqualTo(State.IN_SERVICE);
    assertThat(admin.post(path, "name=edge-0001").statusCode()).isEqualTo(303);
    assertThat(state(machine)).isEqualTo(State.QUEUED);
    String renamed = site.inventory.find(machine.id()).orElseThrow().label();
    assertThat(admin.post(path, "name=" + renamed).statusCode()).isEqualTo(409);
  }

  @Test
  void whoOnlyLooksHasNoButtonsAndMayNotPressThem() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    Visitor vera = visitor("vera", "viewer");
    String page = "/machines/" + machine.id();

    assertThat(vera.get(page).body()).contains("edge-0001").doesNotContain("/do/");
    assertThat(vera.get(page + "/power").body()).doesNotContain("<button class=\"danger\"");
    var answer = vera.post(page + "/do/drain", "");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("takes the role operator");
    assertThat(state(machine)).isEqualTo(State.IN_SERVICE);
  }

  @Test
  void powerThatCutsMustBeMeant() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    String path = "/machines/" + machine.id() + "/power";

    assertThat(admin.get(path).body()).contains("<strong>on</strong>", "Shut down");
    assertThat(admin.post(path, "action=off").statusCode()).isEqualTo(422);
    assertThat(site.power).isEqualTo("on");
    assertThat(admin.post(path, "action=off&sure=yes").statusCode()).isEqualTo(303);
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

    for (String path :
        new String[] {"/", "/machines?search=%3Cscript%3E", "/machines/" + machine.id()}) {
      assertThat(admin.get(path).body()).doesNotContain("<script>alert");
    }
    assertThat(admin.get("/machines/" + machine.id()).body()).contains("&lt;script&gt;alert");
  }

  @Test
  void emptyPagesSayWhatToDoNext() throws Exception {
    assertThat(admin.get("/").body()).contains("No machines yet", "ztp preflight");
    assertThat(admin.get("/machines").body()).contains("ztp machine add");
    assertThat(admin.get("/machines/m-0000000099").statusCode()).isEqualTo(404);
    assertThat(admin.get("/nowhere").body()).contains("there is no such page");
  }

  @Test
  void whatTheNextBootWouldBeIsAskedOfTheServerItself() throws Exception {
    Machine machine = site.led(State.IN_SERVICE);
    assertThat(admin.get("/machines/" + machine.id() + "/boot?arch=bios").body())
        .contains("bios: DHCP DISCOVER", "OFFER 10.77.0.50");
  }

  @Test
  void theBootPlaneShowsWhoHasWhatAndWhoElseAnswers() throws Exception {
    Machine machine = site.led(State.BOOTING);
    assertThat(admin.get("/network").body())
        .contains("10.77.0.0/24", "1 offered", "of 50", "/machines/" + machine.id())
        .contains("10.77.2.9 answers DHCP here", "Held");
    assertThat(admin.get("/network?q=52:54:00:99").body()).contains("No lease is like that");
  }

  @Test
  void racksShowMachinesWhereListsToldThemAndPortsInTheirOrder() throws Exception {
    assertThat(admin.get("/racks").body())
        .contains("No rack was told yet", "ztp machine import", "No switch told of itself");
    for (int i = 0; i < 12; i++) {
      Machine _ = site.led(State.IN_SERVICE);
    }
    assertThat(admin.get("/racks").body())
        .containsSubsequence("<h2>R9 ", ">40</span>", "/machines/m-0000000001", "db9 <span")
        .containsSubsequence("<h2>R10 ", "/machines/m-0000000002")
        .containsSubsequence("<h3>leaf-1</h3>", "Ethernet2<", "Ethernet10<", "Ethernet12<")
        .contains("In no rack that was told: 0 machines.");
    assertThat(admin.get("/racks?q=r10").body()).contains("<h2>R10 ").doesNotContain("<h2>R9 ");
    assertThat(admin.get("/racks?rack=R9").body())
        .contains("<h2>R10 ", "<h3>leaf-1</h3>")
        .doesNotContain("<h2>R9 ");
    assertThat(admin.get("/racks?q=nowhere").body())
        .contains("No rack is called like that", "No switch is called like that");
  }

  @Test
  void whatAnOrchestratorDoesNotDecideIsShownAndToldAgain() throws Exception {
    Machine machine = site.led(State.HANDING_OFF);
    Machine refused = site.led(State.HANDING_OFF);
    site.apply(refused, new Event.HandoffRefused("lab", "it is in no region"));
    Visitor ada = visitor("ada", "operator");
    assertThat(site.handoff.advance(machine)).isInstanceOf(Progress.Again.class);
    assertThat(ada.get("/handoffs").body())
        .contains("0 in service, 1 waiting, 1 refused", "answered 503: down for maintenance")
        .contains("1 message<", "it is in no region", "/machines/" + refused.id() + "/do/retry");

    String form = "machine=" + machine.id();
    assertThat(Visitor.location(ada.post("/handoffs", form))).isEqualTo("/handoffs");
    assertThat(site.handoff.advance(machine)).isInstanceOf(Progress.Again.class);
    assertThat(ada.get("/handoffs").body()).contains("2 messages<");
    assertThat(ada.post("/handoffs", form.replace("machine=m", "machine=x")).body())
        .contains("no orchestrator is told anything");
  }

  @Test
  void theTestBenchSaysWhatEachRuleSaysToAMachine() throws Exception {
    Machine _ = site.led(State.DISCOVERED);
    Machine machine = site.led(State.READY);
    Machine s1 = site.led(State.READY);
    assertThat(admin.get("/policy").body())
        .contains("memory &gt;= 512 GiB", "edge-{serial}", "debian-13", "1 machine<");
    assertThat(admin.get("/policy?machine=" + s1.id()).body())
        .contains("counts: profile <strong>edge</strong>", "1024 MiB: no");
    assertThat(admin.get("/policy?machine=" + machine.id()).body())
        .contains("does not match: it is for the site s1");
    assertThat(admin.get("/policy?machine=nobody").body()).contains("No machine is called nobody");
  }

  @Test
  void theAuditIsForAdministrators() throws Exception {
    Visitor ada = visitor("ada", "operator");
    assertThat(ada.get("/").body()).doesNotContain("href=\"/audit\"");
    assertThat(ada.get("/audit").statusCode()).isEqualTo(403);
    assertThat(ada.get("//audit").statusCode()).isEqualTo(403);
    assertThat(admin.get("/").body()).contains("href=\"/audit\"");
    assertThat(admin.get("/audit").body()).contains("/api/v1/tokens", "admin at 127.0.0.1");
    assertThat(admin.get("/audit?before=1").body()).contains("Nothing was changed yet");
  }
}
