package org.edgeztp.server.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.MethodOrderer.OrderAnnotation;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * Two real machines, one BIOS and one UEFI, with pairs of disks and cards, brought into service at
 * the same time; then everything that must be refused, tried from one of them against the running
 * server; and then each loses a disk.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SideBySideIT {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int DYING_PORT = 9191;

  /** Promises more than it sends. */
  private static final List<String> DYING =
      List.of(
          "socat",
          "TCP-LISTEN:" + DYING_PORT + ",bind=127.0.0.1,reuseaddr,fork",
          "SYSTEM:printf 'HTTP/1.1 200 OK\\r\\nContent-Length\\: 100000\\r\\n\\r\\n'; head -c 1000 /dev/zero");

  private static final Pattern TOKEN =
      Pattern.compile("m-[0-9a-f]{10}\\.[0-9]+\\.[0-9]+\\.[A-Za-z0-9_-]{32}");

  private LabSettings settings;
  private Lab lab;
  private LabMachines machines;
  private VirtualMachine bios;
  private VirtualMachine uefi;

  SideBySideIT() throws Exception {
    settings = LabMachines.settings("pair");
  }

  @BeforeAll
  void powerOn() throws Exception {
    Map<String, String> mirrors = new HashMap<>(settings.mirrors());
    mirrors.put("dying", "http://127.0.0.1:" + DYING_PORT);
    settings =
        new LabSettings(
                settings.name(), settings.folder(), settings.home(), settings.assets(), mirrors)
            .of(Parts.PAIRS);
    lab = Lab.raise(settings);
    lab.endWithThisProcess();
    machines = new LabMachines(settings, lab);
    machines.follow(PairedLayout.profile(LabFiles.publicKey(settings.folder())));
    bios = lab.powerOn(VirtualMachine.Firmware.BIOS);
    uefi = lab.powerOn(VirtualMachine.Firmware.UEFI);
  }

  @AfterAll
  void end() throws Exception {
    Lab.remove(settings);
  }

  @Test
  @Order(1)
  void bothReachServiceEachWithItsOwnLeaseNameAndKey() throws Exception {
    machines.await(uefi, "it was installed", json -> !json.path("hostKey").isNull(), LIMIT);
    uefi = machines.afterReset(uefi);
    JsonNode first = machines.await(bios, "IN_SERVICE", LIMIT);
    JsonNode second = machines.await(uefi, "IN_SERVICE", LIMIT);
    assertThat(first.path("hardware").path("firmware").asString()).isEqualTo("bios");
    assertThat(second.path("hardware").path("firmware").asString()).isEqualTo("uefi");
    for (String field : List.of("id", "address", "hostname", "hostKey", "serial", "uuid")) {
      assertThat(first.path(field).asString())
          .as(field)
          .isNotBlank()
          .isNotEqualTo(second.path(field).asString());
    }
    for (VirtualMachine machine : List.of(bios, uefi)) {
      assertThat(machines.timeline(machine, "Installed")).hasSize(1);
      assertThat(machines.timeline(machine, "Joined")).hasSize(1);
      assertThat(machines.timeline(machine, "converge")).hasSizeGreaterThan(10);
    }
  }

  @Test
  @Order(2)
  void theyRunFromTheirOwnDisksAndCardsAsTheirProfileSays() throws Exception {
    assertThat(machines.run(bios, "hostname; ls -d /sys/firmware/efi || true"))
        .startsWith("edge-lab-0001\n")
        .contains("No such file");
    assertThat(machines.run(uefi, "hostname; ls -d /sys/firmware/efi"))
        .isEqualTo("edge-lab-0002\n/sys/firmware/efi\n");
    assertThat(machines.run(bios, PairedLayout.SHOW)).isEqualTo(PairedLayout.of(1));
    assertThat(machines.run(uefi, PairedLayout.SHOW)).isEqualTo(PairedLayout.of(2));
    assertThat(machines.run(bios, "ip route show default")).isEmpty();
  }

  @Test
  @Order(2)
  void theOrchestratorHasBothByASignedEvent() throws Exception {
    String events = Files.readString(settings.folder().resolve("events.jsonl"));
    assertThat(events.lines()).hasSize(2);
    assertThat(events).contains("edge-lab-0001", "edge-lab-0002");
  }

  @Test
  @Order(3)
  void aSecondConvergeChangesNothing() throws Exception {
    lab.api().act("edge-lab-0001", "reconverge", java.util.Optional.empty());
    machines.await(
        bios,
        "it is in service again",
        json -> json.path("state").asString().equals("IN_SERVICE") && json.path("run").asInt() == 2,
        LIMIT);
    JsonNode converged = machines.timeline(bios, "Converged").getLast();
    assertThat(converged.path("facts").path("updated").asInt(-1)).isZero();
  }

  @Test
  @Order(4)
  void aPathOutOfTheBootFilesIsRefusedWithItsReason() throws Exception {
    String answer =
        machines.run(
            bios,
            """
            exec 3<>/dev/udp/10.77.0.1/69
            printf '\\0\\1../../etc/passwd\\0octet\\0' >&3
            timeout 5 head -c 60 <&3 | tr -d '\\0'
            """);
    assertThat(answer).contains("..");
    awaitRefusal("TFTP");
    assertServed();
  }

  @Test
  @Order(4)
  void aBrokenDhcpPacketIsRefusedWithItsReason() throws Exception {
    machines.run(bios, "printf 'not a packet' >/dev/udp/10.77.0.1/67");
    awaitRefusal("DHCP packet");
    assertServed();
  }

  @Test
  @Order(4)
  void aUsedTokenIsRefusedWithItsReason() throws Exception {
    Matcher shown = TOKEN.matcher(bios.console());
    assertThat(shown.find()).as("the token is on the console of the first boot").isTrue();
    String answer = machines.run(bios, http("/run/" + shown.group() + "/task"));
    assertThat(answer).contains("410", "this boot token is stale");
    awaitRefusal("TASK: this boot token is stale");
    assertServed();
  }

  @Test
  @Order(4)
  void aMirrorThatDiesInMidFileIsNotTakenForAWholeFile() throws Exception {
    Process upstream = Tool.start(settings.folder().resolve("dying.log"), lab.inside(DYING));
    await().until(() -> listensIn(DYING_PORT));
    String answer = machines.run(bios, http("/mirror/dying/pool/x.deb") + " | wc -c");
    assertThat(Integer.parseInt(answer.strip())).isLessThan(100_000);
    upstream.destroy();
    awaitRefusal("package mirror, dying/pool/x.deb");
    assertThat(settings.folder().resolve("data/mirror/dying/pool/x.deb")).doesNotExist();
    assertServed();
  }

  @Test
  @Order(5)
  void anotherHostKeyIsRefusedLoudly() throws Exception {
    machines.run(
        uefi,
        """
        rm /etc/ssh/ssh_host_ed25519_key*
        ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
        sync
        systemctl restart ssh
        """);
    lab.api().act("edge-lab-0002", "reconverge", java.util.Optional.empty());
    JsonNode failed = machines.await(uefi, "FAILED", Duration.ofMinutes(2));
    assertThat(failed.path("failure").path("phase").asString()).isEqualTo("INSTALLED");
    assertThat(failed.path("failure").path("cause").asString()).contains("host key", "SHA256:");
    assertThat(failed.path("cause").path("code").asString()).isEqualTo("WRONG_HOST_KEY");
    assertThat(serverLog()).contains("host key");
    assertServed();
  }

  @Test
  @Order(6)
  void eachStartsFromItsSecondDiskWhenTheFirstOneIsReplaced() throws Exception {
    for (VirtualMachine machine : List.of(bios, uefi)) {
      machine.powerOff();
      replace(VirtualMachine.disk(settings.folder(), machine == bios ? 1 : 2));
    }
    bios = bios.powerOnAgain();
    uefi = uefi.powerOnAgain();
    for (VirtualMachine machine : List.of(bios, uefi)) {
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .untilAsserted(() ->
              assertThat(machines.run(machine, "cat /proc/mdstat; findmnt -no SOURCE /"))
                  .contains("[2/1]", "/dev/mapper/system-root"));
    }
  }

  /** With an empty one of the same size. */
  private static void replace(Path disk) throws Exception {
    try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
      long size = file.length();
      file.setLength(0);
      file.setLength(size);
    }
  }

  private void awaitRefusal(String text) throws Exception {
    machines.await(
        bios,
        "'" + text + "' is refused in its timeline",
        json -> refused(text),
        Duration.ofSeconds(20));
    assertThat(serverLog()).contains(text.split(":", 2)[0].split(",", 2)[0]);
  }

  private boolean refused(String text) {
    try {
      return machines.timeline(bios, "refused").stream()
          .anyMatch(entry -> entry.path("text").asString().contains(text));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void assertServed() throws Exception {
    assertThat(machines.run(bios, http("/boot/localdisk.efi") + " | head -n 1")).contains("200");
  }

  private boolean listensIn(int port) throws Exception {
    List<String> ask = lab.inside(List.of("ss", "-Hltn", "sport = :" + port));
    return !Tool.run(ask.toArray(String[]::new)).isBlank();
  }

  private String serverLog() throws Exception {
    return Files.readString(settings.folder().resolve("server.log"));
  }

  /** A request of the machine's own, with what every image has. */
  private static String http(String path) {
    return "exec 3<>/dev/tcp/10.77.0.1/80; "
        + "printf 'GET "
        + path
        + " HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n' >&3; timeout 60 cat <&3";
  }
}
