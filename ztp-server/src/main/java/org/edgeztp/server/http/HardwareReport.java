package org.edgeztp.server.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.Platform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the ramdisk posts: its own summary around the JSON of lsblk.
 *
 * @param omitted sentences about what is in the report and cannot be understood
 */
public record HardwareReport(Hardware hardware, List<String> omitted) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");
  private static final String ETHERNET = "1";
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)to be filled by o\\.?e\\.?m\\.?|default string|system serial number|serial number"
              + "|(base board|chassis) serial number|(no )?asset tag"
              + "|not (specified|available|applicable|provided)|none|unknown|n/?a|o\\.?e\\.?m\\.?"
              + "|0*123456789|([0x.*-])\\4*");

  /**
   * Reads a report. A network card that cannot be understood is left out; the rest counts.
   *
   * @throws RuntimeException with a sentence when the text is no such report
   */
  public static HardwareReport parse(String text) {
    JsonNode report = JSON.readTree(text);
    int cpus = report.path("cpus").asInt(0);
    long memory = report.path("memoryBytes").asLong(0);
    if (cpus < 1 || memory < 1) {
      throw new IllegalArgumentException("a hardware report names its cpus and memoryBytes");
    }
    JsonNode system = report.path("system");
    List<String> omitted = new ArrayList<>();
    var hardware =
        new Hardware(
            cpus,
            memory,
            text(report, "firmware"),
            text(system, "vendor"),
            text(system, "product"),
            number(system, "serial"),
            text(system, "uuid"),
            disks(report.path("disks"), report.path("volumes")),
            nics(report.path("nics"), omitted),
            Optional.of(platform(report)),
            Optional.empty());
    return new HardwareReport(hardware, List.copyOf(omitted));
  }

  private static List<Disk> disks(JsonNode lsblk, JsonNode volumes) {
    return elements(lsblk)
        .filter(disk -> !disk.path("rm").asBoolean(false))
        .map(disk ->
            new Disk(
                text(disk, "name"),
                disk.path("size").asLong(0),
                text(disk, "vendor"),
                text(disk, "model"),
                text(disk, "serial"),
                text(disk, "wwn"),
                text(disk, "tran"),
                disk.path("rota").asBoolean(false),
                volumes(text(disk, "name"), volumes)))
        .toList();
  }

  private static List<Disk.Volume> volumes(String disk, JsonNode volumes) {
    return elements(volumes)
        .filter(volume -> text(volume, "disk").equals(disk))
        .map(volume ->
            new Disk.Volume(
                text(volume, "name"),
                volume.path("size").asLong(0),
                text(volume, "type"),
                text(volume, "label")))
        .toList();
  }

  private static List<Nic> nics(JsonNode cards, List<String> omitted) {
    return elements(cards)
        .filter(card -> text(card, "type").equals(ETHERNET))
        .flatMap(card -> nic(card, omitted).stream())
        .toList();
  }

  private static Optional<Nic> nic(JsonNode card, List<String> omitted) {
    String name = text(card, "name");
    try {
      return Optional.of(
          new Nic(
              name,
              MacAddress.parse(text(card, "address")),
              text(card, "carrier").equals("1"),
              text(card, "driver"),
              text(card, "slot"),
              Math.max(0, card.path("speed").asInt(0)),
              Lldp.neighbour(card.path("lldp").asString(""))));
    } catch (IllegalArgumentException e) {
      omitted.add("network card %s is left out: %s".formatted(name, e.getMessage()));
      return Optional.empty();
    }
  }

  private static Platform platform(JsonNode report) {
    return new Platform(
        told(
            report.path("processor"),
            node ->
                new Platform.Processor(
                    text(node, "model"),
                    node.path("sockets").asInt(0),
                    node.path("cores").asInt(0))),
        told(
            report.path("release"),
            node ->
                new Platform.Release(
                    text(node, "vendor"), text(node, "version"), text(node, "date"))),
        told(
            report.path("board"),
            node ->
                new Platform.Board(
                    text(node, "vendor"),
                    text(node, "name"),
                    text(node, "version"),
                    number(node, "serial"))),
        told(
            report.path("chassis"),
            node ->
                new Platform.Chassis(
                    text(node, "vendor"),
                    node.path("type").asInt(0),
                    number(node, "serial"),
                    number(node, "tag"))),
        told(
            report.path("bmc"),
            node ->
                new Platform.Controller(
                    bytes(node, "address", 4)
                        .map(HardwareReport::ipv4)
                        .filter(address -> !address.equals("0.0.0.0"))
                        .orElse(""),
                    bytes(node, "mac", 6).map(MacAddress::of),
                    text(node, "version"))),
        elements(report.path("accelerators")).map(HardwareReport::accelerator).toList(),
        Optional.of(text(report, "tpm")).filter(version -> !version.isEmpty()));
  }

  private static Platform.Accelerator accelerator(JsonNode device) {
    return new Platform.Accelerator(
        text(device, "slot"),
        text(device, "class").startsWith("0x03")
            ? Platform.Accelerator.Kind.DISPLAY
            : Platform.Accelerator.Kind.PROCESSING,
        digits(device, "vendor") + ":" + digits(device, "device"),
        text(device, "driver"));
  }

  private static <T> Optional<T> told(JsonNode node, Function<JsonNode, T> reader) {
    return node.isObject() ? Optional.of(reader.apply(node)) : Optional.empty();
  }

  /** A serial number; empty where the board holds what its maker never filled in. */
  private static String number(JsonNode node, String field) {
    String told = text(node, field);
    return PLACEHOLDER.matcher(told).matches() ? "" : told;
  }

  private static String digits(JsonNode node, String field) {
    return text(node, field).replaceFirst("^0x", "");
  }

  /** The first bytes of a line of two hexadecimal digits each; empty when there are too few. */
  private static Optional<byte[]> bytes(JsonNode node, String field, int count) {
    try {
      byte[] told = SPACED.parseHex(text(node, field));
      return told.length < count ? Optional.empty() : Optional.of(Arrays.copyOf(told, count));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String ipv4(byte[] address) {
    return "%d.%d.%d.%d"
        .formatted(address[0] & 0xff, address[1] & 0xff, address[2] & 0xff, address[3] & 0xff);
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return array.valueStream();
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNull() || value.isMissingNode() ? "" : Sentence.of(value.asString(""));
  }
}
