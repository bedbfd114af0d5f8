package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.edgeztp.server.dhcp.ClientKind.BIOS;
import static org.edgeztp.server.dhcp.ClientKind.IPXE_BIOS;
import static org.edgeztp.server.dhcp.ClientKind.RASPBERRY_PI;
import static org.edgeztp.server.dhcp.ClientKind.SYSTEM;
import static org.edgeztp.server.dhcp.ClientKind.UEFI_X64;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault on the way to an installed machine, injected over the wire, has its own code. */
class BootFaultsTest {
  private static final String SCRIPT = "/boot/52-54-00-77-00-01.ipxe";
  private static final String HARDWARE =
      """
      {"cpus": 2, "memoryBytes": 1073741824, "firmware": "bios", "disks": [], "nics": []}
      """;

  @TempDir private Path folder;
  private FaultSite site;
  private SimulatedMachine machine;

  @BeforeEach
  void start() throws Exception {
    site = new FaultSite(folder, "0".repeat(64));
    machine = site.machine();
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void noDhcpRequestAfterPowerOn() {
    site.register();
    assertThat(site.code()).isEqualTo("none");
    becomes("NO_DHCP_REQUEST", Duration.ofMinutes(3));
  }

  @Test
  void aSecondDhcpServerAnsweredFirst() throws Exception {
    machine.discover(BIOS);
    machine.takeElsewhere(BIOS);
    becomes("OTHER_DHCP_SERVER", Duration.ZERO);
    assertThat(evidence()).contains("127.0.0.99");
  }

  @Test
  void theOfferIsNotTaken() throws Exception {
    machine.discover(BIOS);
    becomes("OFFER_NOT_TAKEN", Duration.ofSeconds(20));
  }

  @Test
  void nothingIsThereForItsFirmware() throws Exception {
    site.register();
    machine.discover(RASPBERRY_PI);
    becomes("NOTHING_TO_BOOT", Duration.ZERO);
    assertThat(evidence()).contains("Raspberry Pi");
  }

  @Test
  void tftpIsNeverAsked() throws Exception {
    machine.boot(BIOS);
    becomes("TFTP_NOT_ASKED", Duration.ofSeconds(20));
    assertThat(evidence()).contains("REQUEST answered with ACK");
  }

  @Test
  void tftpTimesOut() throws Exception {
    machine.boot(BIOS);
    machine.fetchNoFurtherThanTheFirstBlock("undionly.kpxe");
    becomes("TFTP_TIMED_OUT", Duration.ZERO);
    assertThat(evidence()).contains("undionly.kpxe");
  }

  @Test
  void theFileIsOfAnotherArchitecture() throws Exception {
    machine.boot(UEFI_X64);
    machine.fetch("undionly.kpxe");
    becomes("WRONG_BOOT_PROGRAM", Duration.ZERO);
  }

  @Test
  void theFileIsNotGiven() throws Exception {
    machine.boot(BIOS);
    assertThat(machine.fetch("pxelinux.0")).contains("no boot program called pxelinux.0");
    becomes("TFTP_REFUSED", Duration.ZERO);
  }

  @Test
  void theBootProgramDoesNotRun() throws Exception {
    machine.boot(BIOS);
    machine.fetch("undionly.kpxe");
    becomes("BOOT_PROGRAM_DIED", Duration.ofSeconds(20));
  }

  @Test
  void thePortOfHttpIsNotReached() throws Exception {
    machine.boot(BIOS);
    machine.fetch("undionly.kpxe");
    machine.boot(IPXE_BIOS);
    becomes("HTTP_UNREACHABLE", Duration.ofSeconds(20));
  }

  @Test
  void theScriptIsRefusedToAnotherAddress() throws Exception {
    machine.boot(IPXE_BIOS);
    assertThat(machine.getFromElsewhere(SCRIPT)).contains("is not for 127.1.0.201");
    becomes("TOKEN_REFUSED", Duration.ZERO);
  }

  @Test
  void anOldTokenIsRefused() throws Exception {
    machine.boot(IPXE_BIOS);
    String old = site.run();
    site.inventory.apply(site.now(), new Event.Aborted("a test"));
    site.inventory.apply(site.now(), new Event.Retry("a test"));
    assertThat(machine.get(old + "/kernel")).contains("this boot token is stale");
    becomes("TOKEN_REFUSED", Duration.ZERO);
  }

  @Test
  void theKernelIsNotFetched() throws Exception {
    machine.boot(IPXE_BIOS);
    machine.get(SCRIPT);
    becomes("KERNEL_NOT_FETCHED", Duration.ofSeconds(20));
  }

  @Test
  void noRamdiskCallsBackAfterTheKernel() throws Exception {
    machine.boot(IPXE_BIOS);
    machine.get(SCRIPT);
    machine.get(site.run() + "/kernel");
    machine.get(site.run() + "/ramdisk");
    becomes("RAMDISK_SILENT", Duration.ofSeconds(90));
    assertThat(evidence()).contains("ramdisk.cpio.zst");
  }

  @Test
  void theRamdiskStopsOverItsTask() throws Exception {
    machine.boot(IPXE_BIOS);
    machine.get(site.run() + "/task");
    becomes("RAMDISK_STOPPED", Duration.ofMinutes(3));
  }

  @Test
  void theImageComesTooSlowly() throws Exception {
    installing();
    for (int report = 0; report <= 4; report++) {
      machine.post(site.run() + "/progress", "step=image&total=400000000&done=" + report * 100_000);
      site.clock.advance(Duration.ofSeconds(10));
    }
    becomes("IMAGE_TOO_SLOW", Duration.ZERO);
    assertThat(evidence()).contains("KiB a second");
  }

  @Test
  void theInstallerStopsReporting() throws Exception {
    installing();
    machine.post(site.run() + "/progress", "step=partitioning");
    becomes("INSTALLER_SILENT", Duration.ofMinutes(5));
  }

  @Test
  void itRestartsAndDoesNotBootItsDisk() throws Exception {
    installed();
    machine.boot(IPXE_BIOS);
    assertThat(machine.get(SCRIPT)).contains("exit");
    becomes("DISK_NOT_BOOTED", Duration.ofMinutes(3));
    machine.boot(SYSTEM);
    await().untilAsserted(() -> assertThat(site.code()).isEqualTo("none"));
  }

  @Test
  void renewalsOfAMachineInServiceAreCounted() throws Exception {
    installed();
    for (Event event :
        List.of(
            new Event.Reachable("127.1.0.50"),
            new Event.Converged(0, 0, 1, "test"),
            new Event.Accepted(1),
            new Event.Joined("central", "m1"))) {
      site.inventory.apply(site.now(), event);
    }
    int before = entries("dhcp").size();
    machine.take(SYSTEM);
    machine.renew(SYSTEM);
    machine.renew(SYSTEM);
    await()
        .untilAsserted(
            () -> assertThat(entries("dhcp").getLast().facts()).containsEntry("times", 3));
    assertThat(entries("dhcp")).hasSize(before + 1);
  }

  @Test
  void aConvergeFailsForThePackageMirror() throws Exception {
    installed();
    site.inventory.apply(site.now(), new Event.Reachable("127.1.0.50"));
    assertThat(machine.get("/mirror/debian/pool/main/x.deb")).contains("cannot be reached");
    await().until(() -> !entries("refused").isEmpty());
    assertThat(site.code()).as("apt asks again").isEqualTo("none");
    site.inventory.apply(
        site.now(), new Event.ConvergeFailed("apt_package[x]", "base::default line 3", "502", ""));
    assertThat(site.code()).isEqualTo("PACKAGE_MIRROR_FAILED");
    assertThat(site.now().failure().orElseThrow().cause())
        .startsWith("apt_package[x] (base::default line 3): 502; the package mirror did not give")
        .contains("debian/pool/main/x.deb");
  }

  @Test
  void itBootsInCircles() throws Exception {
    for (int boot = 0; boot < 4; boot++) {
      machine.boot(IPXE_BIOS);
      machine.get(SCRIPT);
      site.clock.advance(Duration.ofMinutes(1));
    }
    assertThat(site.now().state()).isEqualTo(State.FAILED);
    assertThat(site.code()).isEqualTo("BOOT_LOOP");
  }

  @Test
  void aPassedDeadlineKeepsWhatWasTheCauseThen() throws Exception {
    machine.boot(BIOS);
    becomes("TFTP_NOT_ASKED", Duration.ofMinutes(16));
    site.inventory.sweepCauses();
    site.inventory.sweepCauses();
    assertThat(entries("cause"))
        .singleElement()
        .satisfies(told -> {
          assertThat(told.text()).startsWith("TFTP_NOT_ASKED: ");
          assertThat(told.facts()).containsEntry("code", "TFTP_NOT_ASKED").containsKey("remedy");
        });
    site.inventory.sweepDeadlines();
    assertThat(site.now().state()).isEqualTo(State.FAILED);
    assertThat(site.code()).isEqualTo("TFTP_NOT_ASKED");
    assertThat(site.now().failure().orElseThrow().cause())
        .startsWith("deadline passed while waiting for its hardware report; it has its address");
    assertThat(entries("DeadlinePassed").getLast().facts()).containsEntry("code", "TFTP_NOT_ASKED");
  }

  private void installing() throws Exception {
    machine.boot(IPXE_BIOS);
    machine.post(site.run() + "/hardware", HARDWARE);
    site.admit();
    machine.post(site.run() + "/started", "");
    assertThat(site.now().state()).isEqualTo(State.INSTALLING);
  }

  private void installed() throws Exception {
    installing();
    machine.post(
        site.run() + "/installed", "host_key=ssh-ed25519+AAAA&root_disk=%2Fdev%2Fvda&seconds=12");
    assertThat(site.now().state()).isEqualTo(State.INSTALLED);
  }

  /** What is seen is written behind the packets; then time passes, and no sooner is it said. */
  private void becomes(String code, Duration patience) {
    if (patience.isZero()) {
      await().untilAsserted(() -> assertThat(site.code()).isEqualTo(code));
      return;
    }
    await().pollDelay(Duration.ofMillis(50)).until(() -> site.code().equals("none"));
    site.clock.advance(patience);
    await().untilAsserted(() -> assertThat(site.code()).isEqualTo(code));
  }

  private String evidence() {
    return site.inventory.explain(site.now()).cause().orElseThrow().evidence();
  }

  private List<Entry> entries(String kind) {
    return site.inventory.timeline(site.now().id(), 0, 1000).stream()
        .filter(entry -> entry.kind().equals(kind))
        .toList();
  }
}
