package org.edgeztp.bridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.bridge.Fixtures.NOON;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.edgeztp.bridge.Evidence;
import org.edgeztp.bridge.Fixtures;
import org.edgeztp.bridge.Handover;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HandedOverTest {
  private static final URI SOURCE = URI.create("http://ztp.lab.example");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void looksLikeTheGolden() throws Exception {
    byte[] golden;
    try (var file = HandedOverTest.class.getResourceAsStream("handed-over.json")) {
      golden = java.util.Objects.requireNonNull(file, "handed-over.json").readAllBytes();
    }
    byte[] body = HandedOver.of(Fixtures.handover(), SOURCE).toJson();

    assertThat(JSON.readTree(body)).isEqualTo(JSON.readTree(golden));
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    Handover full = Fixtures.handover();
    var bare =
        new Handover(
            full.event(),
            full.at(),
            full.machine(),
            full.hostname(),
            full.site(),
            full.mac(),
            Optional.empty(),
            Optional.empty(),
            full.profile(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            1,
            List.of());

    assertThat(new String(HandedOver.of(bare, SOURCE).toJson(), StandardCharsets.UTF_8))
        .doesNotContain("null", "serial", "address", "hardware", "hostKey");
  }

  @Test
  void staysBelowTwentyKilobytesWithTheMostEvidence() {
    Handover full = Fixtures.handover();
    var most =
        new Handover(
            full.event(),
            full.at(),
            full.machine(),
            full.hostname(),
            full.site(),
            full.mac(),
            full.serial(),
            full.address(),
            full.profile(),
            full.roles(),
            full.hardware(),
            full.hostKey(),
            1,
            Collections.nCopies(40, new Evidence(NOON, "x".repeat(1000))));

    assertThat(HandedOver.of(most, SOURCE).toJson()).hasSizeLessThan(20_000);
  }
}
