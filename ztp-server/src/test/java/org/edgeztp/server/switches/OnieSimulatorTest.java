package org.edgeztp.server.switches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edgeztp.server.dhcp.PrivateNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Switches from ONIE's first packet to the hand-off, against the whole server. */
class OnieSimulatorTest {
  private static final String MODEL = "accton_as7712_32x";
  private static final String NAME = "onie-installer-x86_64-accton_as7712_32x-r0";

  @TempDir private static Path folder;
  private static SwitchLab lab;
  private static BusyBox busyBox;
  private static int cards;

  @BeforeAll
  static void raise() throws Exception {
    String missing = PrivateNetwork.missing();
    assumeTrue(missing.isEmpty(), missing);
    assumeTrue(PrivateNetwork.has("curl"), "needs curl");
    busyBox = BusyBox.in(Files.createDirectory(folder.resolve("programs")));
    Files.writeString(
        folder.resolve("leaf.json"),
        "{\"DEVICE_METADATA\": {\"localhost\": {\"hostname\": \"{hostname}\"}}}");
    Files.writeString(folder.resolve("leaf.sh"), "#!/bin/sh\necho \"{hostname} is $(uname -n)\"\n");
    Path system =
        Files.writeString(
            folder.resolve("nos"),
            """
            #!/bin/sh
            case $onie_serial_num in
            WORN*) echo 'the flash is worn out'; exit 7 ;;
            esac
            echo "a system for $onie_platform is written"
            """);
    lab = new SwitchLab(folder, system);
  }

  @AfterAll
  static void end() throws Exception {
    if (lab != null) {
      lab.close();
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "'', http://10.77.0.1/run/TOKEN/installer",
    "exact, http://10.77.0.1/" + NAME,
  })
  void isInstalledByTheFirstWayThatItsOnieLooksAt(String blind, String url) throws Exception {
    Onie onie = onie("WAY" + cards, MODEL, blind);
    Onie.Pass pass = pass(onie);
    assertThat(pass.reboots()).isTrue();
    assertThat(pass.lines()).containsExactly("runs " + url, "ended with 0");
    assertThat(state(onie)).isEqualTo("INSTALLED");
  }

  @Test
  void isInstalledByTftpOnceItWasHeardOfByHttp() throws Exception {
    Onie onie = onie("TFTP1", MODEL, "exact http");
    String url = "tftp://10.77.0.1/" + onie.mac().replace(':', '-') + "/" + NAME;
    assertThat(pass(onie).lines())
        .startsWith(url + ": server error: (1) it is asked for its hardware");
    onie.asksByHttp(lab.network);
    Onie.Pass pass = pass(onie);
    assertThat(pass.lines()).containsExactly("runs " + url, "ended with 0");
    assertThat(state(onie)).isEqualTo("INSTALLED");
  }

  @Test
  void setsItselfUpAndItsLogIsKept() throws Exception {
    Onie onie = onie("OK1", MODEL, "");
    pass(onie);
    assertThat(provision(onie))
        .isEqualTo(Map.of("01-configdb-json", "SUCCESS", "02-provisioning-script", "SUCCESS"));
    assertThat(state(onie)).isEqualTo("HANDING_OFF");
    assertThat(lab.timeline(onie.mac()))
        .map(entry -> entry.replaceAll("after \\d+ s", "after N s"))
        .containsSubsequence(
            "INSPECTING asked for its hardware: rule leaves",
            "READY switch x86_64-accton_as7712_32x-r0, serial OK1, ONIE 2023.02",
            "QUEUED gets profile leaf and the name leaf-ok1: rule leaves",
            "http ONIE fetched its installer",
            "INSTALLING the installer runs; its boot token is used up",
            "INSTALLED operating system on its own storage after N s; reboots",
            "CONVERGING SONiC 202311.1 runs and asks for its provisioning",
            "converge 01-configdb-json: SUCCESS",
            "converge script: SUCCESS",
            "check hostname: passed");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            lab.tells(
                onie.mac(),
                "log",
                "a system for x86_64-accton_as7712_32x-r0 is written\nEdgeZTP:"));
  }

  @Test
  void isNotInstalledAgainBecauseOnieAsks() throws Exception {
    Onie onie = onie("TWICE", MODEL, "");
    pass(onie);
    Onie.Pass again = pass(onie);
    assertThat(again.reboots()).isFalse();
    assertThat(again.lines()).noneMatch(line -> line.startsWith("runs"));
    assertThat(lab.tells(onie.mac(), "refused", "that takes a redeploy")).isTrue();
    assertThat(state(onie)).isEqualTo("INSTALLED");
  }

  @Test
  void failsWithTheWordsOfAnInstallerThatFails() throws Exception {
    Onie onie = onie("WORN1", MODEL, "");
    Onie.Pass pass = pass(onie);
    assertThat(pass.reboots()).isFalse();
    assertThat(pass.lines()).contains("ended with 7");
    assertThat(state(onie)).isEqualTo("FAILED");
    assertThat(lab.machine(onie.mac()).path("failure").path("cause").asString())
        .isEqualTo("install: sonic ended with exit code 7");
    assertThat(pass(onie).lines()).noneMatch(line -> line.startsWith("runs"));
  }

  @Test
  void failsWithTheSectionThatSonicCouldNotApply() throws Exception {
    Onie onie = onie("BAD1", MODEL, "");
    pass(onie);
    assertThat(provision(onie))
        .isEqualTo(Map.of("01-configdb-json", "FAILED", "02-provisioning-script", "FAILED"));
    assertThat(state(onie)).isEqualTo("FAILED");
    assertThat(lab.machine(onie.mac()).path("failure").path("cause").asString())
        .isEqualTo("01-configdb-json (section): SONiC could not apply it");
  }

  @Test
  void whomNoRuleTakesOnIsToldWhyOnEveryWayAndAtOnce() throws Exception {
    Onie onie = onie("DE1", "delta_agc7646", "");
    Onie.Pass pass = pass(onie);
    assertThat(pass.reboots()).isFalse();
    assertThat(pass.lines()).containsExactlyElementsOf(everyName(onie));
    assertThat(pass.took()).isLessThan(Duration.ofSeconds(10));
    assertThat(lab.timeline(onie.mac()))
        .filteredOn(line -> line.startsWith("refused"))
        .containsExactly(
            "refused ONIE's names by HTTP: no rule takes this switch on",
            "refused ONIE's names by TFTP: no rule takes this switch on");
    assertThat(lab.machine(onie.mac()).path("why").asString())
        .startsWith("no rule takes it on, so ONIE is given nothing to install");
    assertThat(provision(onie)).isEmpty();
  }

  /** Twelve by HTTP; 21 by TFTP, on the server that three options name. */
  private static List<String> everyName(Onie onie) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name :
        List.of(
            "-x86_64-delta_agc7646-r0",
            "-x86_64-delta_agc7646",
            "-delta_agc7646",
            "-x86_64-bcm",
            "-x86_64",
            "")) {
      names.add("onie-installer" + name);
      names.add("onie-installer" + name + ".bin");
    }
    List<String> paths = new ArrayList<>();
    paths.add(onie.mac().replace(':', '-') + "/" + names.getFirst());
    String digits = "0A4D00%02X".formatted(lastByte(onie));
    for (int length = 8; length > 0; length--) {
      paths.add(digits.substring(0, length) + "/" + names.getFirst());
    }
    paths.addAll(names);
    List<String> all = new ArrayList<>();
    names.forEach(name -> all.add("http://10.77.0.1/" + name + ": HTTP/1.1 404 Not Found"));
    for (int server = 0; server < 3; server++) {
      paths.forEach(path ->
          all.add("tftp://10.77.0.1/" + path + ": server error: (1) no rule takes this switch on"));
    }
    return all;
  }

  private static int lastByte(Onie onie) throws IOException {
    String address = lab.machine(onie.mac()).path("address").asString();
    return Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
  }

  private static Onie onie(String serial, String machine, String blind) {
    return new Onie("52:54:00:77:01:%02x".formatted(cards++), serial, machine, blind);
  }

  private static Onie.Pass pass(Onie onie) throws Exception {
    Onie.Pass pass = onie.pass(lab.network, busyBox, folder);
    return new Onie.Pass(
        pass.reboots(),
        pass.lines().stream().map(line -> line.replaceFirst("/run/[^/]+/", "/run/TOKEN/")).toList(),
        pass.took());
  }

  private static Map<String, String> provision(Onie onie) throws IOException {
    try (var sonic = new Sonic(lab.network, onie, folder)) {
      return sonic.provision();
    }
  }

  private static String state(Onie onie) throws IOException {
    return lab.machine(onie.mac()).path("state").asString();
  }
}
