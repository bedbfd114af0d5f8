package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine that is rescued is told, and what becomes of what it reports. */
class RescuePlaneTest {
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
  void letsPeopleInUntilTheRescueEndsAndIsWhereItWasThen() throws Exception {
    site.seen(RamdiskSite.HERE);
    site.inventory.apply(
        site.now(), new Event.InspectFailed("no memory", CauseCode.INSPECTION_FAILED));
    Optional<Failure> failure = site.now().failure();
    site.inventory.apply(site.now(), new Upkeep.Rescue("a test"));
    assertThat(site.plane.get("/boot/52-54-00-77-00-01.ipxe").body()).contains("wants to log in");
    assertThat(site.plane.get(site.run() + "/task").body()).contains(site.own.pushKey());
    assertThat(rescued("none")).isEqualTo(422);
    for (String key : List.of("AAAA", "AAAA", "BBBB")) {
      assertThat(rescued("ssh-ed25519+" + key + "+comment")).isEqualTo(204);
    }
    assertThat(site.inventory.timeline(site.now().id(), 0, 100))
        .filteredOn(entry -> entry.kind().equals("RescueStarted"))
        .extracting(entry -> entry.facts().get("hostKey"))
        .as("a boot of the rescue system is told once")
        .containsExactly("ssh-ed25519 AAAA", "ssh-ed25519 BBBB");
    assertThat(site.inventory.explain(site.now()).sentence())
        .contains("ssh root@127.0.0.1", "SHA256:");
    site.inventory.apply(site.now(), new Upkeep.LeaveRescue("a test"));
    assertThat(rescued("ssh-ed25519+BBBB"))
        .as("which makes the ramdisk restart the machine")
        .isEqualTo(410);
    assertThat(site.now().state()).isEqualTo(State.FAILED);
    assertThat(site.now().failure()).isEqualTo(failure);
    assertThat(site.plane.get("/boot/52-54-00-77-00-01.ipxe").body()).doesNotContain("kernel");
  }

  private int rescued(String hostKey) throws Exception {
    return site.plane.post(site.run() + "/rescued", "host_key=" + hostKey).statusCode();
  }
}
