package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.edgeztp.assets.Manifest;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.boot.Admission;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.boot.Intake;
import org.edgeztp.server.boot.Ramdisk;
import org.edgeztp.server.boot.Stock;
import org.edgeztp.server.boot.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ramdisk's conversation with the device plane over real HTTP, on the loopback. */
class DevicePlaneTest {
  private static final Site SITE =
      new Site("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA push", "ops", List.of(), _ -> List.of());
  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final String HARDWARE =
      """
      {"cpus": 2, "memoryBytes": 1073741824, "firmware": "uefi", "vendor": "EdgeZTP",
       "product": "Lab", "serial": "LAB-0001", "uuid": "",
       "disks": [{"name": "vda", "size": 4294967296, "model": null, "serial": "D1", "rota": false}],
       "links": [{"ifname": "lo", "link_type": "loopback", "address": "00:00:00:00:00:00"},
                 {"ifname": "eth0", "link_type": "ether", "address": "52:54:00:77:00:01",
                  "operstate": "UP"}]}
      """;
  @TempDir private Path assets;
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE).with(new Rule("any", "lab", "edge")),
          Clock.systemUTC(),
          () -> new MachineId("m-0000000001"));
  private final Tokens tokens = new Tokens(new byte[32]);
  private final Intake intake = new Intake(inventory, Admission.ofSite(1));
  private final Boot boot =
      new Boot(
          inventory,
          intake,
          tokens,
          new Stock(EnumSet.allOf(BootFile.class), EnumSet.of(Ramdisk.AMD64)),
          "lab");
  private Loopback plane;

  @BeforeEach
  void listen() throws Exception {
    for (String file : List.of("vmlinuz", "ramdisk.cpio.zst", "localdisk.efi", "image.zst")) {
      Files.writeString(assets.resolve(file), "content of " + file);
    }
    String sha256 = "0".repeat(64);
    var manifest =
        new Manifest(
            Instant.EPOCH,
            "trixie",
            Map.of(),
            Map.of("debian-13", new Manifest.Image("image.zst", 20, sha256, 1 << 20, "6.12")));
    var served = new Served(assets, manifest, assets.resolve("none"), Map.of());
    var installations = new Installations(inventory, new Templates(), Map.of(), SITE);
    plane =
        new Loopback(
            DevicePlane.handler(
                boot,
                inventory,
                tokens,
                served,
                SITE,
                new Scripts(boot, inventory, new Templates(), installations),
                installations,
                new SwitchScripts(inventory, tokens, Map.of()),
                address ->
                    inventory.all().stream()
                        .filter(machine -> machine.address().equals(Optional.of(address)))
                        .findFirst(),
                new Loopback.NoMirror(),
                (_, _, _) -> {}));
  }

  @AfterEach
  void close() {
    plane.close();
  }

  @Test
  void wipesWhatAnOperatorNamesAndGivesNoRuleTheMachineAfterwards() throws Exception {
    seen(HERE);
    assertThat(plane.post(run() + "/hardware", HARDWARE).statusCode()).isEqualTo(204);
    intake.assign(now());
    intake.admit(now());
    inventory.apply(now(), new Event.Aborted("a test"));
    inventory.apply(now(), new Event.Wipe(List.of("S2"), List.of("old data"), "a test"));
    assertThat(plane.get("/boot/52-54-00-77-00-01.ipxe").body()).contains("are to be wiped");
    assertThat(plane.get(run() + "/task").body())
        .contains("named='S2'", "confirmed='old data'", "begun=false")
        .doesNotContain("image");
    assertThat(plane.post(run() + "/wiping", "disks=S2").statusCode()).isEqualTo(204);
    assertThat(plane.get(run() + "/task").body()).contains("named='S2'", "begun=true");
    String disk =
        "disk=sdb&model=M&serial=S2&wwn=&bytes=4096&method=discarded&samples=64&seconds=3";
    assertThat(plane.post(run() + "/wiped-disk", "disk=sdb").statusCode()).isEqualTo(422);
    assertThat(plane.post(run() + "/wiped-disk", disk).statusCode()).isEqualTo(204);
    assertThat(plane.post(run() + "/wiped", "").statusCode()).isEqualTo(204);
    assertThat(inventory.last(now(), Observation.Kind.WIPE).orElseThrow().facts())
        .containsEntry("serial", "S2")
        .containsEntry("method", "discarded");
    assertThat(now().state()).isEqualTo(State.READY);
    intake.assign(now());
    assertThat(now().state()).as("no rule installs it again").isEqualTo(State.READY);
  }

  @Test
  void takesAMachineFromItsScriptToInstalled() throws Exception {
    Machine machine = seen(HERE);
    assertThat(machine.state()).isEqualTo(State.INSPECTING);
    HttpResponse<String> script = plane.get("/boot/52-54-00-77-00-01.ipxe");
    assertThat(script.body()).startsWith("#!ipxe").contains(plane.base() + run() + "/kernel");
    assertThat(plane.get(run() + "/kernel").body()).isEqualTo("content of vmlinuz");
    assertThat(plane.get(run() + "/ramdisk").body()).isEqualTo("content of ramdisk.cpio.zst");
    assertThat(plane.get(run() + "/task").body()).contains("hardware");
    assertThat(plane.post(run() + "/hardware", HARDWARE).statusCode()).isEqualTo(204);
    assertThat(now().hardware().orElseThrow().disks().getFirst().bytes()).isEqualTo(4L << 30);
    intake.assign(now());
    intake.admit(now());
    assertThat(plane.get(run() + "/task").body()).contains("edge-lab-0001", "image");
    assertThat(plane.post(run() + "/started", "").statusCode()).isEqualTo(204);
    assertThat(plane.post(run() + "/started", "").statusCode()).isEqualTo(409);
    assertThat(range(run() + "/image", "bytes=8-9").body()).isEqualTo("of");
    assertThat(plane.post(run() + "/progress", "step=image&done=10&total=20").statusCode())
        .isEqualTo(204);
    String installed =
        "host_key=ssh-ed25519+AAAAC3NzaC1lZDI1NTE5AAAAIAAA&root_disk=%2Fdev%2Fvda&seconds=12";
    String old = run();
    assertThat(plane.post(old + "/installed", installed).statusCode()).isEqualTo(204);
    assertThat(now().state()).isEqualTo(State.INSTALLED);
    assertThat(now().hostKey()).contains("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA");
    assertThat(plane.post(old + "/installed", installed).statusCode()).isEqualTo(410);
    assertThat(plane.get("/boot/52-54-00-77-00-01.ipxe").body())
        .contains("exit")
        .doesNotContain("/run/");
  }

  @Test
  void aFailedInstallationKeepsItsCauseAndLog() throws Exception {
    booting();
    plane.post(run() + "/started", "");
    String report = "step=image&cause=SHA-256+differs&log=line+1%0Aline+2";
    assertThat(plane.post(run() + "/failed", report).statusCode()).isEqualTo(204);
    assertThat(now().failure().orElseThrow().cause()).isEqualTo("image: SHA-256 differs");
    assertThat(last().facts()).containsEntry("log", "line 1\nline 2");
  }

  @Test
  void aMachineThatWaitsForItsTurnIsAnsweredWhenItComes() throws Exception {
    booting();
    Machine ready = now();
    assertThat(ready.state()).isEqualTo(State.BOOTING);
    assertThat(plane.get(run() + "/task").statusCode()).isEqualTo(200);
  }

  @Test
  void anotherAddressIsRefusedAndTold() throws Exception {
    seen(InetAddress.ofLiteral("10.77.0.50"));
    HttpResponse<String> answer = plane.get(run() + "/task");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("belongs to another machine than the one at 127.0.0.1");
    assertThat(last().kind()).isEqualTo("refused");
    for (int time = 0; time < 3; time++) {
      assertThat(plane.get("/boot/52-54-00-77-00-01.ipxe").body()).contains("is not for 127.0.0.1");
    }
    assertThat(inventory.count(now(), Observation.Kind.REFUSED)).as("one of each").isEqualTo(2);
  }

  @Test
  void grubThatCameByHttpIsToldTheSameAsIpxe() throws Exception {
    seen(HERE);
    assertThat(plane.get("/grub/x86_64-efi/command.lst").statusCode()).isEqualTo(404);
    assertThat(plane.get("/grub/x86_64-efi/grub.cfg").body())
        .contains("linux " + run() + "/kernel")
        .contains("ztp.url=" + plane.base() + run());
    assertThat(now().trail().boots()).isEqualTo(1);
  }

  @Test
  void grubOfAnUnknownMachineShowsTheReason() throws Exception {
    seen(InetAddress.ofLiteral("10.77.0.50"));
    assertThat(plane.get("/grub/grub.cfg").body())
        .contains("127.0.0.1 has no lease of a known machine");
  }

  @Test
  void ipxeFindsWhatItAsksForFirst() throws Exception {
    assertThat(plane.get("/boot/autoexec.ipxe").body())
        .startsWith("#!ipxe")
        .contains("/boot/${netX/mac:hexhyp}.ipxe");
  }

  @Test
  void aBootProgramIsSentAsUefiHttpBootWantsIt() throws Exception {
    var head = plane.send(plane.request("/boot/localdisk.efi").HEAD()).headers();
    assertThat(head.firstValue("Content-Length")).contains("24");
    assertThat(head.firstValue("Content-Type")).contains("application/efi");
    HttpResponse<String> part = range("/boot/localdisk.efi", "bytes=0-6");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("content");
  }

  @Test
  void aForgedTokenIsRefused() throws Exception {
    seen(HERE);
    HttpResponse<String> answer = plane.get("/run/m-0000000001.1.1." + "A".repeat(32) + "/task");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("not made by this server");
  }

  @Test
  void aRefusalIsAProblemForWhoReadsJson() throws Exception {
    seen(HERE);
    var request = plane.request("/run/x/task").header("Accept", "application/json");
    HttpResponse<String> answer = plane.send(request);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Forbidden","status":403,\
            "detail":"this boot token was not made by this server"}\
            """);
  }

  @Test
  void anUnreadableReportIsRefusedAndMovesNothing() throws Exception {
    seen(HERE);
    assertThat(plane.post(run() + "/hardware", "{broken").statusCode()).isEqualTo(422);
    assertThat(plane.post(run() + "/hardware", "{\"cpus\": 0}").statusCode()).isEqualTo(422);
    assertThat(plane.post(run() + "/failed", "step=disk").body())
        .contains("field cause is missing");
    assertThat(now().state()).isEqualTo(State.INSPECTING);
    assertThat(plane.get(run() + "/hardware").statusCode()).isEqualTo(405);
  }

  @Test
  void bootProgramsAreForEveryoneAndNothingElseIs() throws Exception {
    assertThat(plane.get("/boot/localdisk.efi").body()).isEqualTo("content of localdisk.efi");
    assertThat(plane.get("/boot//localdisk.efi").body())
        .as("shim")
        .isEqualTo("content of localdisk.efi");
    for (String path : List.of("/boot/image.zst", "/boot/../image.zst", "/", "/run/x", "/boot")) {
      assertThat(plane.get(path).statusCode()).as(path).isIn(400, 404);
    }
  }

  private void booting() {
    Machine machine = seen(HERE);
    var hardware = HardwareReport.parse(HARDWARE);
    inventory.apply(machine, new Event.HardwareReported(hardware));
    intake.assign(now());
    intake.admit(now());
  }

  private Machine seen(InetAddress address) {
    boot.target(
        new Client(MAC, Optional.of(new UUID(1, 2)), Firmware.IPXE, Architecture.X86_BIOS),
        Optional.of(address));
    return now();
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

  private HttpResponse<String> range(String path, String range) throws Exception {
    return plane.send(plane.request(path).header("Range", range));
  }
}
