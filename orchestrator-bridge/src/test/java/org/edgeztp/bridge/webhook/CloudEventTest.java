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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CloudEventTest {
  private static final URI SOURCE = URI.create("http://ztp.lab.example");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void looksLikeTheGolden() throws Exception {
    assertThat(JSON.readTree(CloudEvent.of(Fixtures.handover(), SOURCE).toJson()))
        .isEqualTo(golden("handed-over.json"));
    assertThat(JSON.readTree(CloudEvent.of(Fixtures.withdrawal(), SOURCE).toJson()))
        .isEqualTo(golden("withdrawn.json"));
  }

  private static JsonNode golden(String name) throws Exception {
    try (var file = CloudEventTest.class.getResourceAsStream(name)) {
      return JSON.readTree(java.util.Objects.requireNonNull(file, name).readAllBytes());
    }
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

    assertThat(new String(CloudEvent.of(bare, SOURCE).toJson(), StandardCharsets.UTF_8))
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

    assertThat(CloudEvent.of(most, SOURCE).toJson()).hasSizeLessThan(20_000);
  }
}
