package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine that is wiped is told, and what becomes of what it reports. */
class WipePlaneTest {
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
  void wipesWhatAnOperatorNamesAndGivesNoRuleTheMachineAfterwards() throws Exception {
    site.seen(RamdiskSite.HERE);
    assertThat(site.plane.post(site.run() + "/hardware", RamdiskSite.HARDWARE).statusCode())
        .isEqualTo(204);
    site.intake.assign(site.now());
    site.intake.admit(site.now());
    site.inventory.apply(site.now(), new Event.Aborted("a test"));
    site.inventory.apply(site.now(), new Upkeep.Wipe(List.of("S2"), List.of("old data"), "a test"));
    assertThat(site.plane.get("/boot/52-54-00-77-00-01.ipxe").body()).contains("are to be wiped");
    assertThat(site.plane.get(site.run() + "/task").body())
        .contains("named='S2'", "confirmed='old data'", "begun=false")
        .doesNotContain("image");
    assertThat(site.plane.post(site.run() + "/wiping", "disks=S2").statusCode()).isEqualTo(204);
    assertThat(site.plane.get(site.run() + "/task").body()).contains("named='S2'", "begun=true");
    String disk =
        "disk=sdb&model=M&serial=S2&wwn=&bytes=4096&method=discarded&samples=64&seconds=3";
    assertThat(site.plane.post(site.run() + "/wiped-disk", "disk=sdb").statusCode()).isEqualTo(422);
    assertThat(site.plane.post(site.run() + "/wiped-disk", disk).statusCode()).isEqualTo(204);
    assertThat(site.plane.post(site.run() + "/wiped", "").statusCode()).isEqualTo(204);
    assertThat(site.inventory.last(site.now(), Observation.Kind.WIPE).orElseThrow().facts())
        .containsEntry("serial", "S2")
        .containsEntry("method", "discarded");
    assertThat(site.now().state()).isEqualTo(State.READY);
    site.intake.assign(site.now());
    assertThat(site.now().state()).as("no rule installs it again").isEqualTo(State.READY);
  }
}
