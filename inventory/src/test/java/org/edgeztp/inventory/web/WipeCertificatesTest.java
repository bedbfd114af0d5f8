package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The disks that were wiped, of one machine and of all. */
class WipeCertificatesTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  private RunningApi api;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi(folder);
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  @Test
  void eachDiskHasOneNewestFirst() throws Exception {
    var certificates = new WipeCertificates(api.inventory);
    Machine machine = api.ready();
    Machine other = api.ready("52:54:00:77:00:02", "LAB-0002");
    wiped(machine, "S1", "overwritten");
    wiped(other, "S2", "formatted");
    wiped(machine, "S3", "discarded");
    JsonNode all = json(certificates.answer("GET", MissingNode.getInstance()));
    assertThat(all.findValuesAsString("serial")).containsExactly("S3", "S2", "S1");
    JsonNode one = json(certificates.answer(machine, "GET", MissingNode.getInstance()));
    assertThat(one.findValuesAsString("serial")).containsExactly("S3", "S1");
    JsonNode newest = one.path("items").path(0);
    assertThat(newest.path("machine").asString()).isEqualTo(machine.id().value());
    assertThat(newest.path("method").asString()).isEqualTo("discarded");
    assertThat(newest.path("bytes").asLong()).isEqualTo(4_000_787_030_016L);
    assertThat(newest.path("text").asString()).isEqualTo("disk S3 discarded");
  }

  private void wiped(Machine machine, String serial, String method) {
    api.inventory.note(
        machine,
        new Observation(
            Observation.Kind.WIPE,
            "disk " + serial + " " + method,
            Map.of(
                "disk", "sda", "serial", serial, "method", method, "bytes", 4_000_787_030_016L)));
  }

  private static JsonNode json(Object answer) {
    return JSON.valueToTree(answer);
  }
}
