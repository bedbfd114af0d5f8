package org.edgeztp.server.http;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.TestResults;
import org.edgeztp.inventory.machine.TestResults.DiskResult;
import org.edgeztp.inventory.machine.TestResults.Health;
import org.edgeztp.inventory.machine.TestResults.Load;
import org.edgeztp.inventory.machine.TestResults.Surface;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the ramdisk posts of its tests: its own numbers around the JSON of smartctl. */
final class TestReport {
  private static final JsonMapper JSON = new JsonMapper();

  /** Far more disks than a machine has. */
  private static final int DISKS = 256;

  /** Far more bytes too; sums of a few such numbers fit. */
  private static final long MOST = 1L << 60;

  /** Of ATA: sectors replaced; sectors that wait for that; sectors that no retry can read. */
  private static final int REALLOCATED = 5;

  private static final int PENDING = 197;
  private static final int UNCORRECTABLE = 198;

  private TestReport() {}

  /**
   * Reads a report.
   *
   * @throws RuntimeException with a sentence when the text is no such report
   */
  static TestResults parse(String text) {
    JsonNode report = JSON.readTree(text);
    if (!report.path("disks").isArray()) {
      throw new IllegalArgumentException("a report of tests has a list of disks");
    }
    JsonNode load = report.path("load");
    JsonNode network = report.path("network");
    List<DiskResult> disks =
        report.path("disks").valueStream().limit(DISKS).map(TestReport::disk).toList();
    return new TestResults(
        load.isObject() ? Optional.of(load(load)) : Optional.empty(),
        disks,
        network.isObject() ? Optional.of(throughput(network)) : Optional.empty());
  }

  private static Load load(JsonNode load) {
    return new Load(
        count(load, "memoryBytes"),
        count(load, "seconds"),
        count(load, "errors"),
        count(load, "machineChecks"),
        count(load, "throttled"));
  }

  private static DiskResult disk(JsonNode disk) {
    JsonNode surface = disk.path("surface");
    return new DiskResult(
        Sentence.of(disk.path("name").asString("")),
        Sentence.of(disk.path("serial").asString("")),
        health(disk.path("smart")),
        surface.isObject()
            ? Optional.of(
                new Surface(
                    count(surface, "bytes"),
                    surface.path("whole").asBoolean(false),
                    count(surface, "bad"),
                    count(surface, "first")))
            : Optional.empty());
  }

  /** As smartctl tells it of ATA, NVMe and SCSI; empty where the disk does not judge itself. */
  private static Optional<Health> health(JsonNode smart) {
    JsonNode passed = smart.path("smart_status").path("passed");
    if (!passed.isBoolean()) {
      return Optional.empty();
    }
    JsonNode nvme = smart.path("nvme_smart_health_information_log");
    return Optional.of(
        new Health(
            passed.booleanValue(),
            count(smart.path("power_on_time"), "hours"),
            attribute(smart, REALLOCATED) + count(smart, "scsi_grown_defect_list"),
            Math.max(attribute(smart, PENDING), attribute(smart, UNCORRECTABLE))
                + count(nvme, "media_errors"),
            Math.max(
                count(nvme, "percentage_used"),
                count(smart, "scsi_percentage_used_endurance_indicator"))));
  }

  /** The raw value of an attribute; some vendors keep more than the count above 32 bits. */
  private static long attribute(JsonNode smart, int id) {
    return smart
        .path("ata_smart_attributes")
        .path("table")
        .valueStream()
        .filter(attribute -> attribute.path("id").asInt(0) == id)
        .mapToLong(attribute -> count(attribute.path("raw"), "value") & 0xffff_ffffL)
        .findFirst()
        .orElse(0);
  }

  /** Megabits in a second; the clock of the ramdisk has hundredths of one. */
  private static long throughput(JsonNode network) {
    long hundredths = Math.max(1, count(network, "hundredths"));
    return count(network, "bytes") / 1250 / hundredths;
  }

  private static long count(JsonNode node, String field) {
    return Math.clamp(node.path(field).asLong(0), 0, MOST);
  }
}
