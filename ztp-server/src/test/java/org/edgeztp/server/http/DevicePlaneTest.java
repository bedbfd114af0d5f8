package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ramdisk's conversation with the device plane over real HTTP, on the loopback. */
class DevicePlaneTest {
  @TempDir private Path assets;
  private RamdiskSite site;

  @BeforeEach
  void start() throws Exception {
    site = new RamdiskSite(assets);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void takesAMachineFromItsScriptToInstalled() throws Exception {
    Machine machine = site.seen(RamdiskSite.HERE);
    assertThat(machine.state()).isEqualTo(State.INSPECTING);
    HttpResponse<String> script = site.plane.get("/boot/52-54-00-77-00-01.ipxe");
    assertThat(script.body())
        .startsWith("#!ipxe")
        .contains(site.plane.base() + site.run() + "/kernel");
    assertThat(site.plane.get(site.run() + "/kernel").body()).isEqualTo("content of vmlinuz");
    assertThat(site.plane.get(site.run() + "/ramdisk").body())
        .isEqualTo("content of ramdisk.cpio.zst");
    assertThat(site.plane.get(site.run() + "/task").body()).contains("hardware");
    assertThat(site.plane.post(site.run() + "/hardware", RamdiskSite.HARDWARE).statusCode())
        .isEqualTo(204);
    assertThat(site.now().hardware().orElseThrow().disks().getFirst().bytes()).isEqualTo(4L << 30);
    site.intake.assign(site.now());
    site.intake.admit(site.now());
    assertThat(site.plane.get(site.run() + "/task").body()).contains("edge-lab-0001", "image");
    assertThat(site.plane.post(site.run() + "/started", "").statusCode()).isEqualTo(204);
    assertThat(site.plane.post(site.run() + "/started", "").statusCode()).isEqualTo(409);
    assertThat(site.range(site.run() + "/image", "bytes=8-9").body()).isEqualTo("of");
    assertThat(
            site.plane.post(site.run() + "/progress", "step=image&done=10&total=20").statusCode())
        .isEqualTo(204);
    String installed =
        "host_key=ssh-ed25519+AAAAC3NzaC1lZDI1NTE5AAAAIAAA&root_disk=%2Fdev%2Fvda&seconds=12";
    String old = site.run();
    assertThat(site.plane.post(old + "/installed", installed).statusCode()).isEqualTo(204);
    assertThat(site.now().state()).isEqualTo(State.INSTALLED);
    assertThat(site.now().hostKey()).contains("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA");
    assertThat(site.plane.post(old + "/installed", installed).statusCode()).isEqualTo(410);
    assertThat(site.plane.get("/boot/52-54-00-77-00-01.ipxe").body())
        .contains("exit")
        .doesNotContain("/run/");
  }

  @Test
  void aControllerFetchesTheCdInPiecesAndThatIsNoBoot() throws Exception {
    site.seen(RamdiskSite.HERE);
    assertThat(site.plane.get("/boot/ipxe.iso").body()).isEqualTo("content of ipxe.iso");
    assertThat(site.range("/boot/ipxe.iso", "bytes=11-14").body()).isEqualTo("ipxe");
    assertThat(site.inventory.count(site.now(), Observation.Kind.HTTP)).isZero();
    assertThat(site.now().trail().boots()).isZero();
  }

  /** Who goes on with what has changed meanwhile gets all of it. */
  @Test
  void aPartIsOfTheFileThatItWasBegunWith() throws Exception {
    Path file = assets.resolve("ipxe.iso");
    String date =
        site.plane.get("/boot/ipxe.iso").headers().firstValue("Last-Modified").orElseThrow();
    assertThat(part(date)).isEqualTo("206 ipxe");
    for (String other : List.of("\"abc\"", "W/\"abc\"", "yesterday", "")) {
      assertThat(part(other)).as(other).isEqualTo("200 content of ipxe.iso");
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    assertThat(part(date)).isEqualTo("200 content of ipxe.iso");
  }

  private String part(String condition) throws Exception {
    HttpResponse<String> answer =
        site.plane.send(
            site.plane
                .request("/boot/ipxe.iso")
                .header("Range", "bytes=11-14")
                .header("If-Range", condition));
    return answer.statusCode() + " " + answer.body();
  }

  @Test
  void aMachineIsNotInstalledWithTheImageOfAnotherArchitecture() throws Exception {
    site.booting(Architecture.ARM64_UEFI);

    assertThat(site.plane.get(site.run() + "/task").body()).doesNotContain("image_sha256");
    assertThat(site.now().state()).isEqualTo(State.FAILED);
    assertThat(site.now().failure().orElseThrow().cause())
        .endsWith(
            "profile edge installs the image 'debian-13', which the boot assets do not have for arm64;"
                + " they have [debian-13]");
  }

  @Test
  void aMachineIsNotInstalledWhenItsContainersDoNotRunThere() throws Exception {
    site.lack = Optional.of("profile edge names the container image app/web:1");
    site.booting();

    assertThat(site.plane.get(site.run() + "/task").body()).doesNotContain("image_sha256");
    assertThat(site.now().state()).isEqualTo(State.FAILED);
    assertThat(site.now().failure().orElseThrow().cause())
        .endsWith("profile edge names the container image app/web:1");
  }

  @Test
  void aFailedInstallationKeepsItsCauseAndLog() throws Exception {
    site.booting();
    site.plane.post(site.run() + "/started", "");
    String report = "step=image&cause=SHA-256+differs&log=line+1%0Aline+2";
    assertThat(site.plane.post(site.run() + "/failed", report).statusCode()).isEqualTo(204);
    assertThat(site.now().failure().orElseThrow().cause()).isEqualTo("image: SHA-256 differs");
    assertThat(site.last().facts()).containsEntry("log", "line 1\nline 2");
  }

  @Test
  void aMachineThatWaitsForItsTurnIsAnsweredWhenItComes() throws Exception {
    site.booting();
    Machine ready = site.now();
    assertThat(ready.state()).isEqualTo(State.BOOTING);
    assertThat(site.plane.get(site.run() + "/task").statusCode()).isEqualTo(200);
  }

  @Test
  void anotherAddressIsRefusedAndTold() throws Exception {
    site.seen(InetAddress.ofLiteral("10.77.0.50"));
    HttpResponse<String> answer = site.plane.get(site.run() + "/task");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("belongs to another machine than the one at 127.0.0.1");
    assertThat(site.last().kind()).isEqualTo("refused");
    for (int time = 0; time < 3; time++) {
      assertThat(site.plane.get("/boot/52-54-00-77-00-01.ipxe").body())
          .contains("is not for 127.0.0.1");
    }
    assertThat(site.inventory.count(site.now(), Observation.Kind.REFUSED))
        .as("one of each")
        .isEqualTo(2);
  }

  @Test
  void grubThatCameByHttpIsToldTheSameAsIpxe() throws Exception {
    site.seen(RamdiskSite.HERE);
    assertThat(site.plane.get("/grub/x86_64-efi/command.lst").statusCode()).isEqualTo(404);
    assertThat(site.plane.get("/grub/x86_64-efi/grub.cfg").body())
        .contains("linux " + site.run() + "/kernel")
        .contains("ztp.url=" + site.plane.base() + site.run());
    assertThat(site.now().trail().boots()).isEqualTo(1);
  }

  @Test
  void grubOfAnUnknownMachineShowsTheReason() throws Exception {
    site.seen(InetAddress.ofLiteral("10.77.0.50"));
    assertThat(site.plane.get("/grub/grub.cfg").body())
        .contains("127.0.0.1 has no lease of a known machine");
  }

  @Test
  void ipxeFindsWhatItAsksForFirst() throws Exception {
    assertThat(site.plane.get("/boot/autoexec.ipxe").body())
        .startsWith("#!ipxe")
        .contains("/boot/${netX/mac:hexhyp}.ipxe");
  }

  @Test
  void aBootProgramIsSentAsUefiHttpBootWantsIt() throws Exception {
    var head = site.plane.send(site.plane.request("/boot/localdisk.efi").HEAD()).headers();
    assertThat(head.firstValue("Content-Length")).contains("24");
    assertThat(head.firstValue("Content-Type")).contains("application/efi");
    HttpResponse<String> part = site.range("/boot/localdisk.efi", "bytes=0-6");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("content");
  }

  @Test
  void aForgedTokenIsRefused() throws Exception {
    site.seen(RamdiskSite.HERE);
    HttpResponse<String> answer =
        site.plane.get("/run/m-0000000001.1.1." + "A".repeat(32) + "/task");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("not made by this server");
  }

  @Test
  void aRefusalIsAProblemForWhoReadsJson() throws Exception {
    site.seen(RamdiskSite.HERE);
    var request = site.plane.request("/run/x/task").header("Accept", "application/json");
    HttpResponse<String> answer = site.plane.send(request);
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
    site.seen(RamdiskSite.HERE);
    assertThat(site.plane.post(site.run() + "/hardware", "{broken").statusCode()).isEqualTo(422);
    assertThat(site.plane.post(site.run() + "/hardware", "{\"cpus\": 0}").statusCode())
        .isEqualTo(422);
    assertThat(site.plane.post(site.run() + "/failed", "step=disk").body())
        .contains("field cause is missing");
    assertThat(site.now().state()).isEqualTo(State.INSPECTING);
    assertThat(site.plane.get(site.run() + "/hardware").statusCode()).isEqualTo(405);
  }

  /** What is cut off may still be read as something, and would be believed. */
  @Test
  void aReportThatIsTooLongIsRefusedAsAWhole() throws Exception {
    site.seen(RamdiskSite.HERE);
    String report = RamdiskSite.HARDWARE + " ".repeat(Reports.LIMIT);
    var answer = site.plane.post(site.run() + "/hardware", report);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).isEqualTo("the report is longer than 256 KiB\n");
    assertThat(site.now().state()).isEqualTo(State.INSPECTING);
  }

  @Test
  void bootProgramsAreForEveryoneAndNothingElseIs() throws Exception {
    assertThat(site.plane.get("/boot/localdisk.efi").body()).isEqualTo("content of localdisk.efi");
    assertThat(site.plane.get("/boot//localdisk.efi").body())
        .as("shim")
        .isEqualTo("content of localdisk.efi");
    for (String path : List.of("/boot/image.zst", "/boot/../image.zst", "/", "/run/x", "/boot")) {
      assertThat(site.plane.get(path).statusCode()).as(path).isIn(400, 404);
    }
  }
}
