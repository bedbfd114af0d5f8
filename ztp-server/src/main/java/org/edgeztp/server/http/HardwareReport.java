package org.edgeztp.server.http;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Nic;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the ramdisk posts: its own summary around the JSON of lsblk and ip. */
final class HardwareReport {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)to be filled by o\\.?e\\.?m\\.?|default string|system serial number|serial number"
              + "|not (specified|available|applicable)|none|unknown|n/?a|o\\.?e\\.?m\\.?"
              + "|0*123456789|([0x.*-])\\2*");

  private HardwareReport() {}

  /**
   * @throws RuntimeException with a sentence when the text is no such report
   */
  static Hardware parse(String text) {
    JsonNode report = JSON.readTree(text);
    int cpus = report.path("cpus").asInt(0);
    long memory = report.path("memoryBytes").asLong(0);
    if (cpus < 1 || memory < 1) {
      throw new IllegalArgumentException("a hardware report names its cpus and memoryBytes");
    }
    return new Hardware(
        cpus,
        memory,
        text(report, "firmware"),
        text(report, "vendor"),
        text(report, "product"),
        number(report, "serial"),
        text(report, "uuid"),
        disks(report.path("disks")),
        nics(report.path("links")));
  }

  private static List<Disk> disks(JsonNode lsblk) {
    return elements(lsblk)
        .filter(disk -> !disk.path("rm").asBoolean(false))
        .map(disk ->
            new Disk(
                text(disk, "name"),
                disk.path("size").asLong(0),
                text(disk, "model"),
                text(disk, "serial"),
                disk.path("rota").asBoolean(false)))
        .toList();
  }

  private static List<Nic> nics(JsonNode links) {
    return elements(links)
        .filter(link -> text(link, "link_type").equals("ether"))
        .map(link ->
            new Nic(
                text(link, "ifname"),
                MacAddress.parse(text(link, "address")),
                text(link, "operstate").equals("UP")))
        .toList();
  }

  /** A serial number; empty where the board holds what its maker never filled in. */
  private static String number(JsonNode report, String field) {
    String told = text(report, field);
    return PLACEHOLDER.matcher(told).matches() ? "" : told;
  }

  private static java.util.stream.Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNull() || value.isMissingNode() ? "" : Sentence.of(value.asString(""));
  }
}
