package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.layout.Links;
import org.edgeztp.inventory.layout.Storage;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.HardwareTests;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose hardware is tested: before it is installed, and when somebody wants it. */
class TestPlaneTest {
  private static final Duration WITHIN = Duration.ofMinutes(7);
  private static final Profile TESTED =
      new Profile(
          "edge",
          Profile.Installer.IMAGE,
          "debian-13",
          "edge-{serial}",
          List.of(),
          Map.of(),
          "",
          "lab",
          Duration.ofMinutes(20),
          Duration.ofMinutes(20),
          Storage.WHOLE_DISK,
          Links.EVERY_CARD,
          List.of(),
          Optional.empty(),
          Optional.of(new HardwareTests(30, HardwareTests.Surface.SAMPLE, 0, 100, 900, WITHIN)),
          false);

  /** Results with a number of blocks that cannot be read, and a throughput of 940 Mbit/s. */
  private static String results(int bad) {
    return """
    {"load": {"memoryBytes": 1073741824, "seconds": 30, "errors": 0}, "disks": [{"name": "vda",
     "serial": "D1", "smart": null, "surface": {"bytes": 4096, "bad": %d, "first": 512}}],
     "network": {"bytes": 352765550, "hundredths": 300}}
    """
        .formatted(bad);
  }

  @TempDir private Path assets;
  private RamdiskSite site;

  @BeforeEach
  void inspected() throws Exception {
    site = new RamdiskSite(assets);
    site.inventory.follow(Policy.of(TESTED).with(new Rule("any", "lab", "edge")));
    site.booting();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void isTestedBeforeItIsInstalledAndNotAgain() throws Exception {
    assertThat(site.now().state()).isEqualTo(State.TESTING);
    assertThat(site.now().deadline()).contains(site.now().since().plus(WITHIN));
    assertThat(site.plane.get("/boot/52-54-00-77-00-01.ipxe").body()).contains("is to be tested");
    assertThat(site.plane.get(site.run() + "/task").body())
        .contains("load=30 ", "surface=sample ", "throughput=900 ");
    assertThat(site.range(site.run() + "/ramdisk", "bytes=0-").statusCode()).isEqualTo(206);
    assertThat(post("tested", results(0))).isEqualTo(204);
    assertThat(site.now().state()).isEqualTo(State.QUEUED);
    assertThat(site.now().hardware().orElseThrow().tests().orElseThrow().throughput())
        .contains(940L);
    site.intake.admit(site.now());
    assertThat(site.now().state()).isEqualTo(State.BOOTING);
  }

  @Test
  void whatFallsShortFailsItWithTheNumberAndIsKept() throws Exception {
    assertThat(post("tested", results(3))).isEqualTo(204);
    assertThat(site.now().state()).isEqualTo(State.FAILED);
    assertThat(site.now().failure().orElseThrow().code()).isEqualTo(CauseCode.DISK_UNREADABLE);
    assertThat(site.now().failure().orElseThrow().cause())
        .startsWith(
            "disk vda (serial D1): 3 blocks cannot be read, the first at byte 512, and none");
    assertThat(site.now().hardware().orElseThrow().tests()).isPresent();
    site.inventory.apply(site.now(), new Event.Retry("a test"));
    assertThat(site.now().state()).isEqualTo(State.TESTING);
    assertThat(post("tested", results(0))).isEqualTo(204);
    assertThat(site.now().state()).isEqualTo(State.QUEUED);
  }

  @Test
  void aTestThatCannotBeMadeFailsItAndWhatIsUnreadableDoesNot() throws Exception {
    assertThat(post("tested", "{}")).isEqualTo(422);
    assertThat(site.now().state()).isEqualTo(State.TESTING);
    assertThat(post("failed", "step=tests&cause=stressapptest: no memory")).isEqualTo(204);
    assertThat(site.now().failure().orElseThrow().code()).isEqualTo(CauseCode.TESTS_FAILED);
    assertThat(site.now().failure().orElseThrow().phase()).isEqualTo(State.TESTING);
  }

  @Test
  void whoAsksHowFarItIsSeesOneLineForEachStep() throws Exception {
    for (String step : List.of("reading disks: vda 40 %25", "reading disks: vda 40 %25")) {
      assertThat(post("progress", "step=" + step)).isEqualTo(204);
    }
    Entry last = site.inventory.last(site.now(), Observation.Kind.PROGRESS).orElseThrow();
    assertThat(last.text()).isEqualTo("reading disks: vda 40 %");
    assertThat(last.facts()).containsEntry(Entry.TIMES, 2);
    site.inventory.apply(site.now(), new Event.Aborted("a test"));
    assertThat(post("progress", "step=more")).as("the ramdisk stops there").isEqualTo(410);
  }

  @Test
  void whoIsTestedBecauseSomebodyWantsItIsNotInstalledAfterwards() throws Exception {
    assertThat(post("tested", results(3))).isEqualTo(204);
    site.inventory.apply(site.now(), new Upkeep.Test("a test"));
    assertThat(post("tested", results(0))).isEqualTo(204);
    site.intake.assign(site.now());
    assertThat(site.now().state()).isEqualTo(State.READY);
  }

  private int post(String part, String body) throws Exception {
    return site.plane.post(site.run() + "/" + part, body).statusCode();
  }
}
