package org.edgeztp.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.LeaseOutcome;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;

/** Leases by page, and packets as they come. */
class BootPlanePageTest extends PageTest {
  private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

  @Test
  void allLeasesAreFoundPageByPage() throws Exception {
    for (int i = 0; i < NetworkPage.LINES + 3; i++) {
      var mac = new MacAddress("52:54:00:99:%02x:%02x".formatted(i >> 8, i & 255));
      LeaseOutcome _ = site.offer(UiSite.LARGE, Identity.of(mac));
    }
    String first = admin.get("/network?q=52:54:00:99").body();
    assertThat(first).contains("200 of 203").doesNotContain("To the beginning");
    Matcher next = NEXT.matcher(first);
    assertThat(next.find()).isTrue();
    String second = admin.get(next.group(1).replace("&amp;", "&")).body();
    assertThat(second)
        .contains("3 of 203", "<a rel=\"first\" href=\"/network?q=52%3A54%3A00%3A99\"")
        .doesNotContain("rel=\"next\"");
    assertThat(admin.get("/network?after=10.78.3.255").body()).contains("no further ones");
    assertThat(admin.get("/network?after=nowhere").statusCode()).isEqualTo(400);
  }

  @Test
  void packetsStandThereNewestFirstWithTheirMachine() throws Exception {
    assertThat(admin.get("/network").body()).contains("None came lately");
    Machine machine = site.led(State.BOOTING);
    site.clock.advance(Duration.ofSeconds(1));
    site.inventory.note(machine, Observation.of(Kind.TFTP, "fetched ipxe.efi, 1 bytes in 2 ms"));
    site.clock.advance(Duration.ofSeconds(1));
    site.inventory.note(machine, Observation.of(Kind.REFUSED, "no run has this token"));
    site.inventory.note(machine, Observation.of(Kind.CONVERGE, "file[/etc/hosts] created"));
    assertThat(feed(admin))
        .containsSubsequence("no run has this token", "fetched ipxe.efi", "DISCOVER: offered")
        .contains("/machines/" + machine.id() + "\">edge-0001")
        .doesNotContain("file[/etc/hosts]");
  }

  @Test
  void longConvergesDoNotHideThemAndOldOnesGo() throws Exception {
    Machine machine = site.led(State.CONVERGING);
    for (int i = 0; i < 1200; i++) {
      site.inventory.note(machine, Observation.of(Kind.CONVERGE, "file[" + i + "]"));
    }
    assertThat(feed(admin)).contains("DISCOVER: offered");
    for (int i = 0; i < 101; i++) {
      site.inventory.note(machine, Observation.of(Kind.DHCP, "packet " + i + ";"));
    }
    assertThat(feed(admin)).contains("packet 1;", "packet 100;").doesNotContain("packet 0;");
  }

  @Test
  void whoSeesOneSiteSeesNoPacketOfAnother() throws Exception {
    Machine one = site.led(State.BOOTING);
    Machine two = site.led(State.BOOTING);
    Visitor ada = visitor("ada", "viewer", two.site());
    assertThat(feed(ada)).contains(two.id().value()).doesNotContain(one.id().value());
  }

  private static String feed(Visitor visitor) throws Exception {
    return visitor.get("/network").body().replaceFirst("(?s).*data-part=\"packets\"", "");
  }
}
